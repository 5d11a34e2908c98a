package io.tcbridge.ticketscloud;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The clock of Ticketscloud as its answers tell it, carried on between them by a clock that nobody
 * sets. What is compared with remote times is taken from here, so this machine's own clock may be
 * wrong or jump; until the first answer it is all there is.
 */
public final class RemoteClock implements InstantSource {

  private static final Duration FRESH = Duration.ofSeconds(1);

  /** A machine that slept does not know for how long; after that time it does not claim to. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private record Told(Instant time, long at) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - at);
    }
  }

  private final InstantSource own;
  private volatile Told told;

  /**
   * @param own this machine's clock
   */
  public RemoteClock(InstantSource own) {
    this.own = own;
  }

  /** Takes the header {@code Date} of an answer; what is missing or no date tells nothing. */
  public void tell(String date) {
    Told before = told;
    if (date == null || (before != null && before.age().compareTo(FRESH) < 0)) {
      return;
    }
    try {
      Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
      told = new Told(time, System.nanoTime());
    } catch (DateTimeException notADate) {
      // it tells nothing
    }
  }

  @Override
  public Instant instant() {
    Told last = told;
    return last == null ? own.instant() : last.time().plus(last.age());
  }

  /** How far Ticketscloud is ahead of this machine; empty when it has not told for a while. */
  public Optional<Duration> ahead() {
    Told last = told;
    return last == null || last.age().compareTo(OLD) > 0
        ? Optional.empty()
        : Optional.of(Duration.between(own.instant(), last.time().plus(last.age())));
  }
}
