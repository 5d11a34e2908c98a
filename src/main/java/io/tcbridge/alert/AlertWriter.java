package io.tcbridge.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Durations;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Says in plain words what has happened, what it means and what to type next. The words of each
 * cause are in {@code alert/causes.properties}.
 */
final class AlertWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Properties words = words();
  private final String instance;
  private final int port;
  private final Settings.Alert settings;

  AlertWriter(Settings settings) {
    this.instance = settings.bridge().instance();
    this.port = settings.bridge().port();
    this.settings = settings.alert();
  }

  private static Properties words() {
    Properties words = new Properties();
    try (InputStream in = AlertWriter.class.getResourceAsStream("/alert/causes.properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      words.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  AlertMessage write(AlertFacts facts, Map<String, Object> claim, int attempts) {
    String what = said("what", facts);
    String subject =
        "[ticketscloud-bridge] "
            + switch (facts.news()) {
              case "over" -> "over: ";
              case "lasts" -> "still: ";
              default -> "";
            }
            + what;
    return new AlertMessage(
        subject, text(facts, what), json(facts, subject, what), claim, attempts);
  }

  private String text(AlertFacts facts, String what) {
    StringBuilder text = new StringBuilder(what).append(".\n");
    if (facts.isOver()) {
      text.append("It is over");
      text.append(facts.until() == null ? "" : " since " + time(facts.until()));
      text.append(", after ").append(Durations.rough(facts.seconds())).append(".\n");
    } else {
      text.append("Since ").append(time(facts.since()));
      text.append(" (").append(Durations.rough(facts.seconds())).append(").\n");
      if (facts.detail() != null) {
        text.append('\n').append(facts.detail()).append('\n');
      }
      if (!facts.orders().isEmpty()) {
        text.append("\nOrders: ").append(String.join(", ", facts.orders()));
        long others = facts.counter() - facts.orders().size();
        text.append(others > 0 ? " and " + others + " more" : "").append('\n');
      }
      text.append("\nWhat it means: ").append(said("means", facts)).append('\n');
      text.append("Next, type:\n\n    ").append(said("type", facts)).append('\n');
    }
    text.append("\nTold by ").append(instance);
    if (!facts.isOver() && !facts.isEvent()) {
      text.append("; again every ")
          .append(Durations.format(settings.repeatAfter()))
          .append(" while it lasts");
    }
    return text.append(".\n").toString();
  }

  private String json(AlertFacts facts, String subject, String what) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "text",
        facts.isOver()
            ? subject
            : subject
                + "\n"
                + said("means", facts)
                + "\nNext, type: `"
                + said("type", facts)
                + "`");
    body.put("event", facts.news());
    body.put("cause", facts.cause());
    body.put("what", what);
    body.put("since", time(facts.since()));
    body.put("until", facts.until() == null ? null : time(facts.until()));
    body.put("seconds", facts.seconds());
    body.put("count", facts.counter());
    body.put("most", facts.most());
    body.put("orders", facts.orders());
    body.put("detail", facts.detail());
    body.put("meaning", said("means", facts));
    body.put("next", said("type", facts));
    body.put("instance", instance);
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The words for exactly this cause, else those of its family, else those for any. */
  private String said(String aspect, AlertFacts facts) {
    String pattern =
        words.getProperty(
            facts.cause() + "." + aspect,
            words.getProperty(facts.family() + "." + aspect, words.getProperty("ANY." + aspect)));
    long many = facts.isOver() ? facts.most() : facts.counter();
    return pattern
        .replace("{orders}", many == 1 ? "1 order" : many + " orders")
        .replace("{code}", facts.code())
        .replace("{cause}", facts.cause())
        .replace("{port}", String.valueOf(port))
        .replace("{silence}", Durations.format(settings.silenceAfter()));
  }
}
