package io.tcbridge.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.ticketscloud.EventInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An order's journal row as a claim returns it; the columns are explained in the migrations.
 *
 * @param takenOver whether an earlier worker never gave it back
 * @param expiresIn until the hold runs out; null without a hold
 * @param age since the ERP created the order
 * @param wish of a person; null when there is none
 * @param searched whether restore mode has searched all that may belong to it; null when a backup
 *     was never put back
 * @param found remote orders with its number that restore mode has found; null when there are none
 */
public record JournalRow(
    long orderId,
    String orderNo,
    int revision,
    String fence,
    String eventId,
    List<OrderLine> lines,
    Customer customer,
    List<String> promoCodes,
    boolean sendTickets,
    BigDecimal expectedTotal,
    Map<String, String> raw,
    boolean cancelRequested,
    String status,
    Stage stage,
    String decision,
    String reasonCode,
    String reason,
    int claims,
    int attempts,
    String attemptClass,
    String problem,
    String unclear,
    String waitingFor,
    boolean committing,
    boolean takenOver,
    String remoteId,
    int remoteOrders,
    List<String> unseated,
    EventInfo eventInfo,
    Duration expiresIn,
    Duration age,
    Duration heldFor,
    Duration committedFor,
    Wish wish,
    Boolean searched,
    List<String> found) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<EventInfo> EVENT = new TypeReference<>() {};

  static JournalRow of(Map<String, Object> row) {
    return new JournalRow(
        ((Number) row.get("order_id")).longValue(),
        (String) row.get("order_no"),
        ((Number) row.get("revision")).intValue(),
        (String) row.get("fence"),
        (String) row.get("event_id"),
        json(row, "lines", LINES),
        new Customer(
            (String) row.get("customer_name"),
            (String) row.get("customer_email"),
            (String) row.get("customer_phone"),
            (String) row.get("customer_lang")),
        json(row, "promo_codes", STRINGS),
        (Boolean) row.get("send_tickets"),
        (BigDecimal) row.get("expected_total"),
        json(row, "raw", TEXTS),
        (Boolean) row.get("cancel_requested"),
        (String) row.get("status"),
        Stage.of((String) row.get("stage")),
        (String) row.get("decision"),
        (String) row.get("reason_code"),
        (String) row.get("reason"),
        ((Number) row.get("claims")).intValue(),
        ((Number) row.get("attempts")).intValue(),
        (String) row.get("attempt_class"),
        (String) row.get("problem"),
        (String) row.get("unclear"),
        (String) row.get("waiting_for"),
        (Boolean) row.get("committing"),
        (Boolean) row.get("taken_over"),
        (String) row.get("remote_id"),
        ((Number) row.get("remote_orders")).intValue(),
        json(row, "unseated", STRINGS),
        json(row, "event_info", EVENT),
        millis(row, "expires_in_ms"),
        millis(row, "age_ms"),
        millis(row, "held_for_ms"),
        millis(row, "committed_for_ms"),
        Wish.of(row.get("wish"), row.get("wish_by")),
        (Boolean) row.get("searched"),
        json(row, "found", STRINGS));
  }

  private static <T> T json(Map<String, Object> row, String column, TypeReference<T> type) {
    String text = (String) row.get(column);
    try {
      return text == null ? null : JSON.readValue(text, type);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "journal column " + column + " of order " + row.get("order_no") + " is not readable",
          broken);
    }
  }

  private static Duration millis(Map<String, Object> row, String column) {
    Number value = (Number) row.get(column);
    return value == null ? null : Duration.ofMillis(value.longValue());
  }

  /** Whether the ERP or a person wants it cancelled. */
  boolean isToBeCancelled() {
    return cancelRequested || (wish != null && wish.isCancel());
  }

  /** Names the order only: the rest may be the buyer's. */
  @Override
  public String toString() {
    return "JournalRow[" + orderNo + "/" + revision + ", " + status + ", " + stage + "]";
  }
}
