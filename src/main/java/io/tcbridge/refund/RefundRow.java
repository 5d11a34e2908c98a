package io.tcbridge.refund;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A refund's journal row as a claim returns it; the columns are explained in the migration.
 *
 * @param isRestored whether what was sent of it is not known
 * @param sold its order; null while the journal does not know one of that number
 */
record RefundRow(
    long refundId,
    String refundNo,
    String requestNo,
    boolean isFound,
    String orderNo,
    String culprit,
    BigDecimal expectedNominal,
    Instant requestedAt,
    String decision,
    String status,
    String reasonCode,
    String reason,
    String fence,
    int attempts,
    String attemptClass,
    int sends,
    Instant sentFrom,
    Duration sentFor,
    Duration age,
    boolean isRestored,
    String remoteId,
    String remoteStatus,
    BigDecimal remoteNominal,
    Instant remoteFinishedAt,
    Set<String> foreignIds,
    List<String> tickets,
    SoldOrder sold,
    Siblings siblings) {

  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<Set<String>> SET = new TypeReference<>() {};
  private static final TypeReference<SoldOrder> SOLD = new TypeReference<>() {};
  private static final TypeReference<Siblings> SIBLINGS = new TypeReference<>() {};

  static RefundRow of(Map<String, Object> row) {
    List<String> tickets = Json.column(row, "tickets", STRINGS);
    return new RefundRow(
        ((Number) row.get("refund_id")).longValue(),
        (String) row.get("refund_no"),
        (String) row.get("request_no"),
        "remote".equals(row.get("origin")),
        (String) row.get("order_no"),
        (String) row.get("culprit"),
        (BigDecimal) row.get("expected_nominal"),
        instant(row, "requested_at"),
        (String) row.get("decision"),
        (String) row.get("status"),
        (String) row.get("reason_code"),
        (String) row.get("reason"),
        (String) row.get("fence"),
        ((Number) row.get("attempts")).intValue(),
        (String) row.get("attempt_class"),
        ((Number) row.get("sends")).intValue(),
        instant(row, "sent_from"),
        millis(row, "sent_for_ms"),
        millis(row, "age_ms"),
        Boolean.TRUE.equals(row.get("restored")),
        (String) row.get("remote_id"),
        (String) row.get("remote_status"),
        (BigDecimal) row.get("remote_nominal"),
        instant(row, "remote_finished_at"),
        Json.column(row, "foreign_ids", SET),
        tickets == null ? List.of() : tickets,
        Json.column(row, "sold", SOLD),
        Json.column(row, "siblings", SIBLINGS));
  }

  private static Instant instant(Map<String, Object> row, String column) {
    Timestamp value = (Timestamp) row.get(column);
    return value == null ? null : value.toInstant();
  }

  private static Duration millis(Map<String, Object> row, String column) {
    Number value = (Number) row.get(column);
    return value == null ? null : Duration.ofMillis(value.longValue());
  }

  boolean isHeld() {
    return status.equals("held");
  }

  /** Whether it has no remote refund that we know of. */
  boolean isUnbound() {
    return remoteId == null;
  }

  /** Whether a list has shown its end already, so that nothing need be read. */
  boolean isSeenFinal() {
    return "approved".equals(remoteStatus) || "rejected".equals(remoteStatus);
  }

  @Override
  public String toString() {
    return "RefundRow[" + refundNo + ", " + status + ", " + remoteStatus + "]";
  }
}
