package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Creates and changes orders (Ticketscloud API, orders: POST and PATCH). */
final class OrderApi {
  private final SandboxState state;
  private final Reservations reservations;
  private final Promocodes promocodes;
  private final OrderSettings settings;
  private final OrderJson json;

  OrderApi(SandboxState state, Promocodes promocodes, OrderJson json) {
    this.state = state;
    this.promocodes = promocodes;
    this.json = json;
    this.reservations = new Reservations(state);
    this.settings = new OrderSettings(state);
  }

  Answer create(JsonNode body, Tweaks tweaks) {
    if (!body.isObject()) {
      throw new Refusal("body is not an object");
    }
    Event event = eventOf(body);
    if (event == null || !event.onSale()) {
      throw new Refusal("Event " + body.path("event").asText() + " not found");
    }
    if (!event.data.deal()) {
      throw new Refusal("Deal not found");
    }
    boolean reserves = reserves(body);
    if (!reserves && state.switches.is(Switch.EMPTY_CREATE, "require_tickets")) {
      throw new Refusal(state.quoted("'tickets' or 'random' must be"));
    }
    Order order = state.orders.create(event);
    try {
      List<Promocodes.Trouble> troubles = change(order, body, tweaks, true);
      int status = (int) state.switches.number(Switch.CREATE_STATUS);
      return json.answer(status, order, true, troubles).applied(order.id);
    } catch (Refusal refusal) {
      state.orders.remove(order);
      throw refusal;
    }
  }

  private Event eventOf(JsonNode body) {
    if (body.hasNonNull("event")) {
      return state.events.get(body.get("event").asText());
    }
    if (state.switches.is(Switch.CREATE_WITHOUT_EVENT, "400")) {
      throw new Refusal("event is required");
    }
    String ticket = body.path("tickets").path(0).asText();
    return state.events.values().stream()
        .filter(event -> event.tickets.containsKey(ticket))
        .findFirst()
        .orElse(null);
  }

  Answer patch(Order order, JsonNode body, Tweaks tweaks) {
    if (!body.isObject()) {
      throw new Refusal("body is not an object");
    }
    String target = body.hasNonNull("status") ? body.get("status").asText() : null;
    checkStatus(order, target);
    Snapshot before = new Snapshot(order);
    try {
      List<Promocodes.Trouble> troubles = change(order, body, tweaks, false);
      if (target != null) {
        move(order, target);
      }
      return json.answer(200, order, false, troubles).applied(order.id);
    } catch (Refusal refusal) {
      if (state.switches.is(Switch.COMBINED_PATCH, "atomic")) {
        before.restore(order);
      }
      throw refusal;
    }
  }

  private List<Promocodes.Trouble> change(
      Order order, JsonNode body, Tweaks tweaks, boolean creating) {
    settings.lifetime(order, body);
    if (reserves(body) && !reservations.apply(order, body, tweaks)) {
      refuseShortage(body, creating);
    }
    if (body.hasNonNull("settings")) {
      settings.apply(order, body.get("settings"));
    }
    if (body.hasNonNull("vendor_data")) {
      settings.vendorData(order, body.get("vendor_data"));
    }
    return body.hasNonNull("promocodes")
        ? promocodes.apply(order, body.get("promocodes"))
        : List.of();
  }

  private static boolean reserves(JsonNode body) {
    return body.hasNonNull("tickets")
        || body.hasNonNull("random")
        || body.hasNonNull("all_or_nothing");
  }

  /** The text is the sandbox's own: the documentation does not show this answer. */
  private void refuseShortage(JsonNode body, boolean creating) {
    if (!body.path("all_or_nothing").asBoolean(false)) {
      return;
    }
    boolean refuse =
        creating
            ? state.switches.is(Switch.AON_FAILURE_ON_CREATE, "400_no_order")
            : state.switches.is(Switch.AON_FAILURE, "400_text");
    if (refuse) {
      throw new Refusal("Some tickets can not be reserved");
    }
  }

  /** Which statuses accept which change (Ticketscloud API, order lifecycle). */
  private void checkStatus(Order order, String target) {
    if (order.status == OrderStatus.EXECUTED) {
      checkLate(order, target);
      return;
    }
    if (order.status == OrderStatus.IN_PROGRESS) {
      if ("cancelled".equals(target)) {
        return;
      }
      throw new Refusal("Allow update the only status to cancelled");
    }
    refuseFinal(order, target);
  }

  private void checkLate(Order order, String target) {
    boolean late = state.now() >= order.expiresAt;
    if (late && "done".equals(target) && state.switches.is(Switch.LATE_DONE, "400")) {
      state.orders.release(order, OrderStatus.EXPIRED);
      refuseFinal(order, target);
    }
  }

  private void refuseFinal(Order order, String target) {
    if (target == null) {
      throw new Refusal("Not allow to update order in status " + order.status.text());
    }
    if (target.equals("cancelled")) {
      throw new Refusal("Order " + order.id + " is not cancellable");
    }
    throw incorrectStatus(order, target);
  }

  private Refusal incorrectStatus(Order order, String target) {
    boolean showTarget = state.switches.is(Switch.INCORRECT_STATUS_SHOWS, "target");
    String shown = showTarget ? target : order.status.text();
    return new Refusal("Incorrect status " + shown + " for this operation");
  }

  private void move(Order order, String target) {
    switch (target) {
      case "cancelled" -> state.orders.cancel(order);
      case "done" -> {
        checkDone(order);
        state.orders.finish(order);
      }
      default -> throw incorrectStatus(order, target);
    }
  }

  private void checkDone(Order order) {
    if (order.tickets.isEmpty()) {
      throw new Refusal("there is no tickets in order");
    }
    boolean named =
        order.event.data.venue().mosbilet() && state.switches.is(Switch.MOSBILET_REQUIRED, "true");
    if (named && !order.hasAllVisitors()) {
      throw new Refusal("Visitors are required for every ticket");
    }
    if (state.balance != null && state.balance < order.full) {
      throw new Refusal(state.notEnoughMoney());
    }
  }

  /** The part of an order that a refused combined PATCH must leave as it was. */
  private final class Snapshot {
    private final List<Ticket> tickets;
    private final List<SandboxPromocode> codes;
    private final boolean sendTickets;
    private final boolean subscribeAgree;
    private final String customer;
    private final boolean hasEmail;
    private final String vendorData;
    private final String orderNo;
    private final long priceDelta;
    private final long expiresAt;

    Snapshot(Order order) {
      tickets = order.tickets;
      codes = order.promocodes;
      sendTickets = order.sendTickets;
      subscribeAgree = order.subscribeAgree;
      customer = order.customer;
      hasEmail = order.hasEmail;
      vendorData = order.vendorData;
      orderNo = order.orderNo;
      priceDelta = order.priceDelta;
      expiresAt = order.expiresAt;
    }

    void restore(Order order) {
      order.sendTickets = sendTickets;
      order.subscribeAgree = subscribeAgree;
      order.customer = customer;
      order.hasEmail = hasEmail;
      order.vendorData = vendorData;
      state.orders.mark(order, orderNo);
      order.priceDelta = priceDelta;
      order.expiresAt = expiresAt;
      if (order.tickets != tickets) {
        reservations.swap(order, tickets);
      }
      promocodes.use(order, codes);
    }
  }
}
