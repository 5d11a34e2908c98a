package io.tcbridge.cli;

import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries an action out on orders, or says what would be done. It goes in portions, so that a long
 * list never locks many rows at once.
 */
final class OrderActs {

  private static final int PORTION = 200;

  /** An order that moves while it is looked at is looked at again. */
  private static final int ROUNDS = 3;

  /**
   * What became of one order.
   *
   * @param applies whether the action is for an order in this state
   * @param text what happens with it, or why nothing does
   * @param due when the next claim may take it; null when that is not changed
   */
  record Result(String orderNo, String effect, boolean applies, String text, Object due) {}

  private final OrderAction action;
  private final JournalStatement statement;
  private final Map<String, Object> parameters = new HashMap<>();
  private final boolean really;

  /**
   * @param gapMillis between the due times of two orders
   * @param holdMillis how long a held order keeps its seats
   * @param really false for a dry run
   */
  OrderActs(OrderAction action, String by, long gapMillis, long holdMillis, boolean really) {
    this.action = action;
    this.statement = action.statement();
    this.really = really;
    parameters.put("by", by);
    parameters.put("gap_ms", gapMillis);
    parameters.put("hold_ms", holdMillis);
    parameters.put("really", really);
  }

  OrderAction action() {
    return action;
  }

  /** In the order of the numbers; each number once. */
  List<Result> on(Connection connection, List<String> orderNos) throws SQLException {
    List<String> all = orderNos.stream().distinct().toList();
    Map<String, Result> results = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += PORTION) {
      List<String> portion = all.subList(from, Math.min(all.size(), from + PORTION));
      for (int round = 1; round <= ROUNDS && !portion.isEmpty(); round++) {
        portion = portion(connection, portion, results, round == ROUNDS);
      }
    }
    return List.copyOf(results.values());
  }

  /** Returns the orders that have moved on between the look and the change. */
  private List<String> portion(
      Connection connection, List<String> orderNos, Map<String, Result> results, boolean last)
      throws SQLException {
    parameters.put("order_nos", new JsonArray(orderNos).encode());
    parameters.put("acted", results.values().stream().filter(Result::applies).count());
    List<String> moved = new ArrayList<>();
    for (Map<String, Object> row : statement.rows(connection, parameters)) {
      String orderNo = (String) row.get("order_no");
      boolean applies = (Boolean) row.get("applies");
      if (!applies || !really || (Boolean) row.get("saved")) {
        results.put(orderNo, result(row, applies));
      } else if (last) {
        results.put(
            orderNo,
            new Result(orderNo, "moved", false, "it moves on at this moment; ask again", null));
      } else {
        moved.add(orderNo);
      }
    }
    return moved;
  }

  private static Result result(Map<String, Object> row, boolean applies) {
    return new Result(
        (String) row.get("order_no"),
        (String) row.get("effect"),
        applies,
        (String) row.get("words"),
        row.get("due_at"));
  }
}
