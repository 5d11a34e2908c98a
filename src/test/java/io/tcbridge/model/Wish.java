package io.tcbridge.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the ERP sells with one order, in plain numbers.
 *
 * @param floor places without seats of which there are enough
 * @param balcony places without seats of which there are three
 * @param seats numbers of seats, each of which there is once
 * @param promo null, {@code spring200} which takes 200.00 off each ticket, or one that is unknown
 * @param surplus kopecks that the buyer has paid more, or less, than the tickets cost
 * @param visitors whether it says who comes with each ticket
 */
record Wish(
    String no,
    int floor,
    int balcony,
    List<Integer> seats,
    String promo,
    long surplus,
    boolean visitors) {

  static final String GOOD_PROMO = "spring200";

  Wish {
    seats = List.copyOf(seats);
  }

  Wish named(String other) {
    return new Wish(other, floor, balcony, seats, promo, surplus, visitors);
  }

  Wish withVisitors(boolean named) {
    return new Wish(no, floor, balcony, seats, promo, surplus, named);
  }

  boolean isMixed() {
    return floor + balcony > 0 && !seats.isEmpty();
  }

  /** Held without a seat, by category; categories of which nothing is wanted are absent. */
  Map<String, Integer> places() {
    Map<String, Integer> places = new TreeMap<>();
    if (floor > 0) {
      places.put("floor", floor);
    }
    if (balcony > 0) {
      places.put("balcony", balcony);
    }
    return places;
  }

  Holding whole() {
    return new Holding(places(), new TreeSet<>(seats));
  }

  Holding placesOnly() {
    return new Holding(places(), new TreeSet<>());
  }

  /** What the buyer has paid, in kopecks. */
  long paid() {
    return whole().cost(0, GOOD_PROMO.equals(promo)) + surplus;
  }

  @Override
  public String toString() {
    return "order "
        + no
        + ": "
        + whole()
        + (promo == null ? "" : ", promocode " + promo)
        + ", paid "
        + Holding.money(paid())
        + (surplus == 0 ? "" : ", which is not what they cost")
        + (visitors ? ", with visitors" : "");
  }

  static String list(List<Wish> wishes) {
    return wishes.stream().map(wish -> "  " + wish).collect(Collectors.joining("\n"));
  }
}
