package io.tcbridge.demo;

import java.math.BigDecimal;
import java.util.List;

/** What the ERP knows: every order, and every ticket that it was given. */
record ErpSide(List<Order> orders, List<Ticket> tickets) {

  ErpSide {
    orders = List.copyOf(orders);
    tickets = List.copyOf(tickets);
  }

  /**
   * A row of {@code erp_order}.
   *
   * @param total {@code tc_total}
   */
  record Order(String orderNo, String status, String remoteId, BigDecimal total) {
    boolean isDone() {
      return status.equals("DONE");
    }
  }

  /** A row of {@code erp_ticket}. */
  record Ticket(String orderNo, String ticketId, String barcode, BigDecimal full) {}

  Sold sold() {
    List<Order> done = orders.stream().filter(Order::isDone).toList();
    return new Sold(
        done.size(),
        tickets.size(),
        done.stream()
            .map(order -> order.total() == null ? BigDecimal.ZERO : order.total())
            .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add));
  }
}
