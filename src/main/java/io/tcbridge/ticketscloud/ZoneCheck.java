package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The remote times carry no zone. The id of an order carries its creation time, so a difference of
 * hours names the zone that the times are in.
 */
public final class ZoneCheck {

  /** Why the process pauses then. */
  public static final String REASON = "WRONG_TIME_ZONE";

  private static final Duration TOLERANCE = Duration.ofMinutes(20);

  /** Zones differ by quarters of an hour. */
  private static final int QUARTER = 900;

  private static final int MOST_QUARTERS = ZoneOffset.MAX.getTotalSeconds() / QUARTER;

  private final ZoneId zone;
  private final KeyGate gate;
  private final AtomicReference<Instant> disproved = new AtomicReference<>(Instant.MIN);

  /**
   * @param zone that remote times are read in
   */
  public ZoneCheck(ZoneId zone, KeyGate gate) {
    this.zone = zone;
    this.gate = gate;
  }

  /** Pauses the process if this order's time is hours off the clock in its id. */
  public void look(RemoteOrder order) {
    trouble(order).ifPresent(text -> gate.close(REASON, text));
  }

  /** The first trouble that these orders show. */
  Optional<String> trouble(List<RemoteOrder> orders) {
    return orders.stream().map(this::trouble).flatMap(Optional::stream).findFirst();
  }

  /** Whether an order that is not older than those that were off is right. */
  boolean isRight(List<RemoteOrder> orders) {
    return orders.stream()
        .filter(order -> order.createdAt() != null && trouble(order).isEmpty())
        .map(order -> RemoteId.createdAt(order.id()))
        .flatMap(Optional::stream)
        .anyMatch(clock -> !clock.isBefore(disproved.get()));
  }

  private Optional<String> trouble(RemoteOrder order) {
    Instant clock = RemoteId.createdAt(order.id()).orElse(null);
    if (clock == null || order.createdAt() == null) {
      return Optional.empty();
    }
    Duration off = Duration.between(clock, order.createdAt());
    int seconds = zone.getRules().getOffset(order.createdAt()).getTotalSeconds();
    long quarters = Math.round((seconds + off.toSeconds()) / (double) QUARTER);
    // Further off than any zone: such an id carries no time.
    if (off.abs().compareTo(TOLERANCE) <= 0 || Math.abs(quarters) > MOST_QUARTERS) {
      return Optional.empty();
    }
    disproved.accumulateAndGet(clock, (one, other) -> one.isAfter(other) ? one : other);
    return Optional.of(
        "created_at of remote order "
            + order.id()
            + " is "
            + off.toMinutes()
            + " minutes off the clock in its id; set ticketscloud.time-zone"
            + " (TICKETSCLOUD_TIME_ZONE) to "
            + ZoneOffset.ofTotalSeconds((int) quarters * QUARTER).getId());
  }
}
