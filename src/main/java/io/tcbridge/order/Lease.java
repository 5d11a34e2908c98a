package io.tcbridge.order;

import io.tcbridge.clock.Moment;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long what was claimed is ours, by whichever of two clocks has gone further since it was asked
 * for: a machine that is suspended between the question and its answer has lost that time too. A
 * fenced statement renews the lease only once a quarter of it is over: before that the due time
 * stays, which spares the journal the work on its indexes.
 */
public final class Lease {

  private final Duration length;
  private final Supplier<Moment> now;
  private Moment began;
  private Moment sent;
  private boolean renews;

  /**
   * @param askedAt before the claim was asked for
   */
  public Lease(Moment askedAt, Duration length) {
    this(askedAt, length, Moment::now);
  }

  Lease(Moment askedAt, Duration length, Supplier<Moment> now) {
    this.length = length;
    this.now = now;
    this.began = askedAt;
  }

  /** Whether it ends later than a call that begins now may take. */
  public boolean outlives(Duration call) {
    return left().compareTo(call) > 0;
  }

  private Duration left() {
    return length.minus(began.until(now.get()));
  }

  /** The parameter {@code lease_ms} of the next fenced statement; null when it renews nothing. */
  public Long statement() {
    return next(left().compareTo(length.dividedBy(4).multipliedBy(3)) < 0);
  }

  /** The same of the statement that does nothing but renew. */
  public Long renewal() {
    return next(true);
  }

  private Long next(boolean renew) {
    sent = now.get();
    renews = renew;
    return renews ? length.toMillis() : null;
  }

  /** The last fenced statement went through and has renewed the lease, if it was to. */
  public void renewed() {
    if (renews) {
      began = sent;
    }
  }
}
