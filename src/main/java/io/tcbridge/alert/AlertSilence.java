package io.tcbridge.alert;

import io.tcbridge.config.Settings;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Body;

/** Whether orders wait in the ERP while nothing becomes final. */
public final class AlertSilence {

  private static final int SHOWN = 5;

  /**
   * Orders that wait in silence.
   *
   * @param since when that was noticed, by {@link System#nanoTime}
   */
  record Waiting(long orders, List<String> numbers, long since) {
    Waiting {
      numbers = List.copyOf(numbers);
    }
  }

  private final long silenceMillis;
  private volatile Waiting found;

  public AlertSilence(Settings settings) {
    this.silenceMillis = settings.alert().silenceAfter().toMillis();
  }

  /** Parameters of {@code find-recent-end.sql}. */
  public Map<String, Object> ask() {
    return Map.of("silence_ms", silenceMillis);
  }

  /** Parameters of {@code select-waiting-orders.sql}; null when something became final lately. */
  public Map<String, Object> waitingBefore(@Body Map<String, Object> journal) {
    if (Boolean.TRUE.equals(journal.get("is_recent"))) {
      return null;
    }
    Instant clock = ((Timestamp) journal.get("clock")).toInstant();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("before", Timestamp.from(clock.minusMillis(silenceMillis)));
    parameters.put("batch", SHOWN);
    return parameters;
  }

  /** Takes what the ERP said; null: it was not asked, because results come. */
  public void heard(@Body List<Map<String, Object>> rows) {
    if (rows == null || rows.isEmpty()) {
      found = null;
      return;
    }
    Waiting before = found;
    List<Map<String, Object>> orders = rows.stream().map(AlertSilence::anyCase).toList();
    found =
        new Waiting(
            ((Number) orders.get(0).get("waiting")).longValue(),
            orders.stream().map(row -> String.valueOf(row.get("order_no"))).toList(),
            before == null ? System.nanoTime() : before.since());
  }

  private static Map<String, Object> anyCase(Map<String, Object> row) {
    Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(row);
    return anyCase;
  }

  Optional<Waiting> found() {
    return Optional.ofNullable(found);
  }
}
