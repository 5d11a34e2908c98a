package io.tcbridge.refund;

import java.math.BigDecimal;

/**
 * The other parts of a split refund.
 *
 * @param expected what the ERP expects of all of them together; null if it does not say
 * @param nominal the sum of what is known
 * @param unknown how many have no remote amount yet
 * @param parts how many there are, without refused ones
 */
record Siblings(BigDecimal expected, BigDecimal nominal, int unknown, int parts) {}
