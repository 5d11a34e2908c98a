package io.tcbridge.prove;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was ordered.
 *
 * @param seats ids of concrete tickets
 * @param places number of tickets without a seat, by category
 */
record Wish(Set<String> seats, Map<String, Integer> places) {

  Wish {
    seats = Set.copyOf(seats);
    places = Map.copyOf(places);
  }

  /** How the tickets differ from the wish, in plain words; empty when they are exactly it. */
  Optional<String> difference(List<SoldTicket> tickets) {
    Set<String> missing = new TreeSet<>(seats);
    Map<String, Integer> got = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (SoldTicket ticket : tickets) {
      if (seen.add(ticket.id()) && !missing.remove(ticket.id())) {
        got.merge(String.valueOf(ticket.setId()), 1, Integer::sum);
      }
    }
    return missing.isEmpty() && got.equals(places)
        ? Optional.empty()
        : Optional.of(
            "ordered were seats %s and places %s; seats %s are missing, the places are %s"
                .formatted(new TreeSet<>(seats), new TreeMap<>(places), missing, got));
  }

  @Override
  public String toString() {
    return "seats " + new TreeSet<>(seats) + " and places " + new TreeMap<>(places);
  }
}
