package io.tcbridge.sandbox;

import java.math.BigDecimal;

/** Money of an order: nominal = price − discount, full = nominal + fee. */
final class Pricing {
  private Pricing() {}

  /** Prices every ticket of the order anew and sums up. */
  static void price(SandboxState state, Order order) {
    for (Ticket ticket : order.tickets) {
      ticket.price = Math.max(0, ticket.category.price + order.priceDelta);
      ticket.discount = 0;
      ticket.nominal = ticket.price;
    }
    for (SandboxPromocode promocode : order.promocodes) {
      discount(order, promocode);
    }
    for (Ticket ticket : order.tickets) {
      ticket.nominal = ticket.price - ticket.discount;
      ticket.extra = Kopecks.millionths(ticket.nominal, state.switches.feeMillionths());
      ticket.full = ticket.nominal + ticket.extra;
    }
    total(state, order);
  }

  private static void discount(Order order, SandboxPromocode promocode) {
    int left = promocode.maxTickets() == null ? Integer.MAX_VALUE : promocode.maxTickets();
    for (Ticket ticket : order.tickets) {
      if (left > 0 && ticket.discount == 0 && covers(promocode, ticket.category)) {
        ticket.discount = discount(promocode, ticket.price);
        left--;
      }
    }
  }

  static boolean covers(SandboxPromocode promocode, Category category) {
    return promocode.sets().isEmpty() || promocode.sets().contains(category.id());
  }

  static long discount(SandboxPromocode promocode, long price) {
    if (promocode.fix() != null) {
      return Math.min(price, Kopecks.of(promocode.fix()));
    }
    BigDecimal millionths = promocode.percentage().movePointRight(4);
    return Math.min(price, Kopecks.millionths(price, millionths.longValue()));
  }

  static void total(SandboxState state, Order order) {
    order.price = 0;
    order.discount = 0;
    order.nominal = 0;
    order.extra = 0;
    order.full = 0;
    for (Ticket ticket : order.tickets) {
      add(order, ticket);
    }
    if (state.switches.is(Switch.TOTALS_BUG, "on") && !order.tickets.isEmpty()) {
      add(order, order.tickets.get(0));
    }
  }

  private static void add(Order order, Ticket ticket) {
    order.price += ticket.price;
    order.discount += ticket.discount;
    order.nominal += ticket.nominal;
    order.extra += ticket.extra;
    order.full += ticket.full;
  }
}
