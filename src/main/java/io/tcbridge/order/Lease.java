package io.tcbridge.order;

import java.time.Duration;

/**
 * How long what was claimed is ours, by a clock that nobody sets. A fenced statement renews it only
 * once a quarter of it is over: before that the due time stays, which spares the journal the work
 * on its indexes.
 */
public final class Lease {

  private final Duration length;
  private long end;
  private long statementSentAt;
  private boolean renews;

  /**
   * @param claimedAt {@link System#nanoTime()} before the claim was asked for
   */
  public Lease(long claimedAt, Duration length) {
    this.length = length;
    this.end = claimedAt + length.toNanos();
  }

  /** Whether it ends later than a call that begins now may take. */
  public boolean outlives(Duration call) {
    return end - System.nanoTime() > call.toNanos();
  }

  /** The parameter {@code lease_ms} of the next fenced statement; null when it renews nothing. */
  public Long statement() {
    return next(end - System.nanoTime() < length.toNanos() / 4 * 3);
  }

  /** The same of the statement that does nothing but renew. */
  public Long renewal() {
    return next(true);
  }

  private Long next(boolean renew) {
    statementSentAt = System.nanoTime();
    renews = renew;
    return renews ? length.toMillis() : null;
  }

  /** The last fenced statement went through and has renewed the lease, if it was to. */
  public void renewed() {
    if (renews) {
      end = statementSentAt + length.toNanos();
    }
  }
}
