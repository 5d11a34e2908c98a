package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the sandbox's state for the admin API. No buyer's data. */
final class AdminJson {
  private final SandboxState state;

  AdminJson(SandboxState state) {
    this.state = state;
  }

  static OrderView view(Order order) {
    return new OrderView(
        order.id,
        order.number,
        order.code,
        order.status.text(),
        order.event.id(),
        order.orderNo,
        order.tickets.stream().map(ticket -> view(order, ticket)).toList(),
        order.promocodes.stream().map(SandboxPromocode::id).toList(),
        Kopecks.decimal(order.full),
        order.customer != null,
        order.sendTickets,
        (int)
            order.tickets.stream().filter(ticket -> order.visitors.containsKey(ticket.id)).count(),
        Instant.ofEpochMilli(order.createdAt),
        Instant.ofEpochMilli(order.expiresAt),
        order.doneAt == 0 ? null : Instant.ofEpochMilli(order.doneAt));
  }

  static RefundView view(Refund refund) {
    return new RefundView(
        refund.id,
        refund.order.id,
        refund.status.text(),
        refund.culprit,
        refund.tickets.stream().map(ticket -> ticket.id).toList(),
        Kopecks.decimal(refund.amount),
        Instant.ofEpochMilli(refund.createdAt),
        refund.status.isFinal() ? Instant.ofEpochMilli(refund.finishedAt) : null);
  }

  private static OrderView.TicketView view(Order order, Ticket ticket) {
    return new OrderView.TicketView(
        ticket.id,
        ticket.category.id(),
        ticket.seat == null ? null : ticket.seat.row(),
        ticket.seat == null ? null : ticket.seat.number(),
        ticket.barcode,
        Kopecks.decimal(ticket.full),
        order.visitors.get(ticket.id));
  }

  void order(JsonGenerator json, Order order) throws IOException {
    OrderView view = view(order);
    json.writeStartObject();
    json.writeStringField("id", view.id());
    json.writeNumberField("number", view.number());
    json.writeStringField("code", view.code());
    json.writeStringField("status", view.status());
    json.writeStringField("event", view.eventId());
    json.writeStringField("orderNo", view.orderNo());
    json.writeArrayFieldStart("tickets");
    for (OrderView.TicketView ticket : view.tickets()) {
      json.writeStartObject();
      json.writeStringField("id", ticket.id());
      json.writeStringField("set", ticket.set());
      json.writeStringField("row", ticket.row());
      json.writeStringField("seat", ticket.seat());
      json.writeStringField("barcode", ticket.barcode());
      json.writeStringField("full", ticket.full().toPlainString());
      json.writeStringField("visitor", ticket.visitor());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("promocodes");
    for (String promocode : view.promocodes()) {
      json.writeString(promocode);
    }
    json.writeEndArray();
    json.writeStringField("total", view.total().toPlainString());
    json.writeBooleanField("customerPresent", view.customerPresent());
    json.writeBooleanField("sendTickets", view.sendTickets());
    json.writeNumberField("visitors", view.visitors());
    json.writeStringField("createdAt", view.createdAt().toString());
    json.writeStringField("expiresAt", view.expiresAt().toString());
    json.writeStringField("doneAt", view.doneAt() == null ? null : view.doneAt().toString());
    json.writeStringField(
        "endedAt", order.endedAt == 0 ? null : Instant.ofEpochMilli(order.endedAt).toString());
    json.writeEndObject();
  }

  Answer orders(List<Order> orders) {
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Order order : orders) {
            order(json, order);
          }
          json.writeEndArray();
        });
  }

  Answer refunds(List<Refund> refunds) {
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Refund refund : refunds) {
            refund(json, view(refund));
          }
          json.writeEndArray();
        });
  }

  private static void refund(JsonGenerator json, RefundView view) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", view.id());
    json.writeStringField("order", view.orderId());
    json.writeStringField("status", view.status());
    json.writeStringField("culprit", view.culprit());
    json.writeStringField("amount", view.amount().toPlainString());
    json.writeStringField("createdAt", view.createdAt().toString());
    json.writeStringField(
        "finishedAt", view.finishedAt() == null ? null : view.finishedAt().toString());
    json.writeArrayFieldStart("tickets");
    for (String ticket : view.tickets()) {
      json.writeString(ticket);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  Answer history(List<Call> calls) {
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Call call : calls) {
            json.writeStartObject();
            json.writeNumberField("seq", call.seq());
            json.writeStringField("time", call.time().toString());
            json.writeNumberField("port", call.port());
            json.writeStringField("operation", call.operation());
            json.writeStringField("orderId", call.orderId());
            json.writeStringField("method", call.method());
            json.writeStringField("path", call.path());
            json.writeNumberField("status", call.status());
            json.writeBooleanField("applied", call.applied());
            json.writeBooleanField("delivered", call.delivered());
            json.writeStringField("fault", call.fault());
            json.writeStringField("mark", call.mark());
            if (call.shownBy() != null) {
              json.writeNumberField("shownBy", call.shownBy());
            }
            json.writeBooleanField("overlapping", call.overlapping());
            if (call.overlapping()) {
              json.writeNumberField("other", call.other());
              json.writeNumberField("otherOpenMs", call.otherOpenMs());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Counters: orders by status, tickets and money per event and in total. */
  Answer state() {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("time", Instant.ofEpochMilli(state.now()).toString());
          json.writeObjectFieldStart("orders");
          for (OrderStatus status : OrderStatus.values()) {
            json.writeNumberField(status.text(), state.orders.count.getOrDefault(status, 0));
          }
          json.writeEndObject();
          totals(json, state.events.values());
          json.writeObjectFieldStart("events");
          for (Event event : state.events.values()) {
            json.writeObjectFieldStart(event.id());
            totals(json, List.of(event));
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeStringField(
              "balance", state.balance == null ? null : Kopecks.text(state.balance));
          json.writeNumberField("refunds", state.refunds.size());
          json.writeNumberField("calls", state.history.size());
          exports(json);
          json.writeEndObject();
        });
  }

  private static void totals(JsonGenerator json, Iterable<Event> events) throws IOException {
    int held = 0;
    int sold = 0;
    long money = 0;
    for (Event event : events) {
      held += event.held;
      sold += event.sold;
      money += event.soldMoney;
    }
    json.writeNumberField("heldTickets", held);
    json.writeNumberField("soldTickets", sold);
    json.writeStringField("soldMoney", Kopecks.text(money));
  }

  private void exports(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("exports");
    for (Exports.Export export : state.exports) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochMilli(export.time()).toString());
      json.writeStringField("email", export.email());
      json.writeStringField("createdAt", export.createdAt());
      json.writeStringField("status", export.status());
      json.writeStringField("events", export.events());
      json.writeNumberField("orders", export.orders());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Events with what is left of every category; full = price and fee, what a buyer pays. */
  Answer events() {
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Event event : state.events.values()) {
            event(json, event);
          }
          json.writeEndArray();
        });
  }

  private void event(JsonGenerator json, Event event) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", event.id());
    json.writeStringField("title", event.data.title());
    json.writeStringField("status", event.data.status());
    json.writeStringField("start", event.data.start().toString());
    json.writeArrayFieldStart("sets");
    for (Category category : event.categories.values()) {
      long fee = Kopecks.millionths(category.price, state.switches.feeMillionths());
      json.writeStartObject();
      json.writeStringField("id", category.id());
      json.writeStringField("name", category.data.name());
      json.writeStringField("price", Kopecks.text(category.price));
      json.writeStringField("full", Kopecks.text(category.price + fee));
      json.writeBooleanField("withSeats", category.data.withSeats());
      json.writeNumberField("available", category.available());
      json.writeArrayFieldStart("vacantSeats");
      for (Ticket ticket : category.vacant) {
        if (ticket.seat != null) {
          json.writeStartObject();
          json.writeStringField("ticketId", ticket.id);
          json.writeStringField("row", ticket.seat.row());
          json.writeStringField("number", ticket.seat.number());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("promocodes");
    for (SandboxPromocode promocode : event.data.promocodes()) {
      json.writeString(promocode.code());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  Answer switches() {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, String> entry : state.switches.all().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
        });
  }

  Answer faults() {
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Faults.Rule rule : state.faults.rules()) {
            Fault fault = rule.fault;
            json.writeStartObject();
            json.writeStringField("kind", fault.kind().text());
            json.writeStringField("operation", fault.operation);
            json.writeStringField("orderNo", fault.orderNo);
            json.writeStringField("orderId", fault.orderId);
            json.writeStringField("event", fault.event);
            json.writeNumberField("skip", fault.skip);
            json.writeNumberField("times", fault.times);
            json.writeNumberField("probability", fault.probability);
            json.writeNumberField("seen", rule.seen);
            json.writeNumberField("hits", rule.hits);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
