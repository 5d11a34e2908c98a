package io.tcbridge.sandbox;

/**
 * What an injected fault changes inside an operation.
 *
 * @param partial reserve one ticket fewer, whatever all_or_nothing says
 * @param otherSeat reserve another ticket of the category than the one wanted
 * @param priceDelta kopecks added to the price of every ticket of the order
 */
record Tweaks(boolean partial, boolean otherSeat, long priceDelta) {
  static final Tweaks NONE = new Tweaks(false, false, 0);
}
