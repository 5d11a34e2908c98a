package io.tcbridge.ticketscloud;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wait that a Retry-After header asks for. */
public final class RetryAfter {
  /** More is never waited: the hold of the order runs out meanwhile. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private RetryAfter() {}

  /**
   * Seconds or an HTTP date; at most {@link #LONGEST}. What is missing, negative, in the past or
   * unreadable counts as absent.
   */
  public static Optional<Duration> parse(String header, InstantSource clock) {
    if (header == null) {
      return Optional.empty();
    }
    var value = header.strip();
    if (SECONDS.matcher(value).matches()) {
      var seconds = value.length() > 9 ? LONGEST.toSeconds() : Long.parseLong(value);
      return Optional.of(atMostLongest(Duration.ofSeconds(seconds)));
    }
    try {
      var until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      var wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Optional.empty() : Optional.of(atMostLongest(wait));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration atMostLongest(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
