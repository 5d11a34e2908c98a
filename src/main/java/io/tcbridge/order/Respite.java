package io.tcbridge.order;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets a question rest that finds no clear answer, so that it delays nobody for long. When the time
 * is over one asks for all; a clear answer ends the rest.
 */
final class Respite {

  private final long length;
  private final LongSupplier nanos;
  private boolean rests;
  private long until;

  /**
   * @param nanos a clock that nobody sets
   */
  Respite(Duration length, LongSupplier nanos) {
    this.length = length.toNanos();
    this.nanos = nanos;
  }

  synchronized boolean mayAsk() {
    if (!rests) {
      return true;
    }
    long now = nanos.getAsLong();
    if (now - until < 0) {
      return false;
    }
    until = now + length;
    return true;
  }

  /** Whether it did not rest before. */
  synchronized boolean begin() {
    boolean isNew = !rests;
    rests = true;
    until = nanos.getAsLong() + length;
    return isNew;
  }

  /** Whether it rested before. */
  synchronized boolean end() {
    boolean wasResting = rests;
    rests = false;
    return wasResting;
  }
}
