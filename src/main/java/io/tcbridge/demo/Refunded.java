package io.tcbridge.demo;

import java.math.BigDecimal;

/** What one side says was refunded. */
record Refunded(int approved, int rejected, int tickets, BigDecimal money) {

  static final Refunded NOTHING = new Refunded(0, 0, 0, BigDecimal.ZERO.setScale(2));
}
