package io.tcbridge.order;

import java.util.List;

/**
 * An order and everything that is wrong with it.
 *
 * @param order as far as it could be read; complete when there are no problems
 * @param problems plain words naming column, rule and line, never a customer's value
 */
public record CheckedOrder(ErpOrder order, List<String> problems) {
  public CheckedOrder {
    problems = List.copyOf(problems);
  }

  /** Whether the order may go its way. */
  public boolean valid() {
    return problems.isEmpty();
  }

  /** All problems behind {@code INVALID: }, at most 500 characters; empty when there are none. */
  public String reason() {
    throw new UnsupportedOperationException();
  }
}
