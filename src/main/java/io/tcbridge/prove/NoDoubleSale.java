package io.tcbridge.prove;

import io.tcbridge.prove.JournalEntry.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** I1: per ERP order at most one remote order is done, and nothing else can become it meanwhile. */
final class NoDoubleSale implements Rule {

  /** After these the worker still has the order. */
  private static final Set<String> GOING_ON =
      Set.of("created", "reserved", "unseated tickets chosen", "identified");

  /** Written by whoever has the order; after these nobody has it. */
  private static final Set<String> GIVING_UP =
      Set.of("set back", "is created anew", "refused", "cancelled", "held", "released");

  private static final Set<String> ENDING = Set.of("committed", "ticketed");

  private final Terms terms;

  NoDoubleSale(Terms terms) {
    this.terms = terms;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    tally.checked(Invariant.I1);
    List<String> sold =
        order.remotes().stream().filter(RemoteEntry::isDone).map(RemoteEntry::id).toList();
    if (sold.size() > 1) {
      String ids = String.join(", ", sold);
      found(order, tally, "SOLD_TWICE", ids, "was sold by " + sold.size() + " remote orders");
    }
    order.remotes().forEach(remote -> judgeDone(order, remote, tally));
    judgeRevisions(order, tally);
    judgeCreates(order, tally);
    if (!terms.lease().isZero()) {
      order.revisions().forEach(entry -> judgeOwners(order, entry, tally));
    }
  }

  private static void judgeDone(OrderCase order, RemoteEntry remote, Tally tally) {
    if (!remote.calls().blindWrites().isEmpty()) {
      found(
          order,
          tally,
          "WRITTEN_BLINDLY",
          remote.id(),
          "was changed after a request without an answer, or of somebody else, and no read had shown"
              + " it since: "
              + remote.calls().blindWrites());
    }
    if (!remote.calls().blindDones().isEmpty()) {
      found(
          order,
          tally,
          "DONE_REPEATED_BLINDLY",
          remote.id(),
          "\"done\" was asked for again after an unclear answer, and no read had shown it since: "
              + remote.calls().blindDones());
    }
    for (RemoteEntry other : order.remotes()) {
      if (!other.id().equals(remote.id())
          && remote.calls().doneRequests().stream().anyMatch(at -> wasOpen(other, at))) {
        found(
            order,
            tally,
            "DONE_BESIDE_OPEN",
            remote.id(),
            "\"done\" was asked for while remote order " + other.id() + " was not final");
      }
    }
  }

  private static boolean wasOpen(RemoteEntry remote, Instant at) {
    // The order's own time has no fraction, so it would be older than what came before it.
    Instant created = remote.calls().created();
    Instant from = created == null ? remote.createdAt() : created;
    boolean begun = from != null && !from.isAfter(at);
    boolean ended =
        remote.endedAt() == null
            ? remote.isDone() || remote.isGone()
            : !remote.endedAt().isAfter(at);
    return begun && !ended;
  }

  /** A next revision exists only after the last one had ended without a sale. */
  private static void judgeRevisions(OrderCase order, Tally tally) {
    for (int i = 0; i + 1 < order.revisions().size(); i++) {
      JournalEntry entry = order.revisions().get(i);
      if (!entry.isFinished() || entry.isDone()) {
        found(
            order,
            tally,
            "TAKEN_AGAIN",
            entry.remoteId(),
            "was taken again although revision "
                + entry.revision()
                + " is "
                + (entry.isDone() ? "sold" : entry.status()));
      }
    }
  }

  /** Every earlier remote order was seen final before the next one was made. */
  private static void judgeCreates(OrderCase order, Tally tally) {
    String open = null;
    for (JournalEntry entry : order.revisions()) {
      for (Fact fact : entry.facts()) {
        if (fact.fact().equals("created")) {
          if (open != null && !open.equals(fact.remoteId())) {
            found(
                order,
                tally,
                "CREATED_BESIDE_OPEN",
                fact.remoteId(),
                "got another remote order before " + open + " was seen final");
          }
          open = fact.remoteId();
        } else if (fact.fact().equals("released")) {
          open = null;
        }
      }
    }
  }

  /**
   * Somebody else writes only after the owner gave the order up, or when the lease has ended. Half
   * of a lease is judged: a statement that had to wait carries a later time than its lease.
   */
  private void judgeOwners(OrderCase order, JournalEntry entry, Tally tally) {
    String owner = null;
    Instant last = null;
    for (Fact fact : entry.facts()) {
      boolean goesOn = GOING_ON.contains(fact.fact());
      if (goesOn || GIVING_UP.contains(fact.fact()) || ENDING.contains(fact.fact())) {
        if (owner != null
            && !owner.equals(fact.instance())
            && fact.at().isBefore(last.plus(terms.lease().dividedBy(2)))) {
          found(
              order,
              tally,
              "TWO_OWNERS",
              entry.remoteId(),
              "was \""
                  + fact.fact()
                  + "\" by "
                  + fact.instance()
                  + " while the claim of "
                  + owner
                  + " had not ended");
        }
        owner = goesOn ? fact.instance() : null;
        last = fact.at();
      } else if (fact.isRetry() || !fact.isWish()) {
        owner = null;
      }
    }
  }

  private static void found(
      OrderCase order, Tally tally, String code, String remoteId, String what) {
    tally.found(Invariant.I1, code, order.orderNo(), remoteId, order.orderNo() + " " + what);
  }
}
