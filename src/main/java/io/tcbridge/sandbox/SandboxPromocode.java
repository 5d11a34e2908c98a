package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A promocode of an event. Exactly one of {@code percentage} and {@code fix} is set.
 *
 * @param id promocode id, 24 letters and digits
 * @param code what the buyer types; case is not significant on orders
 * @param percentage discount in percent of the price, or null
 * @param fix discount per ticket, or null
 * @param sets categories it is limited to; empty = all
 * @param minTickets tickets in the order from which it works, or null
 * @param maxTickets tickets after which no further discount is given, or null
 * @param limit orders that may use it, or null = any number
 * @param start first moment of validity, or null
 * @param finish last moment of validity, or null
 */
public record SandboxPromocode(
    String id,
    String code,
    BigDecimal percentage,
    BigDecimal fix,
    List<String> sets,
    Integer minTickets,
    Integer maxTickets,
    Integer limit,
    Instant start,
    Instant finish) {

  public SandboxPromocode {
    ObjectIds.require("promocode id", id);
    Objects.requireNonNull(code, "code");
    sets = List.copyOf(sets);
    if ((percentage == null) == (fix == null)) {
      throw new IllegalArgumentException(
          "promocode " + id + " needs exactly one of percentage and fix");
    }
    if (fix != null && Kopecks.of(fix) < 0 || percentage != null && percentage.signum() < 0) {
      throw new IllegalArgumentException("promocode " + id + " has a discount below zero");
    }
  }

  public static SandboxPromocode percentage(String id, String code, int percent) {
    return new SandboxPromocode(
        id, code, BigDecimal.valueOf(percent), null, List.of(), null, null, null, null, null);
  }

  public static SandboxPromocode fix(String id, String code, BigDecimal amount) {
    return new SandboxPromocode(id, code, null, amount, List.of(), null, null, null, null, null);
  }

  public SandboxPromocode onlySets(List<String> setIds) {
    return new SandboxPromocode(
        id, code, percentage, fix, setIds, minTickets, maxTickets, limit, start, finish);
  }

  public SandboxPromocode ticketsCount(Integer min, Integer max) {
    return new SandboxPromocode(id, code, percentage, fix, sets, min, max, limit, start, finish);
  }

  public SandboxPromocode limitedTo(int orders) {
    return new SandboxPromocode(
        id, code, percentage, fix, sets, minTickets, maxTickets, orders, start, finish);
  }

  public SandboxPromocode valid(Instant from, Instant to) {
    return new SandboxPromocode(
        id, code, percentage, fix, sets, minTickets, maxTickets, limit, from, to);
  }
}
