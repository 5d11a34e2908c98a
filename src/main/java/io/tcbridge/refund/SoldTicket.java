package io.tcbridge.refund;

import java.math.BigDecimal;

/** A ticket of a sold order with what it cost; each amount may be unknown and is then null. */
record SoldTicket(
    String id, BigDecimal price, BigDecimal discount, BigDecimal nominal, BigDecimal full) {}
