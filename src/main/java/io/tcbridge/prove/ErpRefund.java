package io.tcbridge.prove;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A refund as the ERP shows it.
 *
 * @param orderNo null for a refund that was only asked for its status
 * @param status {@code bridge_status}
 * @param remoteId {@code tc_refund_id}, or null
 * @param nominal {@code refund_nominal}, or null
 */
record ErpRefund(
    String refundNo,
    String orderNo,
    String status,
    String remoteId,
    BigDecimal nominal,
    Set<String> tickets) {

  ErpRefund with(Set<String> ids) {
    return new ErpRefund(refundNo, orderNo, status, remoteId, nominal, Set.copyOf(ids));
  }

  boolean isNew() {
    return "NEW".equals(status);
  }

  boolean isApproved() {
    return "APPROVED".equals(status);
  }

  boolean isFinal() {
    return isApproved() || "REJECTED".equals(status) || "REFUSED".equals(status);
  }

  /** Whether it still wants, or has got, money for its tickets. */
  boolean isLive() {
    return !isNew() && !"REJECTED".equals(status) && !"REFUSED".equals(status);
  }
}
