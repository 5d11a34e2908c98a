package io.tcbridge.export;

import java.time.Instant;

/**
 * A span of time.
 *
 * @param from belongs to it
 * @param to does not belong to it any more
 */
public record Span(Instant from, Instant to) {

  /** Whether a moment is in it. */
  public boolean holds(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }
}
