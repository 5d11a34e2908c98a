package io.tcbridge.prove;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order as the ERP shows it, without its customer.
 *
 * @param status {@code bridge_status}
 * @param remoteId {@code tc_order_id}, or null
 * @param total {@code tc_total}, or null
 * @param expectedTotal what the buyer paid, or null
 * @param createdAt null where the ERP does not say
 * @param wish its lines; null for an order that was only asked for its status
 * @param visitors who its lines name; null for an order that was only asked for its status
 * @param tickets what it was given; null for an order that was only asked for its status
 */
record ErpRow(
    String orderNo,
    String status,
    String remoteId,
    BigDecimal total,
    BigDecimal expectedTotal,
    Instant createdAt,
    Wish wish,
    Visitors visitors,
    List<SoldTicket> tickets) {

  /** An order that lies outside of the window: the ERP was only asked what became of it. */
  static ErpRow statusOnly(String orderNo, String status, String remoteId) {
    return new ErpRow(orderNo, status, remoteId, null, null, null, null, null, null);
  }

  boolean isWhole() {
    return tickets != null;
  }

  boolean isDone() {
    return "DONE".equals(status);
  }

  boolean isNew() {
    return "NEW".equals(status);
  }

  /** Whether the ERP waits for the bridge. */
  boolean isOpen() {
    return "ACCEPTED".equals(status) || "HELD".equals(status);
  }

  boolean isFinal() {
    return isDone() || "REFUSED".equals(status) || "CANCELLED".equals(status);
  }
}
