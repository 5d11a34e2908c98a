package io.tcbridge.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tickets that a remote order holds: places without seats by category, and seats by number. */
record Holding(Map<String, Integer> places, Set<Integer> seats) {

  static final Holding NOTHING = new Holding(Map.of(), Set.of());

  private static final Map<String, Long> PRICES = Map.of("floor", 1000_00L, "balcony", 500_00L);
  private static final long SEAT = 2500_00;
  private static final long PROMO = 200_00;

  Holding {
    places = new TreeMap<>(places);
    seats = new TreeSet<>(seats);
  }

  boolean isEmpty() {
    return places.isEmpty() && seats.isEmpty();
  }

  int places(String category) {
    return places.getOrDefault(category, 0);
  }

  int size() {
    return seats.size() + places.values().stream().mapToInt(count -> count).sum();
  }

  /** Kopecks with the fee of 10 %, each ticket dearer by so many kopecks. */
  long cost(long dearer, boolean promo) {
    long off = dearer - (promo ? PROMO : 0);
    long sum = seats.size() * (SEAT + off);
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      sum += place.getValue() * (PRICES.get(place.getKey()) + off);
    }
    return sum * 11 / 10;
  }

  static String money(long kopecks) {
    return "%d.%02d".formatted(kopecks / 100, kopecks % 100);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    places.forEach(
        (category, count) -> text.append(count).append(" × ").append(category).append(' '));
    seats.forEach(seat -> text.append("seat ").append(seat).append(' '));
    return isEmpty() ? "nothing" : text.toString().strip();
  }
}
