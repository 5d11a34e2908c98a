package io.tcbridge.order;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long what was claimed is ours, by whichever of two clocks has gone further: nobody sets the
 * steady one, but it stands still while a virtual machine is suspended; the other one is set right
 * afterwards. A fenced statement renews the lease only once a quarter of it is over: before that
 * the due time stays, which spares the journal the work on its indexes.
 */
public final class Lease {

  private final Duration length;
  private final LongSupplier steady;
  private final LongSupplier wall;
  private long beganSteady;
  private long beganWall;
  private long sentSteady;
  private long sentWall;
  private boolean renews;

  /**
   * @param claimedAt {@link System#nanoTime()} before the claim was asked for
   */
  public Lease(long claimedAt, Duration length) {
    this(claimedAt, length, System::nanoTime, System::currentTimeMillis);
  }

  /**
   * @param steady nanoseconds
   * @param wall milliseconds
   */
  Lease(long claimedAt, Duration length, LongSupplier steady, LongSupplier wall) {
    this.length = length;
    this.steady = steady;
    this.wall = wall;
    this.beganSteady = claimedAt;
    this.beganWall =
        wall.getAsLong() - TimeUnit.NANOSECONDS.toMillis(steady.getAsLong() - claimedAt);
  }

  /** Whether it ends later than a call that begins now may take. */
  public boolean outlives(Duration call) {
    return left() > call.toNanos();
  }

  private long left() {
    long bySteady = steady.getAsLong() - beganSteady;
    long byWall = TimeUnit.MILLISECONDS.toNanos(wall.getAsLong() - beganWall);
    return length.toNanos() - Math.max(bySteady, byWall);
  }

  /** The parameter {@code lease_ms} of the next fenced statement; null when it renews nothing. */
  public Long statement() {
    return next(left() < length.toNanos() / 4 * 3);
  }

  /** The same of the statement that does nothing but renew. */
  public Long renewal() {
    return next(true);
  }

  private Long next(boolean renew) {
    sentSteady = steady.getAsLong();
    sentWall = wall.getAsLong();
    renews = renew;
    return renews ? length.toMillis() : null;
  }

  /** The last fenced statement went through and has renewed the lease, if it was to. */
  public void renewed() {
    if (renews) {
      beganSteady = sentSteady;
      beganWall = sentWall;
    }
  }
}
