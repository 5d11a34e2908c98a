package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from the remote orders that carry an order's number and that the journal did not
 * make. Restore mode only: the mark finds, and event, lines and customer together must prove what
 * the journal's id proved before.
 *
 * @param adopted the remote order to go on with; null to go on with what the journal has
 * @param over those that hold nothing any more
 */
record Adoption(RemoteOrder adopted, List<RemoteOrder> over) {

  /** An order that another remote one stands in the way of. */
  private static final String FOREIGN = "FOREIGN_ORDER";

  /**
   * @param now by the remote clock
   * @throws Setback if somebody must decide, or if it can't be decided yet
   */
  static Adoption of(Claim claim, OrderGuard guard, Instant now) {
    Map<String, FoundOrder> found =
        claim.found().stream().collect(Collectors.toMap(FoundOrder::id, each -> each));
    for (String id : claim.remotesToRead()) {
      if (!found.containsKey(id)) {
        throw new Setback(
            Consequence.READ_THEN_DECIDE,
            "REMOTE_NOT_FOUND",
            "the list does not show remote order " + id + " any more");
      }
    }
    List<FoundOrder> live = found.values().stream().filter(each -> !each.order().isGone()).toList();
    List<RemoteOrder> over =
        found.values().stream().map(FoundOrder::order).filter(RemoteOrder::isGone).toList();
    live.forEach(each -> mustBeKnown(each.order()));
    Optional<FoundOrder> own =
        live.stream().filter(each -> each.id().equals(claim.remoteId())).findFirst();
    boolean isSold = own.isPresent() && own.get().order().isDone();
    long sold = live.stream().filter(each -> each.order().isDone()).count();
    if (live.isEmpty() || (own.isPresent() && live.size() == 1) || (isSold && sold == 1)) {
      return new Adoption(null, over);
    }
    if (live.size() > 1) {
      throw foreign(
          live.size()
              + " remote orders carry this number: "
              + live.stream()
                  .map(each -> each.id() + " (" + each.order().status() + ")")
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    mustAgree(claim, live.get(0), guard, now);
    return new Adoption(live.get(0).order(), over);
  }

  private static void mustBeKnown(RemoteOrder order) {
    if (!order.isExecuted() && !order.isDone()) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "REMOTE_IN_PROGRESS",
          "remote order " + order.id() + " is in status " + order.status());
    }
  }

  private static void mustAgree(Claim claim, FoundOrder stray, OrderGuard guard, Instant now) {
    RemoteOrder order = stray.order();
    String which = "remote order " + order.id() + " (" + order.status() + ") carries this number, ";
    if (order.eventId() == null || order.tickets() == null || order.lifetime() == null) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "ANSWER_INCOMPLETE",
          which + "but event, tickets or times are not shown");
    }
    if (order.mark() != null && !order.mark().equals(claim.orderNo())) {
      throw foreign(which + "or did so: now it is marked as " + order.mark());
    }
    if (!order.eventId().equals(claim.eventId())) {
      throw foreign(which + "but is for event " + order.eventId());
    }
    differs(claim.row().customer(), stray.customer())
        .ifPresent(
            field -> {
              throw foreign(which + "but its customer has another " + field);
            });
    if (order.isExecuted() && guard.isPartOfWish(claim, order)) {
      throw new Setback(
          new Verdict(
              Consequence.RETRY_LATER,
              "POSSIBLE_HOLD",
              which + "but holds only a part of the tickets; it is waited for until it runs out",
              false,
              OrderSearch.untilExpiry(order, now)),
          Set.of());
    }
    guard
        .difference(claim, order)
        .ifPresent(
            text -> {
              throw foreign(which + "but its tickets are others: " + text);
            });
  }

  /** The first field that both sides show and that is not the same. */
  private static Optional<String> differs(Customer ours, RemoteCustomer theirs) {
    if (theirs == null) {
      return Optional.empty();
    }
    if (differs(ours.name(), theirs.name())) {
      return Optional.of("name");
    }
    if (differs(ours.email(), theirs.email())) {
      return Optional.of("e-mail");
    }
    return differs(digits(ours.phone()), digits(theirs.phone()))
        ? Optional.of("phone")
        : Optional.empty();
  }

  private static boolean differs(String ours, String theirs) {
    return isShown(ours) && isShown(theirs) && !plain(ours).equals(plain(theirs));
  }

  private static boolean isShown(String text) {
    return text != null && !text.isBlank();
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static String digits(String phone) {
    return phone == null ? null : phone.replaceAll("\\D", "");
  }

  private static Setback foreign(String text) {
    return new Setback(
        Consequence.HOLD, FOREIGN, text + "; neither is touched. Clear it there, then retry");
  }
}
