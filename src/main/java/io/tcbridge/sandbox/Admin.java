package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The admin API: look at the state, seed events, set switches and faults. Needs no key. */
final class Admin {
  private static final int DEFAULT_LIMIT = 1000;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Ticketscloud sandbox</title></head><body>
      <h1>This is a simulator</h1>
      <p>It answers like the Ticketscloud REST API. Nothing here is sold, mailed or paid.</p>
      <ul><li><a href="/admin/state">counters</a></li>
      <li><a href="/admin/events">events on sale</a></li>
      <li><a href="/admin/orders">orders</a></li>
      <li><a href="/admin/history">calls</a></li>
      <li><a href="/admin/switches">switches</a></li>
      <li><a href="/admin/faults">faults</a></li></ul></body></html>
      """;

  private final SandboxState state;
  private final AdminJson views;

  Admin(SandboxState state, AdminJson views) {
    this.state = state;
    this.views = views;
  }

  void handle(HttpServerRequest http) {
    if (http.method().equals(HttpMethod.GET)) {
      send(http, answer(http, Json.parse(new byte[0])));
    } else {
      http.body().onSuccess(body -> send(http, answer(http, Json.parse(body.getBytes()))));
    }
  }

  private static void send(HttpServerRequest http, Answer answer) {
    http.response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .putHeader("X-Sandbox", "simulated")
        .end(Buffer.buffer(answer.body()));
  }

  private Answer answer(HttpServerRequest http, JsonNode body) {
    state.agenda.runDue();
    if (body == null) {
      return Answer.errors(400, List.of("body is not JSON"));
    }
    try {
      return route(http.method().name() + " " + http.path(), new Query(http::getParam), body);
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (RuntimeException e) {
      return Answer.errors(400, List.of(String.valueOf(e.getMessage())));
    }
  }

  private Answer route(String request, Query query, JsonNode body) {
    return switch (request) {
      case "GET /" -> Answer.html(200, PAGE);
      case "GET /admin/state" -> views.state();
      case "GET /admin/orders" -> views.orders(orders(query));
      case "GET /admin/refunds" -> views.refunds(refunds(query));
      case "GET /admin/history" -> views.history(history(query));
      case "GET /admin/events" -> views.events();
      case "POST /admin/events" -> seed(body);
      case "GET /admin/switches" -> views.switches();
      case "PUT /admin/switches" -> set(body);
      case "GET /admin/faults" -> views.faults();
      case "POST /admin/faults" -> fault(body);
      case "DELETE /admin/faults" -> done(state.faults::clear);
      case "PUT /admin/balance" -> done(() -> state.balance(amount(body)));
      case "POST /admin/clock" ->
          done(() -> state.agenda.advance(body.path("advanceSeconds").asLong() * 1000));
      case "POST /admin/reset" -> done(state::clear);
      default -> byId(request, body);
    };
  }

  private static Answer done(Runnable work) {
    work.run();
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("ok", true);
          json.writeEndObject();
        });
  }

  private static BigDecimal amount(JsonNode body) {
    JsonNode amount = body.path("amount");
    return amount.isNull() || amount.isMissingNode() ? null : new BigDecimal(amount.asText());
  }

  private Answer seed(JsonNode body) {
    List<SandboxEvent> events = SeedJson.events(body);
    return done(() -> events.forEach(state::seed));
  }

  private Answer set(JsonNode body) {
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      state.set(entry.getKey(), entry.getValue().asText());
    }
    return views.switches();
  }

  private Answer fault(JsonNode body) {
    return done(() -> state.faults.add(FaultJson.fault(body)));
  }

  private List<Call> history(Query query) {
    return state.history.after(
        number(query, "after", 0),
        (int) number(query, "limit", DEFAULT_LIMIT),
        query.get("operation"));
  }

  /** Orders oldest first; {@code after} is the number of the last order already seen. */
  private List<Order> orders(Query query) {
    String orderNo = query.get("order_no");
    Event event = state.events.get(query.get("event"));
    List<Order> source = state.orders.all;
    if (orderNo != null) {
      source = state.orders.byOrderNo.getOrDefault(orderNo, List.of());
    } else if (event != null) {
      source = event.orders;
    }
    long after = number(query, "after", 0);
    Stream<Order> orders = source.stream().filter(order -> order.number > after);
    String eventId = query.get("event");
    String status = query.get("status");
    return orders
        .filter(order -> eventId == null || order.event.id().equals(eventId))
        .filter(order -> status == null || order.status.text().equals(status))
        .limit(number(query, "limit", DEFAULT_LIMIT))
        .toList();
  }

  /** Refunds oldest first; {@code after} is how many were already seen. */
  private List<Refund> refunds(Query query) {
    return state.refunds.values().stream()
        .skip(number(query, "after", 0))
        .limit(number(query, "limit", DEFAULT_LIMIT))
        .toList();
  }

  private static long number(Query query, String name, long otherwise) {
    String value = query.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private Answer byId(String request, JsonNode body) {
    String[] parts = request.split("/");
    boolean order = parts.length >= 4 && parts[1].equals("admin") && parts[2].equals("orders");
    Order found = order ? state.orders.byId.get(parts[3]) : null;
    if (found != null && parts.length == 4 && request.startsWith("GET ")) {
      return Answer.json(200, json -> views.order(json, found));
    }
    if (found != null && parts.length == 5 && request.startsWith("POST ")) {
      return done(() -> move(found, body.path("status").asText()));
    }
    return Answer.errors(404, List.of("no such admin resource: " + request));
  }

  /** Changes that the platform makes by itself. */
  private void move(Order order, String target) {
    boolean open = order.status == OrderStatus.EXECUTED || order.status == OrderStatus.IN_PROGRESS;
    if (!open) {
      throw new Refusal("order is " + order.status.text() + ", which is final");
    }
    switch (target) {
      case "expired" -> state.orders.release(order, OrderStatus.EXPIRED);
      case "cancelled" -> state.orders.cancel(order);
      case "done" -> state.orders.sell(order);
      case "in_progress" -> state.orders.status(order, OrderStatus.IN_PROGRESS);
      default -> throw new Refusal("status: expected expired, cancelled, done or in_progress");
    }
  }
}
