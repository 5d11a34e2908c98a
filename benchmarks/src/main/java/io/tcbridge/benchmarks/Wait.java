package io.tcbridge.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waiting with an end. */
final class Wait {

  private Wait() {}

  /**
   * Looks every {@code pause} until the condition is true.
   *
   * @throws TimeoutException after {@code most}
   */
  static void until(String what, Duration most, Duration pause, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("gave up after " + most.toSeconds() + " s: " + what);
      }
      pause(pause);
    }
  }

  static void pause(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    if (Thread.interrupted()) {
      throw new IllegalStateException("interrupted");
    }
  }
}
