package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Named visitors of an order (Ticketscloud API, mosbilet). Names are checked and not kept. By
 * switch they arrive some time after the answer. The documentation shows no error texts; these are
 * the sandbox's own.
 */
final class Visitors {
  private final SandboxState state;

  Visitors(SandboxState state) {
    this.state = state;
  }

  Answer put(String id, JsonNode body) {
    Order order = state.orders.byId.get(id);
    if (order == null) {
      int status = (int) state.switches.number(Switch.MOSBILET_UNKNOWN_ORDER);
      return Answer.errors(status, List.of("Order " + id + " not found"));
    }
    if (order.status != OrderStatus.EXECUTED) {
      throw new Refusal("Not allow to update order in status " + order.status.text());
    }
    JsonNode rows = body.path("user_data");
    if (!rows.isArray() || rows.isEmpty()) {
      throw new Refusal("user_data is required");
    }
    Map<String, String> visitors = new HashMap<>();
    for (JsonNode row : rows) {
      check(order, row);
      visitors.put(ticket(order, row, visitors), row.get("user_id").asText());
    }
    Runnable effect = () -> order.visitors = Map.copyOf(visitors);
    if (state.switches.is(Switch.MOSBILET_EFFECT, "immediate")) {
      effect.run();
    } else {
      state.agenda.in(state.switches.delay(Switch.MOSBILET_EFFECT, 2000), effect);
    }
    return Answer.empty(202).applied(order.id);
  }

  /** The named ticket, or the first one that nobody has yet. */
  private static String ticket(Order order, JsonNode row, Map<String, String> taken) {
    String named = row.path("ticket_id").asText(null);
    return named != null
        ? named
        : order.tickets.stream()
            .map(held -> held.id)
            .filter(id -> !taken.containsKey(id))
            .findFirst()
            .orElseThrow(() -> new Refusal("user_data has more rows than the order has tickets"));
  }

  private static void check(Order order, JsonNode row) {
    for (String field : List.of("user_id", "name", "surname")) {
      if (row.path(field).asText("").isBlank()) {
        throw new Refusal("user_data." + field + " is required");
      }
    }
    String ticket = row.path("ticket_id").asText(null);
    if (ticket != null && order.tickets.stream().noneMatch(held -> held.id.equals(ticket))) {
      throw new Refusal("user_data.ticket_id " + ticket + " is not in the order");
    }
  }
}
