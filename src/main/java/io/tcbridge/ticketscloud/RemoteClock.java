package io.tcbridge.ticketscloud;

import io.tcbridge.clock.Moment;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The clock of Ticketscloud as its answers tell it, carried on between them by this machine's two
 * clocks. What is compared with remote times is taken from here, so the machine's own time may be
 * wrong; until the first answer it is all there is. Where one of the two was set, or stood still
 * with its machine, the one that has gone further counts until the next answer: what is too late
 * takes no request of somebody else's for ours.
 */
public final class RemoteClock implements InstantSource {

  private static final Duration FRESH = Duration.ofSeconds(1);

  /** The steady clock may go a little faster or slower; after that time nobody knows how much. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private record Told(Instant time, Moment at) {}

  private final InstantSource own;
  private final LongSupplier steady;
  private volatile Told told;

  /**
   * @param own this machine's clock
   */
  public RemoteClock(InstantSource own) {
    this(own, System::nanoTime);
  }

  /**
   * @param steady nanoseconds
   */
  RemoteClock(InstantSource own, LongSupplier steady) {
    this.own = own;
    this.steady = steady;
  }

  private Moment now() {
    return new Moment(steady.getAsLong(), own.millis());
  }

  /** Takes the header {@code Date} of an answer; what is missing or no date tells nothing. */
  public void tell(String date) {
    Told before = told;
    Moment now = now();
    if (date == null || (before != null && isFresh(before, now))) {
      return;
    }
    try {
      Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
      told = new Told(time, now);
    } catch (DateTimeException notADate) {
      // it tells nothing
    }
  }

  private static boolean isFresh(Told told, Moment now) {
    return told.at().until(now).compareTo(FRESH) < 0 && agree(told, now);
  }

  private static boolean agree(Told told, Moment now) {
    return told.at().doubt(now).compareTo(FRESH) < 0;
  }

  @Override
  public Instant instant() {
    Told last = told;
    return last == null ? own.instant() : last.time().plus(last.at().until(now()));
  }

  /** How far Ticketscloud is ahead of this machine; empty when it has not told for a while. */
  public Optional<Duration> ahead() {
    Told last = told;
    Moment now = now();
    if (last == null || !agree(last, now) || last.at().until(now).compareTo(OLD) > 0) {
      return Optional.empty();
    }
    Instant remote = last.time().plus(last.at().until(now));
    return Optional.of(Duration.between(own.instant(), remote));
  }
}
