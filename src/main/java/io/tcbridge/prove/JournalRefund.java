package io.tcbridge.prove;

import java.time.Instant;
import java.util.Locale;

/**
 * A refund in the journal.
 *
 * @param isFound whether it was begun elsewhere
 * @param dueAt when it is looked at next, or the end of the lease of whoever has it; or null
 * @param reportAt when the ERP is told next; null when there is nothing to tell
 * @param reportedStatus what the ERP was told last, or null
 * @param movedAt when its history was written last, or null
 */
record JournalRefund(
    String refundNo,
    String orderNo,
    boolean isFound,
    String status,
    String outcome,
    String remoteId,
    Instant dueAt,
    Instant reportAt,
    int reportAttempts,
    String reportedStatus,
    Instant reportedAt,
    Instant movedAt) {

  boolean isFinished() {
    return "finished".equals(status);
  }

  boolean isHeld() {
    return "held".equals(status);
  }

  /** Whether the ERP had taken its state before this moment, and there is nothing new to tell. */
  boolean wasToldBefore(Instant moment) {
    return reportAt == null && reportedAt != null && !reportedAt.isAfter(moment);
  }

  boolean hasMovedSince(Instant moment) {
    return movedAt != null && movedAt.isAfter(moment);
  }

  /** What the ERP must show once it was told. */
  String erpStatus() {
    if (isFinished()) {
      return String.valueOf(outcome).toUpperCase(Locale.ROOT);
    }
    return isHeld() ? "HELD" : remoteId == null ? "ACCEPTED" : "OPEN";
  }
}
