package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as whole kopecks, and its two-decimal text form. */
final class Kopecks {
  private Kopecks() {}

  static long of(BigDecimal money) {
    return money.movePointRight(2).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
  }

  static BigDecimal decimal(long kopecks) {
    return BigDecimal.valueOf(kopecks, 2);
  }

  static String text(long kopecks) {
    long whole = Math.abs(kopecks) / 100;
    long rest = Math.abs(kopecks) % 100;
    return (kopecks < 0 ? "-" : "") + whole + (rest < 10 ? ".0" : ".") + rest;
  }

  /** Percent of an amount, rounded half-up to a kopeck. Basis points: 5 % = 50000 millionths. */
  static long millionths(long kopecks, long millionths) {
    return Math.floorDiv(Math.multiplyExact(kopecks, millionths) + 500_000L, 1_000_000L);
  }
}
