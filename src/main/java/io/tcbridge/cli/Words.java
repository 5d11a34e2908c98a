package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** How rows of the journal are shown to people and to programs. */
final class Words {

  private Words() {}

  /** A time relative to now: {@code in 12s}, {@code 3m ago}; empty when there is none. */
  static String when(Object seconds) {
    if (seconds == null) {
      return "";
    }
    long away = ((Number) seconds).longValue();
    return away > 0
        ? "in " + Durations.rough(away)
        : away == 0 ? "now" : Durations.rough(-away) + " ago";
  }

  /** To the second; empty when there is none. */
  static String time(Object instant) {
    return instant == null ? "" : ((Instant) instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The same columns; times in ISO 8601, amounts as texts so that no digit is lost. */
  static JsonObject json(Map<String, Object> row) {
    JsonObject json = new JsonObject();
    row.forEach(
        (column, value) ->
            json.put(
                column,
                value instanceof Instant || value instanceof BigDecimal
                    ? value.toString()
                    : value));
    return json;
  }

  static String text(Map<String, Object> row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }
}
