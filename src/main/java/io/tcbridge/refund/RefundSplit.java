package io.tcbridge.refund;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ticketscloud takes only tickets with one discount, as a percentage, in one refund. */
final class RefundSplit {

  private RefundSplit() {}

  /** The tickets by discount, in the order of the order's lines; one group means: nothing to do. */
  static List<List<String>> groups(List<String> tickets, List<SoldTicket> sold) {
    Map<BigDecimal, List<String>> groups = new LinkedHashMap<>();
    for (SoldTicket ticket : sold) {
      if (tickets.contains(ticket.id())) {
        groups.computeIfAbsent(percentage(ticket), key -> new ArrayList<>()).add(ticket.id());
      }
    }
    return List.copyOf(groups.values());
  }

  /** What is not known counts as none: whether that is right is Ticketscloud's to say. */
  private static BigDecimal percentage(SoldTicket ticket) {
    boolean isKnown =
        ticket.price() != null && ticket.discount() != null && ticket.price().signum() > 0;
    return isKnown
        ? ticket
            .discount()
            .multiply(new BigDecimal(100))
            .divide(ticket.price(), 2, RoundingMode.DOWN)
        : new BigDecimal("0.00");
  }
}
