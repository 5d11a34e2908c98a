package io.tcbridge.prove;

import io.tcbridge.config.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * The figures by which is judged; most of them are the bridge's own settings.
 *
 * @param priceTolerance largest accepted difference of totals
 * @param expiryMargin how long after its expiry a hold may still be there
 * @param lease how long a claim lasts; zero: leases were ended by hand, so whoever took over too
 *     early is not judged
 * @param requestTimeout when the sender of a request hangs up at the latest
 * @param maxRemoteOrders for one ERP order
 * @param maxRequestsPerSecond of all instances together; 0 = unlimited
 * @param intakeWithin how old a NEW order may be before it must be in the journal
 * @param overdueAfter how long after its time an order, or a report, may still be waiting
 * @param refundsReadEvery how often the bridge looks at refunds; empty: it has none, and the ERP
 *     need have no tables for them
 */
public record Terms(
    BigDecimal priceTolerance,
    Duration expiryMargin,
    Duration lease,
    Duration requestTimeout,
    int maxRemoteOrders,
    int maxRequestsPerSecond,
    Duration intakeWithin,
    Duration overdueAfter,
    Optional<Duration> refundsReadEvery) {

  public static Terms of(Settings settings, Duration intakeWithin, Duration overdueAfter) {
    Settings.Order order = settings.order();
    return new Terms(
        order.priceTolerance(),
        order.expiryMargin(),
        order.lease(),
        settings.ticketscloud().timeout(),
        order.maxRemoteOrders(),
        settings.ticketscloud().maxRequestsPerSecond(),
        intakeWithin,
        overdueAfter,
        readEvery(settings.refund()));
  }

  private static Optional<Duration> readEvery(Settings.Refund refund) {
    Duration longest =
        refund.followEvery().compareTo(refund.pollEvery()) > 0
            ? refund.followEvery()
            : refund.pollEvery();
    return refund.enabled() ? Optional.of(longest) : Optional.empty();
  }

  /** For tests that end leases by hand. */
  public Terms withoutTakeOvers() {
    return new Terms(
        priceTolerance,
        expiryMargin,
        Duration.ZERO,
        requestTimeout,
        maxRemoteOrders,
        maxRequestsPerSecond,
        intakeWithin,
        overdueAfter,
        refundsReadEvery);
  }

  /** Every hold without an owner counts at once, however long it may still last. */
  public Terms withoutPatience() {
    return new Terms(
        priceTolerance,
        Duration.ofDays(-10_000),
        lease,
        requestTimeout,
        maxRemoteOrders,
        maxRequestsPerSecond,
        intakeWithin,
        overdueAfter,
        refundsReadEvery);
  }

  /** What a refund's remote end should have brought counts at once. */
  public Terms withoutWaits() {
    return new Terms(
        priceTolerance,
        expiryMargin,
        lease,
        requestTimeout,
        maxRemoteOrders,
        maxRequestsPerSecond,
        intakeWithin,
        overdueAfter,
        refundsReadEvery.map(any -> overdueAfter.negated()));
  }
}
