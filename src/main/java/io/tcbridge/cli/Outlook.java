package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.tcbridge.config.Settings;
import io.tcbridge.order.OrderSetbacks;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.util.Locale;
import java.util.Set;

/** What the bridge would do after a verdict, with the settings as they are, in plain words. */
final class Outlook {

  private final Settings.Order rules;

  Outlook(Settings.Order rules) {
    this.rules = rules;
  }

  String of(Verdict verdict, Set<Operation> operations) {
    if (operations.equals(Set.of(Operation.PROMOCODE_CHECK))) {
      return checked(verdict);
    }
    Verdict taken = OrderSetbacks.asTaken(new Setback(verdict, operations)).verdict();
    return switch (taken.consequence()) {
      case PAUSE_PROCESS ->
          "The instance that got it claims no more orders and asks every 30 s whether it is mended;"
              + " then it goes on by itself. The order waits and loses no attempt.";
      case PAUSE_COMMITS ->
          "No instance sells any more. One order asks every 10 s; the first sale that goes through"
              + " lets all go on. Holds run out meanwhile and are made anew.";
      case HOLD ->
          "The order becomes HELD at once, and a person decides. Its seats are kept for "
              + Durations.format(rules.heldHoldTime())
              + " (order.held-hold-time) at most. Then: bin/bridge order retry, release or cancel.";
      case READ_THEN_DECIDE -> "The order is read, and goes on from what is there. " + again(taken);
      case RETRY_LATER -> "The same request is sent again. " + soon(taken) + again(taken);
      case RECREATE ->
          "The remote order is cancelled, seen cancelled, and made anew, "
              + rules.maxRemoteOrders()
              + " times at most (order.max-remote-orders); then the order is HELD.";
      case REFUSE -> "What it holds is given back, and the order ends as REFUSED.";
      case SOLD_OUT ->
          rules.soldOutRetry().isZero()
              ? "What it holds is given back, and the order ends as REFUSED (order.sold-out-retry)."
              : "It is tried again every "
                  + Durations.format(rules.soldOutRetry())
                  + " (order.sold-out-retry) until it is "
                  + Durations.format(rules.maxAge())
                  + " old (order.max-age), then it ends as REFUSED.";
      case PROMO_REFUSED ->
          rules.promoFailure() == Settings.PromoFailure.REFUSE
              ? "What it holds is given back, and the order ends as REFUSED (order.promo-failure)."
              : "It goes on without the promocode (order.promo-failure), if the total still agrees.";
    };
  }

  private String checked(Verdict verdict) {
    boolean asks = rules.checkPromocode() && rules.promoFailure() == Settings.PromoFailure.REFUSE;
    if (!asks) {
      return "Orders are not checked (order.check-promocode, order.promo-failure).";
    }
    return verdict.consequence() == Consequence.PROMO_REFUSED
        ? "The order ends as REFUSED, before anything is made for it (order.check-promocode)."
        : "The order goes on; the request that sets its promocodes decides.";
  }

  private String soon(Verdict verdict) {
    return verdict.repeatNow() && rules.repeatLimit() > 0
        ? "At once, up to " + rules.repeatLimit() + " times (order.repeat-limit); then later. "
        : "";
  }

  private String again(Verdict verdict) {
    String failureClass = verdict.reason().toLowerCase(Locale.ROOT).replace('_', '-');
    int limit = rules.retryLimit(failureClass);
    String waits =
        "If it comes again: after "
            + Durations.format(rules.retryFirst())
            + ", doubling to "
            + Durations.format(rules.retryMax());
    String soldOut =
        verdict.reason().startsWith("UNKNOWN_400")
            ? " If the read shows the tickets unchanged, it is SOLD_OUT."
            : "";
    return waits
        + (limit > 0
            ? ", " + limit + " times; then HELD as GAVE_UP."
            : ", until it is "
                + Durations.format(rules.maxAge())
                + " old (order.max-age); then HELD as GAVE_UP.")
        + soldOut;
  }
}
