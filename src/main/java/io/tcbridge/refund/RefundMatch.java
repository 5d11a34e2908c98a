package io.tcbridge.refund;

import io.tcbridge.ticketscloud.RemoteRefund;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose the remote refunds of an order are, as one refund without an id sees them. The API takes no
 * mark, so only what may come from our own unclear request can be ours: the same order, exactly
 * these tickets, made after we first asked, and no other row's.
 *
 * @param ours null if there is none, or if more than one may be ours
 * @param mayBeOurs all of that kind
 * @param foreign other ones, of no row, that name one of these tickets
 * @param taken a refund that has one of these tickets and is not rejected, whoever's it is; null if
 *     there is none
 */
record RefundMatch(
    RemoteRefund ours,
    List<RemoteRefund> mayBeOurs,
    List<RemoteRefund> foreign,
    RemoteRefund taken) {

  /** Ids and the header Date know whole seconds, and the two clocks may be a little apart. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /**
   * @param tickets of the refund
   * @param sentFrom when we first asked, by Ticketscloud's clock; null if we have not
   * @param remotes all remote refunds of the order
   * @param owners the rows of those that have one, by id
   */
  static RefundMatch of(
      List<String> tickets,
      Instant sentFrom,
      List<RemoteRefund> remotes,
      Map<String, String> owners) {
    Set<String> wanted = new TreeSet<>(tickets);
    List<RemoteRefund> mayBeOurs = new ArrayList<>();
    List<RemoteRefund> foreign = new ArrayList<>();
    RemoteRefund taken = null;
    for (RemoteRefund remote : remotes) {
      if (remote.tickets().stream().noneMatch(wanted::contains)) {
        continue;
      }
      boolean unowned = !owners.containsKey(remote.id());
      if (unowned && isAfter(remote, sentFrom) && wanted.equals(new TreeSet<>(remote.tickets()))) {
        mayBeOurs.add(remote);
        continue;
      }
      if (unowned) {
        foreign.add(remote);
      }
      taken = remote.isRejected() ? taken : remote;
    }
    return new RefundMatch(ours(mayBeOurs), mayBeOurs, foreign, taken);
  }

  private static boolean isAfter(RemoteRefund remote, Instant sentFrom) {
    Instant made = remote.madeAt();
    return sentFrom != null && made != null && !made.isBefore(sentFrom.minus(MARGIN));
  }

  /** The only one; of several the only one that is not rejected. */
  private static RemoteRefund ours(List<RemoteRefund> mayBeOurs) {
    List<RemoteRefund> living = mayBeOurs.stream().filter(one -> !one.isRejected()).toList();
    List<RemoteRefund> choice = mayBeOurs.size() == 1 ? mayBeOurs : living;
    return choice.size() == 1 ? choice.get(0) : null;
  }

  /** Whether several may be ours, so that a person has to say which. */
  boolean isAmbiguous() {
    return ours == null && !mayBeOurs.isEmpty();
  }
}
