package io.tcbridge.order;

import io.tcbridge.ticketscloud.RemoteTicket;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Which line of the ERP's order each ticket belongs to: a seat to the line that names it, tickets
 * of a set to that set's lines. Both are taken in a fixed order, so that every answer gives the
 * same: the visitor of a line was named for the very ticket that the ERP is given for it.
 */
final class TicketLines {

  private TicketLines() {}

  /** By ticket id; a ticket that no line asks for is left out. */
  static Map<String, OrderLine> of(List<OrderLine> lines, List<RemoteTicket> tickets) {
    Map<String, OrderLine> seats = new HashMap<>();
    Map<String, Queue<OrderLine>> places = new HashMap<>();
    for (OrderLine line : lines) {
      if (line.ticketId() != null) {
        seats.put(line.ticketId(), line);
      } else {
        for (int i = 0; i < line.quantity(); i++) {
          places.computeIfAbsent(line.setId(), set -> new ArrayDeque<>()).add(line);
        }
      }
    }
    Map<String, OrderLine> found = new HashMap<>();
    tickets.stream()
        .sorted(Comparator.comparing(RemoteTicket::id))
        .forEach(
            ticket -> {
              OrderLine line = seats.get(ticket.id());
              if (line == null && ticket.set() != null && places.containsKey(ticket.set())) {
                line = places.get(ticket.set()).poll();
              }
              if (line != null) {
                found.put(ticket.id(), line);
              }
            });
    return found;
  }
}
