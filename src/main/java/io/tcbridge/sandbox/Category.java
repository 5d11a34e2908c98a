package io.tcbridge.sandbox;

import java.util.LinkedHashSet;
import java.util.Set;

/** A ticket category with its stock. Tickets without seats are minted when first needed. */
final class Category {
  final Event event;
  final Set<Ticket> vacant = new LinkedHashSet<>();
  SandboxSet data;
  long price;
  String refs;

  private int minted;

  Category(Event event, SandboxSet data) {
    this.event = event;
    update(data);
  }

  void update(SandboxSet newData) {
    data = newData;
    price = Kopecks.of(newData.price());
    refs =
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("id", data.id());
              json.writeStringField("name", data.name());
              json.writeStringField("price", Kopecks.text(price));
              json.writeBooleanField("with_seats", data.withSeats());
              json.writeEndObject();
            });
  }

  String id() {
    return data.id();
  }

  /** Tickets that could be reserved now. */
  int available() {
    return data.withSeats() ? vacant.size() : vacant.size() + Math.max(0, data.stock() - minted);
  }

  /** Makes sure that this many tickets lie in {@link #vacant}, as far as the stock allows. */
  void stockUp(int wanted, SandboxState state) {
    while (!data.withSeats() && vacant.size() < wanted && minted < data.stock()) {
      minted++;
      vacant.add(event.mint(state.ids.objectId(state.now()), this, null));
    }
  }
}
