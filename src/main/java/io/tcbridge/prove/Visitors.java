package io.tcbridge.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is to come, by id: with which seat, or with a place of which category. Nobody where the order
 * names no visitors.
 */
record Visitors(Map<String, List<String>> named) {

  static final Visitors NOBODY = new Visitors(Map.of());

  Visitors {
    named = Map.copyOf(named);
  }

  /** Ids of tickets for somebody else, or for nobody; those of unknown visitors are left out. */
  List<String> differing(List<SoldTicket> tickets) {
    Map<String, List<String>> left = new HashMap<>();
    named.forEach((place, visitors) -> left.put(place, new ArrayList<>(visitors)));
    return tickets.stream()
        .filter(ticket -> ticket.visitor() != null)
        .filter(ticket -> !isFor(ticket, left))
        .map(SoldTicket::id)
        .toList();
  }

  /** Takes the visitor away, so that nobody comes twice. */
  private static boolean isFor(SoldTicket ticket, Map<String, List<String>> left) {
    List<String> visitors = left.getOrDefault(ticket.id(), left.get(ticket.setId()));
    return visitors == null ? ticket.visitor().isEmpty() : visitors.remove(ticket.visitor());
  }
}
