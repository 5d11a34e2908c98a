package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A ticket category of an event.
 *
 * @param id category id, 24 letters and digits
 * @param name category name
 * @param price list price without fee
 * @param withSeats whether tickets are concrete seats
 * @param stock tickets on sale without seats; ignored for a category with seats
 * @param seats the seats; empty for a category without seats
 * @param promokey key that opens this closed category, or null when everybody may buy
 */
public record SandboxSet(
    String id,
    String name,
    BigDecimal price,
    boolean withSeats,
    int stock,
    List<SandboxSeat> seats,
    String promokey) {

  public SandboxSet {
    ObjectIds.require("set id", id);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(price, "price");
    seats = List.copyOf(seats);
    if (stock < 0) {
      throw new IllegalArgumentException("stock of set " + id + " is below zero: " + stock);
    }
    if (Kopecks.of(price) < 0) {
      throw new IllegalArgumentException("price of set " + id + " is below zero: " + price);
    }
    if (!withSeats && !seats.isEmpty()) {
      throw new IllegalArgumentException("set " + id + " has seats but is not 'with seats'");
    }
  }

  public static SandboxSet unseated(String id, String name, BigDecimal price, int stock) {
    return new SandboxSet(id, name, price, false, stock, List.of(), null);
  }

  public static SandboxSet seated(
      String id, String name, BigDecimal price, List<SandboxSeat> seats) {
    return new SandboxSet(id, name, price, true, seats.size(), seats, null);
  }

  /** The same category, closed: its tickets need this promokey. */
  public SandboxSet closedBy(String key) {
    return new SandboxSet(id, name, price, withSeats, stock, seats, key);
  }
}
