package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refund requests (Ticketscloud API, refunds: create, approve, reject, list). */
final class Refunds {
  private static final long THREE_DAYS = 3 * 24 * 3600 * 1000L;

  private final SandboxState state;
  private final RefundJson json;

  Refunds(SandboxState state, OrderJson orderJson, Refs refs) {
    this.state = state;
    this.json = new RefundJson(state, orderJson, refs);
  }

  Answer create(JsonNode body) {
    checkFields(body);
    String id = body.get("order").asText();
    Order order = state.orders.byId.get(id);
    if (order == null) {
      throw new Refusal("Order " + id + " not found");
    }
    if (order.status != OrderStatus.DONE) {
      throw new Refusal("wrong order (id: " + id + ") status: " + order.status.text());
    }
    List<Ticket> tickets = tickets(order, body.get("tickets"));
    String culprit = body.get("culprit").asText();
    if (culprit.equals("core") && tickets.size() < order.tickets.size()) {
      throw new Refusal("Refund with culprit core must take all tickets from order");
    }
    checkDiscounts(tickets);
    long now = state.now() / 1000 * 1000;
    boolean dated = body.hasNonNull("requested_at");
    long requested = dated ? state.times.naive(body.get("requested_at").asText()) : now;
    checkLaw(order, culprit, tickets, requested);
    if (state.switches.is(Switch.DUPLICATE_REFUND, "at_create")) {
      checkDuplicates(order, tickets, null);
    }
    Refund refund =
        new Refund(
            state.ids.objectId(now),
            order,
            culprit,
            tickets.stream().map(Ticket::paidCopy).toList(),
            now,
            requested,
            amount(tickets));
    state.refunds.put(refund.id, refund);
    List<Refund> all = new ArrayList<>(order.refunds);
    all.add(refund);
    order.refunds = all;
    return json.answer(refund).applied(order.id);
  }

  private void checkFields(JsonNode body) {
    List<String> errors = new ArrayList<>();
    for (String field : List.of("order", "culprit", "tickets")) {
      if (!body.hasNonNull(field)) {
        errors.add(field + " is required");
      }
    }
    String culprit = body.path("culprit").asText("user");
    boolean core = culprit.equals("core") && state.switches.is(Switch.EXTRA_CULPRITS, "on");
    if (!culprit.equals("user") && !culprit.equals("org") && !core) {
      errors.add(
          state.quoted(
              "culprit Value '" + culprit + "' not in list of avaiable values ['user', 'org']"));
    }
    if (body.hasNonNull("tickets") && body.get("tickets").isEmpty()) {
      errors.add("tickets list length is less than 1");
    }
    if (!errors.isEmpty()) {
      throw new Refusal(400, errors);
    }
  }

  private static List<Ticket> tickets(Order order, JsonNode ids) {
    List<Ticket> left = order.tickets.stream().filter(ticket -> !ticket.refunded).toList();
    if (left.isEmpty()) {
      throw new Refusal("Empty tickets for refund");
    }
    Set<String> wanted = new HashSet<>();
    ids.forEach(id -> wanted.add(id.asText()));
    List<Ticket> tickets = left.stream().filter(ticket -> wanted.contains(ticket.id)).toList();
    if (tickets.size() < wanted.size()) {
      throw new Refusal("bad tickets");
    }
    return tickets;
  }

  private static void checkDiscounts(List<Ticket> tickets) {
    long kinds =
        tickets.stream()
            .map(ticket -> ticket.price == 0 ? 0 : ticket.discount * 10_000 / ticket.price)
            .distinct()
            .count();
    if (kinds > 1) {
      throw new Refusal("Operation failed: Mixed percentage values of tickets in one refund");
    }
  }

  /** The deadlines of 193-FZ, in the words of the newer or the older documentation. */
  private void checkLaw(Order order, String culprit, List<Ticket> tickets, long requested) {
    if (!culprit.equals("user") || !order.event.data.refundPolicy().equals("law_ru_193")) {
      return;
    }
    boolean old = state.switches.is(Switch.REFUND_ERRORS_DIALECT, "old");
    long start = order.event.data.start().toEpochMilli();
    if (!old && requested >= order.event.data.finish().toEpochMilli()) {
      throw new Refusal("Operation failed: Event ended, and no after_event_end setting.");
    }
    if (requested >= start) {
      throw new Refusal(
          old
              ? "Operation failed: event already start"
              : "Operation failed: Event started, and no after_event_start setting.");
    }
    if (requested > start - THREE_DAYS) {
      throw new Refusal(
          old
              ? "Operation failed: less than three days before event start"
              : "No reason nor lower_minimal_days setting");
    }
    if (tickets.stream().anyMatch(ticket -> ticket.discount > 0)) {
      throw new Refusal(
          old
              ? "Operation failed: there is discounted ticket"
              : "Reason required for discounted tickets: No discounted.percentage setting found");
    }
  }

  private static void checkDuplicates(Order order, List<Ticket> tickets, Refund except) {
    for (Refund other : order.refunds) {
      if (other != except && other.status != Refund.Status.REJECTED) {
        for (Ticket used : other.tickets) {
          if (tickets.stream().anyMatch(ticket -> ticket.id.equals(used.id))) {
            throw new Refusal("Some tickets already use in another refund request");
          }
        }
      }
    }
  }

  private long amount(List<Ticket> tickets) {
    boolean withFee = state.switches.is(Switch.REFUND_AMOUNT, "full");
    return tickets.stream().mapToLong(t -> withFee ? t.full : t.nominal).sum();
  }

  Answer change(Refund refund, JsonNode body) {
    switch (body.path("status").asText()) {
      case "approved" -> approve(refund);
      case "rejected" -> reject(refund);
      default ->
          throw new Refusal(
              "Incorrect status " + body.path("status").asText() + " for this operation");
    }
    return json.answer(refund).applied(refund.order.id);
  }

  private void approve(Refund refund) {
    if (refund.status != Refund.Status.NEW) {
      throw new Refusal("RefundRequest in wrong status " + refund.status.text() + " for approve");
    }
    SandboxEvent event = refund.order.event.data;
    boolean cancelled = event.status().equals("cancelled");
    if (!cancelled && state.now() >= event.finish().toEpochMilli()) {
      throw new Refusal("Not allowed to approve refund for finished event");
    }
    if (cancelled && !refund.culprit.equals("org")) {
      throw new Refusal("Only org culprit allowed for cancelled events");
    }
    if (!cancelled && !refund.culprit.equals("user")) {
      throw new Refusal("Only user culprit allowed for non cancelled events");
    }
    checkDuplicates(refund.order, refund.tickets, refund);
    if (state.switches.is(Switch.REFUND_APPROVE, "sync")) {
      pay(refund);
      return;
    }
    refund.status = Refund.Status.IN_PROGRESS;
    state.agenda.in(state.switches.delay(Switch.REFUND_APPROVE, 1000), () -> pay(refund));
  }

  private void pay(Refund refund) {
    refund.status = Refund.Status.APPROVED;
    refund.finishedAt = state.now();
    if (state.balance != null) {
      state.balance += refund.amount;
    }
    state.orders.refund(refund);
  }

  private void reject(Refund refund) {
    switch (refund.status) {
      case NEW -> {
        refund.status = Refund.Status.REJECTED;
        refund.finishedAt = state.now();
      }
      case IN_PROGRESS -> throw cantReject(refund, "in_progress");
      case APPROVED -> throw cantReject(refund, "done");
      default -> throw new Refusal("Failed to reject refund request " + refund.id);
    }
  }

  private static Refusal cantReject(Refund refund, String payment) {
    return new Refusal(
        "Cant reject refund request " + refund.id + ", one of payments in status " + payment);
  }

  Answer list(Query query) {
    Page page = Page.of(state, query);
    Window created = Window.of(state, query, "created_at");
    Window finished = Window.of(state, query, "finished_at");
    boolean onlyFinished = query.get("finished_at") != null;
    List<String> events = query.list("events");
    List<String> statuses = query.list("status");
    List<Refund> found = new ArrayList<>();
    for (Refund refund : state.refunds.values()) {
      if (created.contains(refund.createdAt)
          && (!onlyFinished || refund.status.isFinal() && finished.contains(refund.finishedAt))
          && (events == null || events.contains(refund.order.event.id()))
          && (statuses == null || statuses.contains(refund.status.text()))) {
        found.add(refund);
      }
    }
    if (state.switches.is(Switch.SORT, "created_desc")) {
      Collections.reverse(found);
    }
    return json.list(page.cut(found), page, found.size());
  }
}
