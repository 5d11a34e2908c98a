package io.tcbridge.prove;

import io.tcbridge.prove.JournalEntry.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Journal entries with one thing changed. */
final class Entries {

  private Entries() {}

  static JournalEntry withFacts(JournalEntry entry, List<Fact> facts) {
    return copy(entry, entry.reasonCode(), entry.dueAt(), entry.remotes(), facts);
  }

  static JournalEntry withReason(JournalEntry entry, String code) {
    return copy(entry, code, entry.dueAt(), entry.remotes(), entry.facts());
  }

  static JournalEntry withDueAt(JournalEntry entry, Instant dueAt) {
    return copy(entry, entry.reasonCode(), dueAt, entry.remotes(), entry.facts());
  }

  static JournalEntry withRemotes(JournalEntry entry, Map<String, String> remotes) {
    return copy(entry, entry.reasonCode(), entry.dueAt(), remotes, entry.facts());
  }

  static JournalEntry withReport(JournalEntry entry, Instant reportAt, int attempts) {
    return new JournalEntry(
        entry.orderId(),
        entry.orderNo(),
        entry.revision(),
        entry.wish(),
        entry.expectedTotal(),
        entry.status(),
        entry.outcome(),
        entry.reasonCode(),
        entry.dueAt(),
        entry.remoteId(),
        entry.remoteTotal(),
        reportAt,
        attempts,
        entry.reportedAt(),
        entry.remotes(),
        entry.facts());
  }

  static JournalEntry withExpectedTotal(JournalEntry entry, String total) {
    return new JournalEntry(
        entry.orderId(),
        entry.orderNo(),
        entry.revision(),
        entry.wish(),
        new BigDecimal(total),
        entry.status(),
        entry.outcome(),
        entry.reasonCode(),
        entry.dueAt(),
        entry.remoteId(),
        entry.remoteTotal(),
        entry.reportAt(),
        entry.reportAttempts(),
        entry.reportedAt(),
        entry.remotes(),
        entry.facts());
  }

  private static JournalEntry copy(
      JournalEntry entry,
      String reasonCode,
      Instant dueAt,
      Map<String, String> remotes,
      List<Fact> facts) {
    return new JournalEntry(
        entry.orderId(),
        entry.orderNo(),
        entry.revision(),
        entry.wish(),
        entry.expectedTotal(),
        entry.status(),
        entry.outcome(),
        reasonCode,
        dueAt,
        entry.remoteId(),
        entry.remoteTotal(),
        entry.reportAt(),
        entry.reportAttempts(),
        entry.reportedAt(),
        remotes,
        facts);
  }
}
