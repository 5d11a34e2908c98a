package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes orders the way the API shows them (Ticketscloud API, orders: fields). */
final class OrderJson {
  private final SandboxState state;
  private final Promocodes promocodes;
  private final Refs refs;

  OrderJson(SandboxState state, Promocodes promocodes, Refs refs) {
    this.state = state;
    this.promocodes = promocodes;
    this.refs = refs;
  }

  /** The answer to a create (with venues) or a change, with promocode troubles if there are. */
  Answer answer(int status, Order order, boolean created, List<Promocodes.Trouble> troubles) {
    return Answer.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeFieldName("data");
          write(json, order, false);
          json.writeObjectFieldStart("refs");
          refs.events(json, List.of(order.event), created);
          refs.partners(json, List.of(order.event));
          promocodes.writeRefs(json, order);
          refs.sets(json, order);
          if (created) {
            refs.venues(json, List.of(order.event));
          }
          json.writeEndObject();
          errors(json, troubles);
          json.writeEndObject();
        });
  }

  private static void errors(JsonGenerator json, List<Promocodes.Trouble> troubles)
      throws IOException {
    if (troubles.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("errors");
    for (Promocodes.Trouble trouble : troubles) {
      json.writeStartObject();
      json.writeStringField("code", trouble.code());
      json.writeStringField("msg", trouble.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** One order; inside refunds it also carries custom_fields and payments. */
  void write(JsonGenerator json, Order order, boolean inRefund) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", order.id);
    json.writeStringField("status", order.status.text());
    json.writeNumberField("number", order.number);
    json.writeStringField("created_at", state.times.text(order.createdAt));
    json.writeStringField("expired_after", state.times.text(order.expiresAt));
    if (order.status == OrderStatus.DONE) {
      json.writeStringField("done_at", state.times.doneAt(order.doneAt));
      json.writeStringField("code", order.code);
    }
    json.writeStringField("event", order.event.id());
    json.writeStringField("org", order.event.data.org());
    json.writeStringField("vendor", SandboxState.VENDOR);
    json.writeStringField("origin", "api");
    json.writeArrayFieldStart("promocodes");
    for (SandboxPromocode promocode : order.promocodes) {
      json.writeString(promocode.id());
    }
    json.writeEndArray();
    settings(json, order);
    json.writeArrayFieldStart("tickets");
    for (Ticket ticket : order.tickets) {
      ticket(json, order, ticket, true);
    }
    json.writeEndArray();
    values(json, order);
    json.writeFieldName("vendor_data");
    json.writeRawValue(order.vendorData);
    if (inRefund) {
      json.writeFieldName("custom_fields");
      json.writeRawValue("{\"order\":[],\"tickets\":[]}");
      json.writeFieldName("payments");
      json.writeRawValue("[]");
    }
    json.writeEndObject();
  }

  private static void settings(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("settings");
    json.writeBooleanField("invitation", false);
    json.writeBooleanField("send_tickets", order.sendTickets);
    json.writeBooleanField("subscribe_agree", order.subscribeAgree);
    if (order.customer != null) {
      json.writeFieldName("customer");
      json.writeRawValue(order.customer);
    }
    json.writeEndObject();
  }

  void ticket(JsonGenerator json, Order order, Ticket ticket, boolean barcode) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", ticket.id);
    json.writeStringField("set", ticket.category.id());
    json.writeStringField("serial", ticket.serial);
    json.writeNumberField("number", ticket.number);
    json.writeStringField("status", ticketStatus(order, ticket));
    if (barcode) {
      json.writeStringField("barcode", ticket.barcode);
    }
    if (ticket.seat != null && barcode) {
      json.writeObjectFieldStart("seat");
      json.writeStringField("row", ticket.seat.row());
      json.writeStringField("number", ticket.seat.number());
      json.writeStringField("sector", ticket.seat.sector());
      json.writeEndObject();
    }
    json.writeStringField("price", Kopecks.text(ticket.price));
    json.writeStringField("discount", Kopecks.text(ticket.discount));
    json.writeStringField("nominal", Kopecks.text(ticket.nominal));
    json.writeStringField("extra", Kopecks.text(ticket.extra));
    json.writeStringField("full", Kopecks.text(ticket.full));
    json.writeEndObject();
  }

  private String ticketStatus(Order order, Ticket ticket) {
    if (ticket.refunded) {
      return "refunded";
    }
    return order.status == OrderStatus.DONE
        ? state.switches.get(Switch.TICKET_STATUS_DONE)
        : "reserved";
  }

  private static void values(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("values");
    json.writeStringField("price", Kopecks.text(order.price));
    json.writeStringField("discount", Kopecks.text(order.discount));
    json.writeStringField("nominal", Kopecks.text(order.nominal));
    json.writeStringField("extra", Kopecks.text(order.extra));
    json.writeStringField("full", Kopecks.text(order.full));
    json.writeFieldName("sets_values");
    if (order.promocodes.isEmpty()) {
      json.writeRawValue(order.event.plainSetsValues);
    } else {
      setsValues(json, order.event, order.promocodes);
    }
    json.writeFieldName("viral_promocodes");
    json.writeRawValue("[]");
    json.writeEndObject();
  }

  /** Every category of the event, also those without tickets in the order. */
  static void setsValues(JsonGenerator json, Event event, List<SandboxPromocode> promocodes)
      throws IOException {
    json.writeStartObject();
    for (Category category : event.categories.values()) {
      SandboxPromocode promocode = null;
      for (SandboxPromocode candidate : promocodes) {
        if (promocode == null && Pricing.covers(candidate, category)) {
          promocode = candidate;
        }
      }
      long discount = promocode == null ? 0 : Pricing.discount(promocode, category.price);
      json.writeObjectFieldStart(category.id());
      json.writeStringField("id", category.id());
      json.writeStringField("price", Kopecks.text(category.price));
      json.writeStringField("discount", Kopecks.text(discount));
      json.writeStringField("nominal", Kopecks.text(category.price - discount));
      json.writeStringField("promocode", promocode == null ? null : promocode.id());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The categories that have tickets in the order. */
  static Set<Category> categories(Order order) {
    Set<Category> categories = new HashSet<>();
    for (Ticket ticket : order.tickets) {
      categories.add(ticket.category);
    }
    return categories;
  }
}
