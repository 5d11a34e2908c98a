package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import io.tcbridge.ticketscloud.Setback;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what Ticketscloud holds with what the ERP sold. Reserving fewer tickets than asked for
 * is normal remote behaviour without an error, so nothing but this comparison counts as success.
 */
final class OrderGuard {

  private final BigDecimal tolerance;
  private final Duration expiryMargin;

  /**
   * @param tolerance largest accepted difference of the totals, in the order's currency
   * @param expiryMargin time that a hold must still have when "done" is sent
   */
  OrderGuard(BigDecimal tolerance, Duration expiryMargin) {
    this.tolerance = tolerance;
    this.expiryMargin = expiryMargin;
  }

  /** The tickets are exactly those that the ERP sold: the seats by id, the others by count. */
  void checkTickets(Claim claim, RemoteOrder remote) {
    difference(claim, remote.tickets())
        .ifPresent(
            text -> {
              throw new Setback(Consequence.SOLD_OUT, "SOLD_OUT", text);
            });
  }

  /** Everything that must be true before money moves. */
  void checkBeforeDone(Claim claim, RemoteOrder remote) {
    checkIdentity(claim, remote);
    checkTickets(claim, remote);
    BigDecimal sum = BigDecimal.ZERO;
    for (RemoteTicket ticket : remote.tickets()) {
      if (ticket.full() == null) {
        throw unknown("the price of a ticket");
      }
      sum = sum.add(ticket.full());
    }
    if (remote.full() == null) {
      throw unknown("the total");
    }
    if (remote.full().compareTo(sum) != 0) {
      throw new Setback(
          Consequence.HOLD,
          "TOTALS_DIFFER",
          "the total " + remote.full() + " is not the sum of the tickets " + sum);
    }
    if (!agrees(claim.expectedTotal(), remote.full())) {
      throw new Setback(
          Consequence.REFUSE,
          "PRICE_CHANGED",
          "the ERP sold for " + claim.expectedTotal() + ", Ticketscloud asks " + remote.full());
    }
    if (isTimeShort(claim)) {
      throw new Setback(
          Consequence.RECREATE, "TIME_SHORT", "the hold runs out before it can be committed");
    }
  }

  /** A hold whose end the journal does not know any more had run out during a pause. */
  boolean isTimeShort(Claim claim) {
    return claim.expiresIn() == null
        ? claim.remoteId() != null
        : claim.expiresIn().compareTo(expiryMargin) < 0;
  }

  /** Why the finished remote order is not what the ERP sold; empty when it is. */
  java.util.Optional<String> differenceAfterDone(Claim claim, RemoteOrder remote) {
    java.util.Optional<String> tickets = difference(claim, remote.tickets());
    if (tickets.isPresent()) {
      return tickets;
    }
    return remote.full() == null || agrees(claim.expectedTotal(), remote.full())
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            "the ERP sold for " + claim.expectedTotal() + ", done for " + remote.full());
  }

  /** The remote order that the journal names is ours; its mark, where shown, must say so too. */
  void checkIdentity(Claim claim, RemoteOrder remote) {
    if (remote.mark() != null && !remote.mark().equals(claim.orderNo())) {
      throw new Setback(
          Consequence.HOLD,
          "FOREIGN_ORDER",
          "the remote order " + remote.id() + " is marked as " + remote.mark());
    }
    if (remote.eventId() != null && !remote.eventId().equals(claim.eventId())) {
      throw new Setback(
          Consequence.HOLD,
          "FOREIGN_ORDER",
          "the remote order " + remote.id() + " is for event " + remote.eventId());
    }
  }

  /** Why the tickets of a remote order are not what the ERP ordered; empty when they are. */
  java.util.Optional<String> difference(Claim claim, RemoteOrder remote) {
    return difference(claim, remote.tickets());
  }

  /** Whether it holds some of what the ERP ordered and nothing else: none, or not all. */
  boolean isPartOfWish(Claim claim, RemoteOrder remote) {
    Set<String> seats = new HashSet<>(OrderRequests.seats(claim));
    Map<String, Integer> left = new TreeMap<>(OrderRequests.quantities(claim.lines()));
    for (RemoteTicket ticket : remote.tickets()) {
      if (!seats.remove(ticket.id())
          && (ticket.set() == null || left.merge(ticket.set(), -1, Integer::sum) < 0)) {
        return false;
      }
    }
    return !seats.isEmpty() || left.values().stream().anyMatch(places -> places > 0);
  }

  /** Whether these are the tickets that the claim wants, or some of its seats. */
  boolean holdsWish(Claim claim, RemoteOrder remote) {
    if (remote.tickets() == null || remote.tickets().isEmpty()) {
      return false;
    }
    Set<String> seats = Set.copyOf(OrderRequests.seats(claim));
    Map<String, Integer> places = new TreeMap<>();
    for (RemoteTicket ticket : remote.tickets()) {
      if (seats.contains(ticket.id())) {
        return true;
      }
      if (ticket.set() != null) {
        places.merge(ticket.set(), 1, Integer::sum);
      }
    }
    return places.equals(OrderRequests.quantities(claim.lines()));
  }

  private boolean agrees(BigDecimal expected, BigDecimal full) {
    return expected == null || full.subtract(expected).abs().compareTo(tolerance) <= 0;
  }

  private static Setback unknown(String what) {
    return new Setback(
        Consequence.READ_THEN_DECIDE, "ANSWER_INCOMPLETE", "the answer does not show " + what);
  }

  private static java.util.Optional<String> difference(Claim claim, List<RemoteTicket> held) {
    if (held == null) {
      throw unknown("the tickets");
    }
    Set<String> wantedSeats = new HashSet<>(OrderRequests.seats(claim));
    Map<String, Integer> wanted = OrderRequests.quantities(claim.lines());
    Map<String, Integer> got = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (RemoteTicket ticket : held) {
      if (!seen.add(ticket.id()) || wantedSeats.remove(ticket.id())) {
        continue;
      }
      if (ticket.set() == null) {
        throw unknown("the category of a ticket");
      }
      got.merge(ticket.set(), 1, Integer::sum);
    }
    if (wantedSeats.isEmpty() && got.equals(wanted)) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        "wanted "
            + describe(OrderRequests.seats(claim).size(), wanted)
            + ", missing seats "
            + wantedSeats
            + ", other tickets "
            + got);
  }

  private static String describe(int seats, Map<String, Integer> quantities) {
    return seats + " seats and " + quantities;
  }
}
