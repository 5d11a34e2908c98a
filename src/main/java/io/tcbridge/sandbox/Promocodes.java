package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Promocodes on orders and their check. A refused code is an entry in {@code errors} of an answer
 * 200 (Ticketscloud API, orders: promocodes).
 */
final class Promocodes {

  /** Why a code was not applied. */
  record Trouble(String code, String message) {}

  private final SandboxState state;

  Promocodes(SandboxState state) {
    this.state = state;
  }

  /** Sets the promocodes of an order and prices it anew. */
  List<Trouble> apply(Order order, JsonNode codes) {
    if (state.switches.is(Switch.PROMOTION_ACTIVE, "on") && !codes.isEmpty()) {
      throw new Refusal("Cant use promocode when event have promotion");
    }
    if (!codes.isArray()) {
      throw new Refusal("promocodes is not a list");
    }
    List<SandboxPromocode> wanted = new ArrayList<>();
    if (state.switches.is(Switch.PROMOCODES_PATCH, "append")) {
      wanted.addAll(order.promocodes);
    }
    List<Trouble> troubles = new ArrayList<>();
    for (JsonNode code : codes) {
      SandboxPromocode promocode = order.event.promocode(code.asText());
      Trouble trouble = trouble(order, promocode);
      if (trouble != null) {
        troubles.add(trouble);
      } else if (!wanted.contains(promocode)) {
        wanted.add(promocode);
      }
    }
    use(order, wanted);
    return troubles;
  }

  /** Replaces the promocodes of an order without looking at their rules. */
  void use(Order order, List<SandboxPromocode> promocodes) {
    forget(order);
    order.promocodes = List.copyOf(promocodes);
    for (SandboxPromocode promocode : promocodes) {
      order.event.promocodeUses.merge(promocode.id(), 1, Integer::sum);
    }
    Pricing.price(state, order);
  }

  /** Gives back the uses of an order's promocodes. */
  static void forget(Order order) {
    for (SandboxPromocode promocode : order.promocodes) {
      order.event.promocodeUses.merge(promocode.id(), -1, Integer::sum);
    }
    order.promocodes = List.of();
  }

  private Trouble trouble(Order order, SandboxPromocode promocode) {
    if (promocode == null) {
      return new Trouble("promocode_not_found", "Promocode not found");
    }
    boolean ours = order.promocodes.contains(promocode);
    int uses = order.event.promocodeUses.getOrDefault(promocode.id(), 0);
    if (promocode.limit() != null && !ours && uses >= promocode.limit()) {
      return new Trouble("promocode_already_used", "Promocode already used");
    }
    long covered =
        order.tickets.stream().filter(ticket -> Pricing.covers(promocode, ticket.category)).count();
    Integer min = promocode.minTickets();
    if (min != null && covered < min) {
      return new Trouble(
          "promocode_limit_min_tickets",
          order.tickets.isEmpty()
              ? "Need more tickets in order for promocode activation"
              : "Mimimum count of tickets in order for promocode activation is " + min);
    }
    boolean useless = covered == 0 && !order.tickets.isEmpty();
    if (useless || !current(promocode)) {
      return new Trouble("promocode_apply_info", "Cant apply promocode by some reason");
    }
    return null;
  }

  private boolean current(SandboxPromocode promocode) {
    long now = state.now();
    return (promocode.start() == null || promocode.start().toEpochMilli() <= now)
        && (promocode.finish() == null || promocode.finish().toEpochMilli() >= now);
  }

  /** {@code POST /v2/services/promocodes/check}; reserves nothing. */
  Answer check(JsonNode body) {
    Event event = state.events.get(body.path("event").asText());
    String code = body.path("code").asText();
    SandboxPromocode promocode = event == null ? null : event.promocode(code);
    boolean spelled =
        promocode != null
            && (state.switches.is(Switch.CHECK_CASE, "insensitive")
                || promocode.code().equals(code));
    if (!spelled
        || !current(promocode)
        || promocode.limit() != null
            && event.promocodeUses.getOrDefault(promocode.id(), 0) >= promocode.limit()) {
      return Answer.reason(400, "HTTPBadRequest", "Promocode not found");
    }
    return Answer.json(200, json -> writeCheck(json, event, promocode));
  }

  private void writeCheck(JsonGenerator json, Event event, SandboxPromocode promocode)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("data");
    writeDiscount(json, promocode);
    writeLifetime(json, promocode);
    json.writeArrayFieldStart("sets");
    for (String set : promocode.sets()) {
      json.writeString(set);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("tickets_count");
    writeCount(json, "min", promocode.minTickets());
    writeCount(json, "max", promocode.maxTickets());
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("refs");
    json.writeObjectFieldStart("sets");
    for (Map.Entry<String, Category> category : event.categories.entrySet()) {
      if (promocode.sets().contains(category.getKey())) {
        json.writeObjectFieldStart(category.getKey());
        json.writeStringField("id", category.getKey());
        json.writeStringField("name", category.getValue().data.name());
        json.writeStringField("price", Kopecks.text(category.getValue().price));
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeCount(JsonGenerator json, String name, Integer count)
      throws IOException {
    if (count != null) {
      json.writeNumberField(name, count);
    }
  }

  private static void writeDiscount(JsonGenerator json, SandboxPromocode promocode)
      throws IOException {
    json.writeObjectFieldStart("discount");
    if (promocode.fix() != null) {
      json.writeStringField("fix", Kopecks.text(Kopecks.of(promocode.fix())));
    } else {
      json.writeStringField("percentage", promocode.percentage().toPlainString() + "%");
    }
    json.writeEndObject();
  }

  private void writeLifetime(JsonGenerator json, SandboxPromocode promocode) throws IOException {
    if (promocode.start() != null && promocode.finish() != null) {
      json.writeObjectFieldStart("lifetime");
      json.writeStringField("start", state.times.text(promocode.start().toEpochMilli()));
      json.writeStringField("finish", state.times.text(promocode.finish().toEpochMilli()));
      json.writeEndObject();
    }
  }

  /** {@code refs.promocodes} of an order. */
  void writeRefs(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("promocodes");
    for (SandboxPromocode promocode : order.promocodes) {
      json.writeObjectFieldStart(promocode.id());
      json.writeStringField("id", promocode.id());
      json.writeStringField("code", promocode.code());
      writeDiscount(json, promocode);
      writeLifetime(json, promocode);
      json.writeBooleanField("viral", false);
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
