package io.tcbridge.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/**
 * Reads single values by their kind. A wrong one is noted as a problem and replaced by something
 * harmless, so that reading goes on and finds the other problems too.
 */
final class Values {

  private final Layers layers;
  private final List<Problem> problems;
  private final Set<Key> wrong = EnumSet.noneOf(Key.class);
  private final Map<String, String> effective = new TreeMap<>();

  Values(Layers layers, List<Problem> problems) {
    this.layers = layers;
    this.problems = problems;
  }

  /** Each property with the value that counts. */
  Map<String, String> effective() {
    return effective;
  }

  boolean isSet(Key key) {
    return layers.find(key).isPresent();
  }

  boolean isFine(Key... keys) {
    return Arrays.stream(keys).noneMatch(wrong::contains);
  }

  void use(Key key, String value) {
    effective.put(key.property(), value);
  }

  /** Notes that the value of this key can't be used. */
  void refuse(Key key, String message) {
    wrong.add(key);
    problems.add(new Problem(key.property(), key.variable(), describe(key), message));
  }

  String required(Key key, String whatToDo) {
    Optional<Layers.Found> found = layers.find(key);
    if (found.isEmpty()) {
      refuse(key, "it is required: " + whatToDo);
    }
    String value = found.map(Layers.Found::value).orElse("");
    use(key, value);
    return value;
  }

  Optional<String> optional(Key key) {
    Optional<String> value = layers.find(key).map(Layers.Found::value);
    use(key, value.orElse(""));
    return value;
  }

  String orElse(Key key, String fallback) {
    String value = layers.find(key).map(Layers.Found::value).or(key::builtIn).orElse(fallback);
    use(key, value);
    return value;
  }

  String cron(Key key) {
    String text = orElse(key, "");
    if (!CronExpression.isValidExpression(text)) {
      refuse(
          key,
          "must be a Quartz cron expression: second minute hour day-of-month month day-of-week,"
              + " e.g. 0 30 3 * * ? for 03:30 every night");
    }
    return text;
  }

  int whole(Key key, int min, int max) {
    return whole(key, min, max, "");
  }

  int whole(Key key, int min, int max, String fallback) {
    String text = orElse(key, fallback);
    if (text.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    refuse(key, "must be a whole number from " + min + " to " + max);
    return min;
  }

  Duration duration(Key key, Duration min, Duration max) {
    return duration(key, min, max, "");
  }

  Duration duration(Key key, Duration min, Duration max, String fallback) {
    Optional<Duration> duration = Durations.parse(orElse(key, fallback));
    if (duration.isPresent()
        && duration.get().compareTo(min) >= 0
        && duration.get().compareTo(max) <= 0) {
      return duration.get();
    }
    refuse(
        key,
        "must be a duration from "
            + Durations.format(min)
            + " to "
            + Durations.format(max)
            + ", written like 500ms, 15s, 10m, 24h or 30d");
    return min;
  }

  BigDecimal money(Key key, BigDecimal max) {
    String text = orElse(key, "");
    if (text.matches("\\d{1,9}(\\.\\d{1,2})?") && new BigDecimal(text).compareTo(max) <= 0) {
      return new BigDecimal(text);
    }
    refuse(key, "must be an amount from 0 to " + max + " with at most two decimals, e.g. 0.50");
    return BigDecimal.ZERO;
  }

  boolean yesOrNo(Key key) {
    String text = orElse(key, "true");
    if (!text.equals("true") && !text.equals("false")) {
      refuse(key, "must be true or false");
    }
    return text.equals("true");
  }

  <E extends Enum<E>> E choice(Key key, Class<E> type) {
    String text = orElse(key, "");
    for (E constant : type.getEnumConstants()) {
      if (spelling(constant).equals(text)) {
        return constant;
      }
    }
    refuse(
        key,
        "must be one of: "
            + Arrays.stream(type.getEnumConstants())
                .map(Values::spelling)
                .collect(Collectors.joining(", ")));
    return type.getEnumConstants()[0];
  }

  /** A moment with its zone; empty when the setting is not set. */
  Optional<Instant> instant(Key key) {
    Optional<String> text = optional(key);
    try {
      return text.map(value -> OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException e) {
      refuse(key, "must be a date and time with a zone, such as 2026-03-01T00:00:00+03:00");
      return Optional.empty();
    }
  }

  ZoneId zone(Key key) {
    try {
      return ZoneId.of(orElse(key, "UTC"));
    } catch (DateTimeException e) {
      refuse(key, "must be a time zone such as UTC, Europe/Moscow or +03:00");
      return ZoneOffset.UTC;
    }
  }

  String matching(Key key, String pattern, String otherwise) {
    String text = orElse(key, "");
    if (!text.matches(pattern)) {
      refuse(key, otherwise);
    }
    return text;
  }

  String name(Key key, int maxLength, String fallback) {
    String name = orElse(key, fallback);
    if (name.length() > maxLength || !name.matches("[A-Za-z0-9._:@-]+")) {
      refuse(
          key, "must be 1 to " + maxLength + " letters, digits or one of . _ : @ - without blanks");
    }
    return name;
  }

  private String describe(Key key) {
    return layers
        .find(key)
        .map(
            found ->
                (key.isSecret()
                        ? "a value (not shown)"
                        : '"' + Settings.Database.withoutPassword(found.value()) + '"')
                    + " in "
                    + found.place())
        .or(() -> key.builtIn().map(value -> "the default \"" + value + '"'))
        .orElse("nothing");
  }

  private static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
