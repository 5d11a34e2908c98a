package io.tcbridge.refund;

import io.tcbridge.ticketscloud.RemoteRefund;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The row of {@code save-look.sql}, the end of every claim, while it is put together. */
final class RefundPlan {

  private final RefundClaim claim;
  private final Map<String, Object> row;

  /** Begins with everything as it is, to be looked at again at once. */
  RefundPlan(RefundClaim claim, String instance) {
    this.claim = claim;
    this.row = claim.statement();
    RefundRow before = claim.row();
    RemoteRefund remote = claim.remote();
    row.put("instance", instance);
    row.put("refund_no", before.refundNo());
    row.put("status", before.isHeld() ? "held" : "waiting");
    row.put("outcome", null);
    row.put("reason_code", before.isHeld() ? before.reasonCode() : null);
    row.put("reason", before.isHeld() ? before.reason() : null);
    row.put("problem", null);
    row.put("attempts", 0);
    row.put("attempt_class", null);
    row.put("sends", claim.sends());
    row.put("remote_status", remote == null ? null : remote.status());
    row.put("remote_nominal", remote == null ? null : remote.nominal());
    row.put("finished_at", null);
    row.put("foreign_ids", Json.of(claim.foreignIds()));
    row.put("decision", before.decision());
    row.put("due_in_ms", 0L);
    row.put("asked_now", false);
    row.put("report", hasNewAmount(remote));
    row.put("fact", null);
  }

  private boolean hasNewAmount(RemoteRefund remote) {
    return remote != null
        && remote.nominal() != null
        && claim.row().remoteNominal() != null
        && remote.nominal().compareTo(claim.row().remoteNominal()) != 0;
  }

  RefundPlan due(Duration wait) {
    row.put("due_in_ms", wait == null ? null : wait.toMillis());
    return this;
  }

  RefundPlan attempts(int attempts, String attemptClass) {
    row.put("attempts", attempts);
    row.put("attempt_class", attemptClass);
    return this;
  }

  RefundPlan keepAttempts() {
    return attempts(claim.row().attempts(), claim.row().attemptClass());
  }

  RefundPlan problem(String text) {
    row.put("problem", text);
    row.put("fact", "set back");
    return this;
  }

  /** A request has just left whose effect is not known: the wait for it begins now. */
  RefundPlan askedNow() {
    row.put("asked_now", true);
    return this;
  }

  /** What was decided, but is to be carried out only after one more read. */
  RefundPlan reason(String code, String text) {
    row.put("reason_code", code);
    row.put("reason", text);
    return this;
  }

  /** It is no longer a person's: what kept it has gone. */
  RefundPlan goesOn() {
    row.put("status", "waiting");
    row.put("report", true);
    return reason(null, null);
  }

  /** A person is needed. */
  RefundPlan hold(String code, String text, Duration due) {
    boolean isNew =
        !claim.row().isHeld()
            || !code.equals(claim.row().reasonCode())
            || !Objects.equals(text, claim.row().reason());
    row.put("status", "held");
    row.put("fact", isNew ? "held" : null);
    row.put("report", (Boolean) row.get("report") || isNew);
    return reason(code, text).due(due);
  }

  /** It has ended; nothing is ever changed after that. */
  RefundPlan finish(String outcome, String code, String text) {
    RemoteRefund remote = claim.remote();
    row.put("status", "finished");
    row.put("outcome", outcome);
    row.put("fact", outcome);
    row.put("report", true);
    row.put(
        "finished_at",
        remote == null || remote.finishedAt() == null ? null : Timestamp.from(remote.finishedAt()));
    return reason(code, text).due(null);
  }

  Map<String, Object> row() {
    return row;
  }
}
