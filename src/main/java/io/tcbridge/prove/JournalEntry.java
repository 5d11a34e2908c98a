package io.tcbridge.prove;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One revision of an order in the journal, with its history.
 *
 * @param dueAt when it is looked at next, or the end of the lease of whoever has it; or null
 * @param remoteId remote order that it has now, or null
 * @param remotes every remote order it ever had, with the final status that was seen before the
 *     remote side was read, or {@code ""}
 * @param reportAt when the ERP is told next; null when there is nothing to tell
 * @param facts its history, oldest first
 */
record JournalEntry(
    long orderId,
    String orderNo,
    int revision,
    Wish wish,
    BigDecimal expectedTotal,
    String status,
    String outcome,
    String reasonCode,
    Instant dueAt,
    String remoteId,
    BigDecimal remoteTotal,
    Instant reportAt,
    int reportAttempts,
    Instant reportedAt,
    Map<String, String> remotes,
    List<Fact> facts) {

  /**
   * A line of the history.
   *
   * @param instance who wrote it, or null
   * @param detail e.g. the id of the remote order, or null
   */
  record Fact(Instant at, String instance, String fact, String detail) {

    /** Whether the ERP or a person asked for something, which changes no owner by itself. */
    boolean isWish() {
      return fact.contains(" asked by ");
    }

    /** Whether it is a wish that the order be not sold any more. */
    boolean isCancel() {
      return fact.startsWith("cancel asked");
    }

    /** Whether it is a wish to begin again; whoever had the order has lost it. */
    boolean isRetry() {
      return fact.startsWith("retry asked");
    }

    /** The first word of the detail, where it is a remote order. */
    String remoteId() {
      return detail == null ? null : detail.split(" ", 2)[0];
    }
  }

  boolean isFinished() {
    return "finished".equals(status);
  }

  boolean isHeld() {
    return "held".equals(status);
  }

  boolean isDone() {
    return isFinished() && "done".equals(outcome);
  }

  /** Whether the ERP had taken the result before this moment, and there is nothing new to tell. */
  boolean wasToldBefore(Instant moment) {
    return reportAt == null && reportedAt != null && !reportedAt.isAfter(moment);
  }

  /** What the ERP must show once it was told. */
  String erpStatus() {
    if (isFinished()) {
      return String.valueOf(outcome).toUpperCase(Locale.ROOT);
    }
    return isHeld() ? "HELD" : "ACCEPTED";
  }

  boolean hasMovedSince(Instant moment) {
    return !facts.isEmpty() && facts.get(facts.size() - 1).at().isAfter(moment);
  }
}
