package io.tcbridge.order;

import java.util.List;
import java.util.Map;

/** Turns ERP rows into an order and says everything that is wrong with it. Never throws. */
public final class OrderValidation {

  /**
   * Reads and checks one order.
   *
   * @param orderRow the order's row, keys in any case
   * @param lineRows its lines in any order; empty while they have not arrived
   */
  public CheckedOrder check(Map<String, Object> orderRow, List<Map<String, Object>> lineRows) {
    throw new UnsupportedOperationException();
  }
}
