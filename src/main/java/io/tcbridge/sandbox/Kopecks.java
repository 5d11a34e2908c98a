package io.tcbridge.sandbox;

import java.math.BigDecimal;

/** Money as whole kopecks, and its two-decimal text form. */
final class Kopecks {
  private Kopecks() {}

  static long of(BigDecimal money) {
    if (money.stripTrailingZeros().scale() > 2) {
      throw new IllegalArgumentException("money has at most two decimals, found " + money);
    }
    return money.movePointRight(2).longValueExact();
  }

  static BigDecimal decimal(long kopecks) {
    return BigDecimal.valueOf(kopecks, 2);
  }

  static String text(long kopecks) {
    long whole = Math.abs(kopecks) / 100;
    long rest = Math.abs(kopecks) % 100;
    return (kopecks < 0 ? "-" : "") + whole + (rest < 10 ? ".0" : ".") + rest;
  }

  /** A share of an amount, rounded half-up to a kopeck; 5 % are 50,000 millionths. */
  static long millionths(long kopecks, long millionths) {
    return Math.floorDiv(Math.multiplyExact(kopecks, millionths) + 500_000L, 1_000_000L);
  }
}
