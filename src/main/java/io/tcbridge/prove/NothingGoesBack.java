package io.tcbridge.prove;

import io.tcbridge.prove.JournalEntry.Fact;
import java.util.Map;
import java.util.Set;

/**
 * I6: a final state stays final, in the journal, in the ERP and at Ticketscloud; what was called
 * off in time is not sold.
 */
final class NothingGoesBack implements Rule {

  /** Facts of an order that is not sold yet, or not any more. */
  private static final Set<String> BEFORE_SALE =
      Set.of(
          "created",
          "reserved",
          "unseated tickets chosen",
          "identified",
          "released",
          "is created anew",
          "refused",
          "cancelled");

  private static final Set<String> SOLD = Set.of("committed", "ticketed");

  /** Facts that say nothing about how an order ended. */
  private static final Set<String> ON_THE_WAY =
      Set.of("received", "set back", "held", "given back");

  /** Facts with which an order ends, by outcome. */
  private static final Map<String, Set<String>> LAST =
      Map.of(
          "done", Set.of("ticketed"),
          "refused", Set.of("ended at intake", "released", "refused", "cancelled"),
          "cancelled", Set.of("ended at intake", "released", "refused", "cancelled"));

  private final Scope scope;

  NothingGoesBack(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    for (JournalEntry entry : order.revisions()) {
      tally.checked(Invariant.I6);
      judgeFacts(order, entry, tally);
      judgeCancel(order, entry, tally);
    }
    order.remotes().forEach(remote -> judgeRemote(order, remote, tally));
    judgeErp(order, tally);
  }

  private static void judgeFacts(OrderCase order, JournalEntry entry, Tally tally) {
    boolean sold = false;
    String last = null;
    for (Fact fact : entry.facts()) {
      if (sold && BEFORE_SALE.contains(fact.fact())) {
        found(
            order,
            tally,
            "WENT_BACK",
            entry.remoteId(),
            "was \"%s\" by %s after it was sold".formatted(fact.fact(), fact.instance()));
      }
      sold |= SOLD.contains(fact.fact());
      if (BEFORE_SALE.contains(fact.fact())
          || SOLD.contains(fact.fact())
          || fact.fact().equals("ended at intake")) {
        last = fact.fact();
      } else if (!ON_THE_WAY.contains(fact.fact()) && !fact.isWish()) {
        last = null;
      }
    }
    Set<String> ends = LAST.getOrDefault(String.valueOf(entry.outcome()), Set.of());
    if (entry.isFinished() && last != null && !ends.contains(last)) {
      found(
          order,
          tally,
          "CHANGED_AFTER_END",
          entry.remoteId(),
          "ended as %s, but was \"%s\" after that".formatted(entry.outcome(), last));
    }
  }

  /**
   * The statement before "done" sees a cancellation that was there before it. Only where it was the
   * first one: after another one "done" may have been on its way, and then the sale decides.
   */
  private static void judgeCancel(OrderCase order, JournalEntry entry, Tally tally) {
    boolean cancelled = false;
    boolean mayBeSent = false;
    boolean ignored = false;
    for (Fact fact : entry.facts()) {
      if (fact.isCancel()) {
        cancelled = true;
      } else if (fact.isRetry()) {
        cancelled = false;
      } else if (fact.fact().equals("identified")) {
        ignored |= cancelled && !mayBeSent;
        mayBeSent = true;
      } else if (ignored && SOLD.contains(fact.fact())) {
        found(
            order,
            tally,
            "CANCEL_IGNORED",
            entry.remoteId(),
            "was sold although it had been called off before \"done\" was sent");
        ignored = false;
      }
    }
  }

  private void judgeRemote(OrderCase order, RemoteEntry remote, Tally tally) {
    if (remote.calls().writeAfterEnd() != null) {
      found(
          order,
          tally,
          "WRITE_AFTER_END",
          remote.id(),
          "was changed after it was known to be final: " + remote.calls().writeAfterEnd());
    }
    order
        .ownerOf(remote)
        .map(entry -> entry.remotes().getOrDefault(remote.id(), ""))
        .filter(seen -> !seen.isEmpty() && !seen.equals(remote.status()))
        .ifPresent(
            seen ->
                found(
                    order,
                    tally,
                    "REMOTE_WENT_BACK",
                    remote.id(),
                    "was seen %s and is now %s".formatted(seen, remote.status())));
  }

  private void judgeErp(OrderCase order, Tally tally) {
    ErpRow erp = order.erp();
    JournalEntry entry = order.latest().orElse(null);
    if (erp == null || entry == null || order.hasMovedSince(scope.startedAt())) {
      return;
    }
    boolean isTold = entry.isFinished() && entry.wasToldBefore(scope.startedAt());
    if (erp.isFinal() && isTold && !entry.erpStatus().equals(erp.status())) {
      found(
          order,
          tally,
          "ERP_DIFFERS",
          entry.remoteId(),
          "is %s in the ERP, which was told %s".formatted(erp.status(), entry.erpStatus()));
    }
  }

  private static void found(
      OrderCase order, Tally tally, String code, String remoteId, String what) {
    tally.found(Invariant.I6, code, order.orderNo(), remoteId, order.orderNo() + " " + what);
  }
}
