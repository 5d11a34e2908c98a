package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.util.Map;
import java.util.Set;

/** What happens with an order if nobody does anything, in one sentence. */
final class NextStep {

  private static final Set<String> SOLD = Set.of("committed", "ticketed");

  private NextStep() {}

  /** From a row of {@code show-order.sql}. */
  static String of(Map<String, Object> row) {
    return switch (Words.text(row, "status")) {
      case "finished" -> finished(row);
      case "held" -> held(row);
      case "working" -> working(row);
      default -> waiting(row);
    };
  }

  private static String finished(Map<String, Object> row) {
    if (row.get("report_at") != null) {
      return "the ERP is told from " + Words.time(row.get("report_at"));
    }
    return "done".equals(row.get("outcome"))
        ? "nothing: it is sold and the ERP knows"
        : "nothing; set to NEW in the ERP it is tried again as its next revision";
  }

  private static String held(Map<String, Object> row) {
    if (row.get("due_at") == null) {
      return "nothing by itself: a person decides";
    }
    String when = when(row);
    if (SOLD.contains(Words.text(row, "stage"))) {
      return "it is sold; it is read again " + when;
    }
    if (Boolean.TRUE.equals(row.get("committing"))) {
      return "whether it was sold is not known; nothing is cancelled, it is read again " + when;
    }
    return isToBeCancelled(row)
        ? "its hold is given back " + when + ", then it ends as CANCELLED"
        : "its hold is given back " + when + ", and it stays held";
  }

  private static String working(Map<String, Object> row) {
    return isOver(row)
        ? row.get("claimed_by")
            + " has not been heard of in time; the next free worker takes it and reads first"
        : row.get("claimed_by") + " has it, for at most " + left(row) + " without saying so again";
  }

  private static String waiting(Map<String, Object> row) {
    if (row.get("due_at") == null) {
      return "nothing, and that is a defect: order retry brings it back";
    }
    if ("commits".equals(row.get("waiting_for"))) {
      return "it waits for money on the account; one order asks every 10 s, then all go on";
    }
    String when = isOver(row) ? "by the next free worker" : when(row);
    if (isToBeCancelled(row) || "cancelled".equals(row.get("decision"))) {
      return "what it holds is given back " + when + ", then it ends as CANCELLED";
    }
    if ("refused".equals(row.get("decision"))) {
      return "what it holds is given back " + when + ", then it ends as REFUSED";
    }
    if ("recreate".equals(row.get("decision"))) {
      return "what it holds is given back " + when + ", then it is made anew";
    }
    return SOLD.contains(Words.text(row, "stage"))
        ? "it is sold; its barcodes are read again " + when
        : "it is tried again " + when;
  }

  private static boolean isToBeCancelled(Map<String, Object> row) {
    return "cancel".equals(row.get("wish")) || Boolean.TRUE.equals(row.get("cancel_requested"));
  }

  private static boolean isOver(Map<String, Object> row) {
    return ((Number) row.get("due_in_seconds")).longValue() < 0;
  }

  private static String left(Map<String, Object> row) {
    return Durations.rough(((Number) row.get("due_in_seconds")).longValue());
  }

  private static String when(Map<String, Object> row) {
    return isOver(row)
        ? "now"
        : Words.when(row.get("due_in_seconds")) + " (" + Words.time(row.get("due_at")) + ")";
  }
}
