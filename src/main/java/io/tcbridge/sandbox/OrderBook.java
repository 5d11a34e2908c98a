package io.tcbridge.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All orders, and the changes of status with what they do to tickets and money. */
final class OrderBook {
  final Map<String, Order> byId = new HashMap<>();
  final List<Order> all = new ArrayList<>();
  final Map<String, List<Order>> byOrderNo = new HashMap<>();
  final Map<OrderStatus, Integer> count = new EnumMap<>(OrderStatus.class);

  private static final long FIRST_NUMBER = 800_001;

  private final SandboxState state;

  /** Counts the periodic jobs started; only the last one goes on. */
  private int sweeps;

  OrderBook(SandboxState state) {
    this.state = state;
  }

  void clear() {
    byId.clear();
    all.clear();
    byOrderNo.clear();
    count.clear();
  }

  Order create(Event event) {
    long created = state.now() / 1000 * 1000;
    Order order =
        new Order(
            state.ids.objectId(created),
            FIRST_NUMBER + all.size(),
            event,
            created,
            expiry(created));
    byId.put(order.id, order);
    all.add(order);
    event.orders.add(order);
    count.merge(OrderStatus.EXECUTED, 1, Integer::sum);
    expireLater(order);
    return order;
  }

  /** Takes back an order that was refused while it was created. */
  void remove(Order order) {
    if (!order.tickets.isEmpty()) {
      release(order, OrderStatus.EXECUTED);
    }
    Promocodes.forget(order);
    mark(order, null);
    byId.remove(order.id);
    all.remove(all.size() - 1);
    order.event.orders.remove(order.event.orders.size() - 1);
    count.merge(order.status, -1, Integer::sum);
    order.status = OrderStatus.CANCELLED;
  }

  private long expiry(long created) {
    String ttl = state.switches.get(Switch.ORDER_TTL_S);
    return ttl.contains("T") ? state.times.naive(ttl) : created + Long.parseLong(ttl) * 1000;
  }

  void expireLater(Order order) {
    state.agenda.at(
        order.expiresAt,
        () -> {
          boolean exact = state.switches.is(Switch.EXPIRY, "exact");
          if (exact && order.status == OrderStatus.EXECUTED && state.now() >= order.expiresAt) {
            release(order, OrderStatus.EXPIRED);
          }
        });
  }

  /** Expires what is overdue: now, or by a periodic job where the switch asks for one. */
  void sweepLater() {
    int round = ++sweeps;
    if (state.switches.is(Switch.EXPIRY, "exact")) {
      sweep();
      return;
    }
    state.agenda.in(
        Math.max(1, state.switches.delay(Switch.EXPIRY, 60)) * 1000,
        () -> {
          if (round == sweeps) {
            sweep();
            sweepLater();
          }
        });
  }

  private void sweep() {
    long now = state.now();
    for (Order order : all) {
      if (order.status == OrderStatus.EXECUTED && order.expiresAt <= now) {
        release(order, OrderStatus.EXPIRED);
      }
    }
  }

  void mark(Order order, String orderNo) {
    if (order.orderNo != null) {
      byOrderNo.getOrDefault(order.orderNo, new ArrayList<>()).remove(order);
    }
    order.orderNo = orderNo;
    if (orderNo != null) {
      byOrderNo.computeIfAbsent(orderNo, key -> new ArrayList<>(1)).add(order);
    }
  }

  void hold(Order order, Ticket ticket) {
    ticket.category.vacant.remove(ticket);
    ticket.order = order;
    order.event.held++;
  }

  /** Puts a held ticket back on sale, after the delay that the switch asks for. */
  void free(Ticket ticket) {
    ticket.category.event.held--;
    onSale(ticket);
  }

  void onSale(Ticket ticket) {
    ticket.clear();
    long delay = state.switches.number(Switch.RELEASE_DELAY_S) * 1000;
    if (delay == 0) {
      ticket.category.vacant.add(ticket);
    } else {
      state.agenda.in(
          delay,
          () -> {
            if (ticket.order == null) {
              ticket.category.vacant.add(ticket);
            }
          });
    }
  }

  /** Cancels an order; money already taken for one that is in progress comes back. */
  void cancel(Order order) {
    if (order.status == OrderStatus.IN_PROGRESS && state.balance != null) {
      state.balance += order.full;
    }
    release(order, OrderStatus.CANCELLED);
  }

  /** Ends an order without a sale. It keeps no tickets and no totals. */
  void release(Order order, OrderStatus end) {
    for (Ticket ticket : order.tickets) {
      free(ticket);
    }
    order.tickets = List.of();
    Promocodes.forget(order);
    Pricing.total(state, order);
    status(order, end);
  }

  /** Completes an order at once or by way of in_progress, as the switch says. */
  void finish(Order order) {
    if (state.balance != null) {
      state.balance -= order.full;
    }
    if (state.switches.is(Switch.DONE_MODE, "sync")) {
      sell(order);
      return;
    }
    status(order, OrderStatus.IN_PROGRESS);
    state.agenda.in(
        state.switches.delay(Switch.DONE_MODE, 1000),
        () -> {
          if (order.status == OrderStatus.IN_PROGRESS) {
            sell(order);
          }
        });
  }

  void sell(Order order) {
    Event event = order.event;
    order.doneAt = state.now();
    order.code = state.ids.code();
    event.held -= order.tickets.size();
    event.sold += order.tickets.size();
    event.soldMoney += order.full;
    status(order, OrderStatus.DONE);
    if (state.switches.is(Switch.BARCODE_AT_DONE, "immediate")) {
      issueBarcodes(order);
    } else {
      long delay = state.switches.delay(Switch.BARCODE_AT_DONE, 2000);
      state.agenda.in(delay, () -> issueBarcodes(order));
    }
  }

  /** Puts refunded tickets back on sale and takes their money out of the order. */
  void refund(Refund refund) {
    Order order = refund.order;
    Event event = order.event;
    boolean keep = state.switches.is(Switch.REFUNDED_TICKETS, "kept_with_status_refunded");
    Set<String> ids = new HashSet<>();
    refund.tickets.forEach(ticket -> ids.add(ticket.id));
    List<Ticket> left = new ArrayList<>();
    for (Ticket ticket : order.tickets) {
      if (!ids.contains(ticket.id) || ticket.refunded) {
        left.add(ticket);
        continue;
      }
      event.sold--;
      event.soldMoney -= ticket.full;
      if (keep) {
        left.add(ticket.refundedCopy());
      }
      onSale(ticket);
    }
    order.tickets = List.copyOf(left);
    Pricing.total(state, order);
  }

  private void issueBarcodes(Order order) {
    for (Ticket ticket : order.tickets) {
      ticket.barcode = state.ids.barcode();
    }
  }

  void status(Order order, OrderStatus next) {
    count.merge(order.status, -1, Integer::sum);
    count.merge(next, 1, Integer::sum);
    order.status = next;
    if (next != OrderStatus.EXECUTED && next != OrderStatus.IN_PROGRESS) {
      order.endedAt = state.now();
    }
  }
}
