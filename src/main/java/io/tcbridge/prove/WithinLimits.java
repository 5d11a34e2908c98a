package io.tcbridge.prove;

import io.tcbridge.prove.CallTrail.Pair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** I7: one change of a remote order at a time, so many of them per order, so many per second. */
final class WithinLimits implements Rule {

  private final Terms terms;
  private final Set<String> instances = new HashSet<>();

  WithinLimits(Terms terms) {
    this.terms = terms;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    for (JournalEntry entry : order.revisions()) {
      tally.checked(Invariant.I7);
      entry.facts().stream()
          .filter(fact -> !fact.isWish())
          .map(JournalEntry.Fact::instance)
          .filter(instance -> instance != null)
          .forEach(instances::add);
      long retries = entry.facts().stream().filter(JournalEntry.Fact::isRetry).count();
      if (entry.remotes().size() - waited(entry) > terms.maxRemoteOrders() + retries) {
        found(
            order,
            tally,
            "TOO_MANY_REMOTE_ORDERS",
            entry.remoteId(),
            "had %d remote orders, %d are allowed"
                .formatted(entry.remotes().size(), terms.maxRemoteOrders()));
      }
    }
    if (!terms.lease().isZero()) {
      order.remotes().forEach(remote -> judgeOverlaps(order, remote, tally));
    }
  }

  private void judgeOverlaps(OrderCase order, RemoteEntry remote, Tally tally) {
    List<Pair> atOnce = remote.calls().overlaps(false, terms.requestTimeout());
    if (!atOnce.isEmpty()) {
      found(
          order,
          tally,
          "TWO_REQUESTS_AT_ONCE",
          remote.id(),
          "was changed by two requests at the same time: " + atOnce);
    }
    List<Pair> open = remote.calls().overlaps(true, terms.requestTimeout());
    if (!open.isEmpty()) {
      found(
          order,
          tally,
          "NOT_HUNG_UP",
          remote.id(),
          "was changed beside a request that was open for longer than ticketscloud.timeout; its"
              + " sender was frozen, or does not hang up: "
              + open);
    }
  }

  /** Remote orders that waited for money: a pause may outlast any number of holds. */
  private static int waited(JournalEntry entry) {
    Set<String> waited = new HashSet<>();
    String current = null;
    for (JournalEntry.Fact fact : entry.facts()) {
      if (fact.fact().equals("created")) {
        current = fact.remoteId();
      } else if (current != null && "NO_MONEY:".equals(fact.remoteId())) {
        waited.add(current);
      }
    }
    return waited.size();
  }

  /**
   * After all orders: the busiest second of the history. Arrival is not departure, so half as many
   * again are let pass; and instances do not agree who sends when, so each may be one ahead.
   */
  void judgeRate(long calls, long mostInOneSecond, Tally tally) {
    tally.checked(Invariant.I7, calls);
    long limit = terms.maxRequestsPerSecond();
    if (limit > 0 && mostInOneSecond > limit + limit / 2 + Math.max(2, instances.size())) {
      tally.found(
          new Finding(
              Invariant.I7,
              "TOO_FAST",
              null,
              null,
              "%d requests arrived within one second; all instances together may send %d"
                  .formatted(mostInOneSecond, limit),
              "compare ticketscloud.max-requests-per-second of all instances"));
    }
  }

  private static void found(
      OrderCase order, Tally tally, String code, String remoteId, String what) {
    tally.found(Invariant.I7, code, order.orderNo(), remoteId, order.orderNo() + " " + what);
  }
}
