package io.tcbridge.prove;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A remote order as Ticketscloud, or the sandbox, shows it.
 *
 * @param mark {@code vendor_data.order_id}, or null
 * @param origin {@code api}, {@code widget} …; null where it is not shown
 * @param expiresAt null where it is not shown
 * @param endedAt when it became final; null where that is not known or it has not
 * @param total {@code values.full}, or null
 * @param tickets null where they are not shown
 * @param calls what the history tells of it; {@link CallTrail#NONE} without a history
 */
record RemoteEntry(
    String id,
    String mark,
    String eventId,
    String status,
    String origin,
    Instant createdAt,
    Instant expiresAt,
    Instant endedAt,
    BigDecimal total,
    List<SoldTicket> tickets,
    CallTrail calls) {

  boolean isDone() {
    return "done".equals(status);
  }

  /** Whether it ended without a sale. */
  boolean isGone() {
    return "cancelled".equals(status) || "expired".equals(status);
  }

  boolean holdsTickets() {
    return !isDone() && !isGone() && tickets != null && !tickets.isEmpty();
  }

  /** Whether its time is over for longer than a margin. */
  boolean isOverdue(Instant now, java.time.Duration margin) {
    return expiresAt != null && expiresAt.plus(margin).isBefore(now);
  }

  /** Whether it was made through the API, as the bridge's orders are. */
  boolean isFromApi() {
    return origin == null || origin.equals("api");
  }

  RemoteEntry with(CallTrail trail) {
    return new RemoteEntry(
        id, mark, eventId, status, origin, createdAt, expiresAt, endedAt, total, tickets, trail);
  }
}
