package io.tcbridge.prove;

import java.util.Optional;

/** I5: whatever holds tickets belongs to an order that is still on its way. */
final class HoldsHaveOwners implements Rule {

  private final Terms terms;
  private final Scope scope;

  HoldsHaveOwners(Terms terms, Scope scope) {
    this.terms = terms;
    this.scope = scope;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    boolean moved = order.hasMovedSince(scope.startedAt());
    for (RemoteEntry remote : order.remotes()) {
      tally.checked(Invariant.I5);
      if (remote.holdsTickets() && !moved && !hasOwner(order, remote)) {
        found(tally, order.orderNo(), remote, "and belongs to no order that is on its way");
      }
    }
  }

  /**
   * A remote order that no order knows. Its hold ends by itself; where everything must be ours it
   * may not outlive that.
   */
  void judgeStranger(RemoteEntry remote, Tally tally) {
    tally.checked(Invariant.I5);
    boolean mayBeOurs = scope.everything() || (remote.mark() != null && remote.isFromApi());
    if (mayBeOurs && remote.holdsTickets() && isOverdue(remote)) {
      found(tally, remote.mark(), remote, "and nobody knows it");
    }
  }

  private boolean hasOwner(OrderCase order, RemoteEntry remote) {
    Optional<JournalEntry> latest = order.latest();
    if (latest.isEmpty() || latest.get().isFinished()) {
      return latest.isEmpty() && !isOverdue(remote);
    }
    return remote.id().equals(latest.get().remoteId()) || !isOverdue(remote);
  }

  private boolean isOverdue(RemoteEntry remote) {
    return remote.isOverdue(scope.remoteNow(), terms.expiryMargin());
  }

  private static void found(Tally tally, String orderNo, RemoteEntry remote, String why) {
    String next =
        orderNo == null
            ? "look for " + remote.id() + " in Ticketscloud's cabinet; it expires by itself"
            : "bin/bridge order release " + orderNo;
    tally.found(
        new Finding(
            Invariant.I5,
            "HOLD_WITHOUT_OWNER",
            orderNo,
            remote.id(),
            "remote order %s (%s) still holds %d tickets, %s"
                .formatted(remote.id(), orderNo, remote.tickets().size(), why),
            next));
  }
}
