package io.tcbridge.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A remote order. Buyer's data are kept only as the JSON to echo. */
final class Order {
  final String id;
  final long number;
  final Event event;
  final long createdAt;

  long expiresAt;
  OrderStatus status = OrderStatus.EXECUTED;
  long doneAt;

  /** When it was sold, cancelled or expired; 0 before. */
  long endedAt;

  String code;
  List<Ticket> tickets = List.of();
  List<SandboxPromocode> promocodes = List.of();
  boolean sendTickets;
  boolean subscribeAgree;
  String customer;
  boolean hasEmail;
  String vendorData = "{}";
  String orderNo;

  /** Who comes with which ticket, by ticket id. */
  Map<String, String> visitors = Map.of();

  long priceDelta;
  long price;
  long discount;
  long nominal;
  long extra;
  long full;

  /** All refunds asked for, also rejected ones. */
  List<Refund> refunds = List.of();

  /** Requests in work; another one meanwhile is a conflict. */
  int busy;

  /** The changes whose sender still waits for the answer, oldest first. */
  final List<Open> open = new ArrayList<>(1);

  /** The last read that has shown it and was delivered whole, by the port at which it arrived. */
  final Map<Integer, Long> shownBy = new HashMap<>(2);

  /**
   * A change that is not answered yet.
   *
   * @param call its number in the history
   * @param since {@link System#nanoTime()}, for a client waits in real time
   */
  record Open(long call, long since) {}

  Order(String id, long number, Event event, long createdAt, long expiresAt) {
    this.id = id;
    this.number = number;
    this.event = event;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  boolean hasAllVisitors() {
    return tickets.stream().allMatch(ticket -> visitors.containsKey(ticket.id));
  }
}
