package io.tcbridge.ticketscloud;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A remote order as one answer shows it. Everything but {@code id} and {@code status} is optional
 * in the documentation ("responses are simplified"): null means unknown, never empty.
 *
 * @param status {@code executed}, {@code in_progress}, {@code done}, {@code cancelled}, {@code
 *     expired}, or something that is not documented yet
 * @param mark our order number, {@code vendor_data.order_id}
 * @param lifetime {@code expired_after − created_at}, independent of zones and clocks
 * @param tickets null when the answer carries no list
 * @param full {@code values.full}, what the buyer pays in total
 * @param hasErrors whether the answer carries errors beside the order (promocodes)
 */
public record RemoteOrder(
    String id,
    String status,
    String eventId,
    Instant createdAt,
    Duration lifetime,
    String mark,
    List<RemoteTicket> tickets,
    BigDecimal full,
    Long number,
    String code,
    EventInfo eventInfo,
    Map<String, String> setNames,
    boolean hasErrors) {

  public boolean isExecuted() {
    return "executed".equals(status);
  }

  public boolean isDone() {
    return "done".equals(status);
  }

  /** Whether it holds nothing any more and never will again. */
  public boolean isGone() {
    return "cancelled".equals(status) || "expired".equals(status);
  }

  /** This answer, with tickets and total of an earlier one where it carries none itself. */
  public RemoteOrder or(RemoteOrder earlier) {
    return earlier == null || (tickets != null && full != null)
        ? this
        : new RemoteOrder(
            id,
            status,
            eventId,
            createdAt,
            lifetime,
            mark,
            tickets == null ? earlier.tickets : tickets,
            full == null ? earlier.full : full,
            number,
            code,
            eventInfo.or(earlier.eventInfo),
            setNames.isEmpty() ? earlier.setNames : setNames,
            hasErrors);
  }
}
