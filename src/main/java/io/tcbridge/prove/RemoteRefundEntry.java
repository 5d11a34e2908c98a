package io.tcbridge.prove;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * A remote refund as Ticketscloud, or the sandbox, shows it.
 *
 * @param orderId the remote order, or null where it is not shown
 * @param nominal null where it is not shown
 * @param createdAt null where that is not known
 * @param finishedAt null while it is open, or where it is not shown
 * @param tickets null where they are not shown
 */
record RemoteRefundEntry(
    String id,
    String orderId,
    String status,
    BigDecimal nominal,
    Instant createdAt,
    Instant finishedAt,
    Set<String> tickets) {

  boolean isApproved() {
    return "approved".equals(status);
  }

  boolean isRejected() {
    return "rejected".equals(status);
  }

  boolean isFinal() {
    return isApproved() || isRejected();
  }

  /** When it last changed, as far as it shows that. */
  Instant changedAt() {
    return finishedAt == null ? createdAt : finishedAt;
  }
}
