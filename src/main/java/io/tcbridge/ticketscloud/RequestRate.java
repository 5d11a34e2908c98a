package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets requests leave at this instance's share of the limit, evenly spaced and first come, first
 * served. The share may be a fraction: one request in three seconds is a third of one per second.
 */
public final class RequestRate {

  private static final double SECOND = 1e9;

  /** What may be caught up after a late wake-up; a pause before that is never caught up. */
  private static final long SLACK = Duration.ofMillis(20).toNanos();

  private final boolean isLimited;
  private final Semaphore first = new Semaphore(1, true);
  private double perSecond;
  private long next = System.nanoTime();
  private boolean stopping;

  /**
   * @param isLimited whether there is a limit; nothing leaves then before a share is known
   */
  public RequestRate(boolean isLimited) {
    this.isLimited = isLimited;
  }

  public boolean isLimited() {
    return isLimited;
  }

  /** Changes the share, also for those who wait at this moment. */
  public synchronized void share(double requestsPerSecond) {
    perSecond = requestsPerSecond;
    notifyAll();
  }

  /** The share that is known now; 0 while none is. */
  public synchronized double share() {
    return perSecond;
  }

  /**
   * Waits for this request's turn. An instance that stops waits no longer: the next look at the
   * order finds that it stops, and the order is given back.
   */
  public void take() throws InterruptedException {
    if (isLimited) {
      first.acquire();
      try {
        await();
      } finally {
        first.release();
      }
    }
  }

  private synchronized void await() throws InterruptedException {
    long wait = untilNext();
    while (wait > 0 && !stopping) {
      wait(wait / 1_000_000, (int) (wait % 1_000_000));
      wait = untilNext();
    }
    if (perSecond > 0) {
      next = Math.max(next, System.nanoTime() - SLACK) + (long) (SECOND / perSecond);
    }
  }

  /** The next turn stays when the share changes; those after it follow the new one. */
  private long untilNext() {
    return perSecond > 0 ? next - System.nanoTime() : Duration.ofSeconds(1).toNanos();
  }

  /**
   * How many orders may wait for their turns at once, if none is to wait longer than this. At least
   * one as soon as a share is known.
   */
  public synchronized int room(Duration longestWait) {
    if (!isLimited) {
      return Integer.MAX_VALUE;
    }
    double turns = perSecond * longestWait.toMillis() / 1000;
    return perSecond > 0 ? (int) Math.max(1, Math.min(turns, Integer.MAX_VALUE)) : 0;
  }

  /** From now on nobody waits. */
  public synchronized void stop() {
    stopping = true;
    notifyAll();
  }
}
