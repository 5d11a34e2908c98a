package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reservation as desired state: {@code tickets} and {@code random} name what the order holds after
 * the request (Ticketscloud API, orders: tickets, random, all_or_nothing).
 */
final class Reservations {

  /** What a request would do. Nothing has changed yet. */
  private static final class Plan {
    final Set<Ticket> target = new LinkedHashSet<>();
    final List<Ticket> acquired = new ArrayList<>();
    boolean failed;

    void acquire(Ticket ticket) {
      target.add(ticket);
      acquired.add(ticket);
    }
  }

  private final SandboxState state;

  Reservations(SandboxState state) {
    this.state = state;
  }

  /**
   * Reserves and releases.
   *
   * @return whether everything that was wanted is held now
   */
  boolean apply(Order order, JsonNode body, Tweaks tweaks) {
    boolean tickets = body.hasNonNull("tickets");
    boolean random = body.hasNonNull("random");
    if (tickets && random) {
      throw new Refusal("Only one of tickets or random can be set");
    }
    if (!tickets && !random) {
      throw new Refusal(state.quoted("'tickets' or 'random' must be"));
    }
    if (!order.event.onSale()) {
      throw new Refusal("Event " + order.event.id() + " not found");
    }
    Plan plan = tickets ? byIds(order, body.get("tickets")) : byCounts(order, body.get("random"));
    checkLimit(plan);
    checkPromokey(plan, body);
    tweak(plan, tweaks);
    boolean allOrNothing = body.path("all_or_nothing").asBoolean(false) && !tweaks.partial();
    if (plan.failed && allOrNothing) {
      return false;
    }
    order.priceDelta = tweaks.priceDelta() == 0 ? order.priceDelta : tweaks.priceDelta();
    swap(order, plan.target);
    return !plan.failed;
  }

  /** Makes the order hold exactly these tickets. */
  void swap(Order order, Collection<Ticket> target) {
    Set<Ticket> keep = new HashSet<>(target);
    for (Ticket held : order.tickets) {
      if (!keep.contains(held)) {
        state.orders.free(held);
      }
    }
    for (Ticket wanted : target) {
      if (wanted.order != order) {
        state.orders.hold(order, wanted);
      }
    }
    order.tickets = List.copyOf(target);
    Pricing.price(state, order);
  }

  private Plan byIds(Order order, JsonNode ids) {
    if (!ids.isArray()) {
      throw new Refusal("tickets is not a list");
    }
    if (ids.isEmpty() && state.switches.is(Switch.EMPTY_TICKETS, "400")) {
      throw new Refusal("tickets list length is less than 1");
    }
    Plan plan = new Plan();
    for (JsonNode id : ids) {
      Ticket ticket = order.event.tickets.get(id.asText());
      if (ticket == null && state.switches.is(Switch.UNKNOWN_TICKET, "400_not_belong")) {
        throw new Refusal("ticket (id = " + id.asText() + ") does not belong to current event");
      }
      if (ticket != null && ticket.order == order) {
        plan.target.add(ticket);
      } else if (ticket != null && ticket.category.vacant.contains(ticket)) {
        if (!plan.target.contains(ticket)) {
          plan.acquire(ticket);
        }
      } else {
        plan.failed = true;
      }
    }
    return plan;
  }

  private Plan byCounts(Order order, JsonNode counts) {
    if (!counts.isObject()) {
      throw new Refusal("random is not an object");
    }
    if (counts.isEmpty() && state.switches.is(Switch.EMPTY_TICKETS, "400")) {
      throw new Refusal("random is empty");
    }
    Plan plan = new Plan();
    if (state.switches.is(Switch.RANDOM_UNNAMED_SETS, "keep")) {
      order.tickets.stream()
          .filter(ticket -> !counts.has(ticket.category.id()))
          .forEach(plan.target::add);
    }
    for (Map.Entry<String, JsonNode> wish : counts.properties()) {
      take(order, order.event.categories.get(wish.getKey()), count(wish.getValue()), plan);
    }
    return plan;
  }

  private static int count(JsonNode value) {
    if (!value.isInt() || value.asInt() < 0) {
      throw new Refusal("random value '" + value.asText() + "' is not a count");
    }
    return value.asInt();
  }

  private void take(Order order, Category category, int count, Plan plan) {
    if (category == null) {
      plan.failed |= count > 0;
      return;
    }
    if (category.data.withSeats() && state.switches.is(Switch.RANDOM_ON_SEATED, "400")) {
      throw new Refusal("random is not allowed for sets with seats");
    }
    boolean repick = state.switches.is(Switch.RANDOM_POLICY, "repick");
    int missing = count;
    List<Ticket> held =
        order.tickets.stream().filter(ticket -> ticket.category == category).toList();
    if (!repick) {
      missing -= (int) held.stream().limit(count).filter(plan.target::add).count();
    }
    category.stockUp(Math.min(missing, category.available()), state);
    for (Ticket ticket : category.vacant) {
      if (missing == 0) {
        return;
      }
      plan.acquire(ticket);
      missing--;
    }
    if (repick) {
      // What was held is on sale again the moment it is dropped.
      missing -= (int) held.stream().limit(missing).filter(plan.target::add).count();
    }
    plan.failed |= missing > 0;
  }

  private void checkLimit(Plan plan) {
    String limit = state.switches.get(Switch.MAX_TICKETS_PER_ORDER);
    if (!limit.equals("off") && plan.target.size() > Integer.parseInt(limit)) {
      throw new Refusal("Too many tickets in order, max is " + limit);
    }
  }

  private void checkPromokey(Plan plan, JsonNode body) {
    String param = state.switches.get(Switch.PROMOKEY_PARAM);
    String key = param.equals("none") ? null : body.path(param).asText(null);
    for (Ticket ticket : plan.acquired) {
      String needed = ticket.category.data.promokey();
      if (needed != null && key == null) {
        throw new Refusal("Promokey needed to add these tickets");
      }
      if (needed != null && !needed.equals(key)) {
        throw new Refusal("Promokey not founded");
      }
    }
  }

  private void tweak(Plan plan, Tweaks tweaks) {
    if (plan.acquired.isEmpty()) {
      return;
    }
    Ticket last = plan.acquired.get(plan.acquired.size() - 1);
    if (tweaks.partial()) {
      plan.target.remove(last);
    } else if (tweaks.otherSeat()) {
      last.category.stockUp(plan.acquired.size() + 1, state);
      for (Ticket other : last.category.vacant) {
        if (!plan.target.contains(other)) {
          plan.target.remove(last);
          plan.target.add(other);
          return;
        }
      }
    }
  }
}
