package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The row of {@code save-setback.sql} while it is put together. */
final class Plan {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Claim claim;
  private final Verdict verdict;
  private final Map<String, Object> row;

  /** Begins with everything as it is. */
  Plan(Claim claim, Verdict verdict, String instance) {
    this.claim = claim;
    this.verdict = verdict;
    this.row = claim.statement();
    row.put("instance", instance);
    row.put("status", "waiting");
    row.put("decision", claim.row().decision());
    row.put("outcome", null);
    row.put("reason_code", claim.row().reasonCode());
    row.put("reason", claim.row().reason());
    row.put("problem", verdict.reason() + ": " + verdict.text());
    row.put("attempts", 0);
    row.put("attempt_class", null);
    row.put("waiting_for", null);
    row.put("unclear", claim.row().unclear());
    row.put("committing", claim.committing());
    row.put("due_in_ms", 0L);
    row.put("report", false);
    row.put("drop_promo_codes", false);
    row.put("fact", "set back");
    if (claim.decision() != null && !claim.decision().equals("held")) {
      row.put("decision", claim.decision());
    }
    if (claim.isHeld()) {
      row.put("status", "held");
    }
  }

  void attempts(int attempts, String attemptClass) {
    row.put("attempts", attempts);
    row.put("attempt_class", attemptClass);
  }

  void keepAttempts() {
    attempts(claim.row().attempts(), claim.row().attemptClass());
  }

  void waitFor(Duration wait, String what) {
    row.put("due_in_ms", wait.toMillis());
    row.put("waiting_for", what);
  }

  /** Goes on at once without promocodes; the price guard decides whether that is a sale. */
  void dropPromoCodes() {
    row.put("drop_promo_codes", true);
  }

  /** Refused, cancelled or recreate; an order without a remote one is finished at once. */
  void decide(String decision) {
    boolean ends = claim.remoteId() == null && !decision.equals("recreate");
    row.put("decision", decision);
    if (!decision.equals("recreate")) {
      reason();
    }
    row.put("fact", decision.equals("recreate") ? "is created anew" : decision);
    if (ends) {
      row.put("status", "finished");
      row.put("outcome", decision);
      row.put("due_in_ms", null);
      row.put("report", true);
    }
  }

  /**
   * A person is needed.
   *
   * @param due when its hold is looked after; null when there is none
   */
  void hold(Duration due) {
    row.put("status", "held");
    row.put("fact", "held");
    reason();
    row.put("report", !claim.isHeld() || !verdict.reason().equals(claim.row().reasonCode()));
    // One that is held already is looked after now and then, never in a tight circle.
    Duration pause = claim.isHeld() && due != null ? LONGEST_PAUSE : due;
    row.put("due_in_ms", pause == null ? null : pause.toMillis());
  }

  void giveUp(Duration due, int attempts) {
    hold(due);
    row.put("reason_code", "GAVE_UP");
    row.put(
        "reason",
        "after " + attempts + " attempts: " + verdict.reason() + ": " + verdict.text() + decided());
  }

  /** The decision stays, and is carried out once the remote order is seen. */
  private String decided() {
    if (claim.decision() == null) {
      return "";
    }
    String before = claim.row().reasonCode();
    return "; decided before: "
        + claim.decision()
        + (before == null ? "" : ", " + before + ": " + claim.row().reason());
  }

  void stayHeld(Duration due) {
    row.put("due_in_ms", due.toMillis());
  }

  private void reason() {
    row.put("reason_code", verdict.reason());
    row.put("reason", verdict.text());
  }

  /** Whether "done" may have gone through: an answer that says no takes that back. */
  boolean doneIsUnclear(Set<Operation> operations) {
    return operations.contains(Operation.DONE)
        ? verdict.consequence() == Consequence.READ_THEN_DECIDE
        : claim.committing();
  }

  /** Remembers which request has no clear answer. */
  void unclear(Set<Operation> operations) {
    row.put("committing", doneIsUnclear(operations));
    boolean mayStillRun =
        verdict.reason().equals("REMOTE_DOWN") && operations.contains(Operation.RESERVE);
    boolean open = verdict.consequence() == Consequence.READ_THEN_DECIDE || mayStillRun;
    if (open && !operations.isEmpty() && !operations.contains(Operation.READ)) {
      row.put(
          "unclear",
          OrderResume.REFUSALS.contains(verdict.reason())
              ? verdict.reason()
              : operations.iterator().next().label());
    }
  }

  Map<String, Object> row() {
    return row;
  }
}
