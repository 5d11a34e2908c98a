package io.tcbridge.demo;

import java.math.BigDecimal;

/**
 * A refund of one ticket: what the ERP asks for, and what it was told.
 *
 * @param decision {@code APPROVE} or {@code REJECT}
 * @param status {@code bridge_status}
 * @param remoteId {@code tc_refund_id}, or null
 * @param money {@code refund_nominal}, or null
 * @param ticketStatus {@code SOLD} or {@code REFUNDED}
 */
record ErpRefund(
    String refundNo,
    String ticketId,
    String decision,
    String status,
    String remoteId,
    BigDecimal money,
    String ticketStatus) {

  boolean isApproved() {
    return status.equals("APPROVED");
  }

  boolean isRejected() {
    return status.equals("REJECTED");
  }

  /** Whether it ended as the ERP had decided, and the ticket shows it. */
  boolean isAsDecided() {
    return decision.equals("APPROVE")
        ? isApproved() && ticketStatus.equals("REFUNDED")
        : isRejected() && ticketStatus.equals("SOLD");
  }

  @Override
  public String toString() {
    return refundNo
        + ", decided "
        + decision
        + ", is "
        + status
        + " and its ticket "
        + ticketStatus;
  }
}
