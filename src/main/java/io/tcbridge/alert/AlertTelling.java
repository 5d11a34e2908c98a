package io.tcbridge.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.ops.BridgeMetrics;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Turns claimed rows into messages, and what became of these into rows. */
public final class AlertTelling {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long FIRST_WAIT = 2_000;
  private static final long LONGEST_WAIT = 300_000;

  private final Settings.Alert settings;
  private final AlertWriter writer;
  private final BridgeMetrics metrics;

  public AlertTelling(Settings settings, BridgeMetrics metrics) {
    this.settings = settings.alert();
    this.writer = new AlertWriter(settings);
    this.metrics = metrics;
  }

  /** Parameters of {@code claim-message.sql}; null for a channel that is not set up. */
  public Map<String, Object> ask(@Variable("channel") String channel, Exchange exchange) {
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    if (!settings.channels().contains(channel)) {
      return null;
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("channel", channel);
    parameters.put("repeat_ms", settings.repeatAfter().toMillis());
    parameters.put("settle_ms", settings.settleAfter().toMillis());
    return parameters;
  }

  /** The message of a claimed row; null if there is nothing to tell. The next one comes at once. */
  public AlertMessage message(
      @Body Map<String, Object> row, @Variable("channel") String channel, Exchange exchange)
      throws JsonProcessingException {
    if (row == null) {
      return null;
    }
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, true);
    AlertFacts facts =
        new AlertFacts(
            (String) row.get("cause"),
            "event".equals(row.get("kind")),
            (String) row.get("news"),
            number(row, "counter"),
            number(row, "most"),
            time(row, "began_at"),
            time(row, "over_at"),
            number(row, "lasts_seconds"),
            JSON.readValue((String) row.get("orders"), new TypeReference<List<String>>() {}),
            (String) row.get("detail"));
    Map<String, Object> claim =
        Map.of(
            "cause",
            row.get("cause"),
            "channel",
            channel,
            "opened_at",
            row.get("opened_at"),
            "told_counter",
            number(row, "told_counter"),
            "is_over",
            facts.isOver(),
            "claimed_until",
            row.get("claimed_until"));
    return writer.write(facts, claim, (int) number(row, "attempts"));
  }

  private static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  private static Instant time(Map<String, Object> row, String column) {
    Timestamp time = (Timestamp) row.get(column);
    return time == null ? null : time.toInstant();
  }

  /** Parameters of {@code save-told.sql}. */
  public Map<String, Object> told(
      @Variable("alert") AlertMessage message, @Variable("channel") String channel) {
    metrics.alertSent(channel, true);
    return new HashMap<>(message.claim());
  }

  /** Parameters of {@code postpone-message.sql}: waiting times double, for as long as it takes. */
  public Map<String, Object> later(
      @Variable("alert") AlertMessage message, @Variable("channel") String channel) {
    metrics.alertSent(channel, false);
    Map<String, Object> row = new HashMap<>(message.claim());
    row.put("due_in_ms", waitMillis(message.attempts()));
    return row;
  }

  static long waitMillis(int attempts) {
    return Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(attempts - 1, 10));
  }

  /** What follows the question mark of the webhook's address, as it was given; null if nothing. */
  public String query() {
    return settings.webhook().map(url -> url.getRawQuery()).orElse(null);
  }

  /**
   * @throws AlertRefused for everything but a success
   */
  public void taken(@Header(Exchange.HTTP_RESPONSE_CODE) int status) {
    if (status / 100 != 2) {
      throw new AlertRefused("the webhook answers HTTP " + status);
    }
  }
}
