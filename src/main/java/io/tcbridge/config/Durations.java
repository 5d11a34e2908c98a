package io.tcbridge.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Camel writes them: {@code 500ms}, {@code 1m30s}, {@code 30d}; a bare number is ms.
 */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?"
              + "(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

  private Durations() {}

  /** The duration that the text says, if it says one. */
  public static Optional<Duration> parse(String text) {
    if (text.matches("\\d{1,15}")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(text)));
    }
    Matcher parts = FORM.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(parts, 1))
            .plusHours(number(parts, 2))
            .plusMinutes(number(parts, 3))
            .plusSeconds(number(parts, 4))
            .plusMillis(number(parts, 5)));
  }

  /** The shortest common form, e.g. {@code 25s} or {@code 24h}. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return seconds / 86_400 + "d";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  /** A length of time in at most two units: {@code 3d4h}, {@code 12m5s}, {@code 8s}. */
  public static String rough(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + rest(seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return seconds / 3600 + "h" + rest(seconds % 3600 / 60, "m");
    }
    return seconds / 86_400 + "d" + rest(seconds % 86_400 / 3600, "h");
  }

  private static String rest(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  private static long number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
