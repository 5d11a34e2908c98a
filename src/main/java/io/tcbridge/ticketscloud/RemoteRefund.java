package io.tcbridge.ticketscloud;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A refund request as one answer shows it (Ticketscloud API, refunds). Everything but {@code id}
 * and {@code status} may be missing: null means unknown, never empty.
 *
 * @param status {@code new}, {@code in_progress}, {@code approved}, {@code rejected}, or something
 *     that is not documented yet
 * @param finishedAt when it was approved or rejected
 * @param nominal {@code refund_nominal}, in older answers {@code delta}
 * @param orderId the remote order
 * @param tickets null when the answer carries no list
 */
public record RemoteRefund(
    String id,
    String status,
    String culprit,
    Instant createdAt,
    Instant requestedAt,
    Instant finishedAt,
    BigDecimal nominal,
    String eventId,
    String orderId,
    List<String> tickets) {

  public boolean isNew() {
    return "new".equals(status);
  }

  public boolean isInProgress() {
    return "in_progress".equals(status);
  }

  public boolean isApproved() {
    return "approved".equals(status);
  }

  public boolean isRejected() {
    return "rejected".equals(status);
  }

  /** Whether it shows its order and its tickets, without which nobody can say whose it is. */
  public boolean saysOfWhat() {
    return orderId != null && tickets != null;
  }

  /** Whether nothing about it changes any more. */
  public boolean isFinal() {
    return isApproved() || isRejected();
  }

  /** When it was made, by the clock in its id: that one has no zone. */
  public Instant madeAt() {
    return RemoteId.createdAt(id).orElse(createdAt);
  }
}
