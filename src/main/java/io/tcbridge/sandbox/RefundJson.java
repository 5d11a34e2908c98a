package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes refunds the way the API shows them. */
final class RefundJson {
  private final SandboxState state;
  private final OrderJson orderJson;
  private final Refs refs;

  RefundJson(SandboxState state, OrderJson orderJson, Refs refs) {
    this.state = state;
    this.orderJson = orderJson;
    this.refs = refs;
  }

  Answer answer(Refund refund) {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeFieldName("data");
          write(json, refund);
          refs(json, List.of(refund));
          json.writeEndObject();
        });
  }

  Answer list(List<Refund> refunds, Page page, int records) {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("data");
          for (Refund refund : refunds) {
            write(json, refund);
          }
          json.writeEndArray();
          page.write(json, state, records);
          refs(json, refunds);
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, Refund refund) throws IOException {
    String amount = Kopecks.text(refund.amount);
    json.writeStartObject();
    json.writeStringField("id", refund.id);
    json.writeStringField("status", refund.status.text());
    json.writeStringField("culprit", refund.culprit);
    json.writeStringField("policy", refund.order.event.data.refundPolicy());
    json.writeStringField("created_at", state.times.text(refund.createdAt));
    json.writeStringField("requested_at", state.times.text(refund.requestedAt));
    if (refund.status.isFinal()) {
      json.writeStringField("finished_at", state.times.text(refund.finishedAt));
    }
    json.writeStringField("refund_nominal", amount);
    json.writeStringField("customer_money", amount);
    json.writeStringField("delta", amount);
    json.writeStringField("event", refund.order.event.id());
    json.writeStringField("order", refund.order.id);
    json.writeStringField("org", refund.order.event.data.org());
    json.writeStringField("vendor", SandboxState.VENDOR);
    json.writeArrayFieldStart("tickets");
    for (Ticket ticket : refund.tickets) {
      json.writeString(ticket.id);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void refs(JsonGenerator json, List<Refund> refunds) throws IOException {
    Set<Event> events = new LinkedHashSet<>();
    Set<Order> orders = new LinkedHashSet<>();
    for (Refund refund : refunds) {
      events.add(refund.order.event);
      orders.add(refund.order);
    }
    json.writeObjectFieldStart("refs");
    refs.events(json, events, true);
    json.writeObjectFieldStart("orders");
    for (Order order : orders) {
      json.writeFieldName(order.id);
      orderJson.write(json, order, true);
    }
    json.writeEndObject();
    refs.partners(json, events);
    tickets(json, refunds);
    json.writeEndObject();
  }

  private void tickets(JsonGenerator json, List<Refund> refunds) throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    json.writeObjectFieldStart("tickets");
    for (Refund refund : refunds) {
      for (Ticket ticket : refund.tickets) {
        if (seen.add(ticket.id)) {
          ticket.refunded = refund.status == Refund.Status.APPROVED;
          json.writeFieldName(ticket.id);
          orderJson.ticket(json, refund.order, ticket, false);
        }
      }
    }
    json.writeEndObject();
  }
}
