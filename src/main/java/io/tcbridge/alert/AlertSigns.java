package io.tcbridge.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.ops.BridgeMetrics;
import io.tcbridge.ops.Health;
import io.tcbridge.ops.Heartbeat;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.TicketscloudProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;

/**
 * What this instance notices by itself, and the journal cannot know: that it pauses, that something
 * does not answer, that orders wait in silence. A pause is read from the gate, so whoever closes it
 * with a reason of its own needs nothing else; its words are in {@code alert/causes.properties}.
 */
public final class AlertSigns {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LOOKS_UNTIL_GONE = 3;
  private static final int READINGS_UNTIL_TOLD = 3;
  private static final Duration ONE_HOUR = Duration.ofHours(1);
  private static final Duration SHORTEST_QUIET = Duration.ofSeconds(10);

  private record Sign(
      String cause, long counter, long for_ms, List<String> orders, String detail) {}

  private final Settings settings;
  private final KeyGate gate;
  private final Health health;
  private final Heartbeat heartbeat;
  private final AlertSilence silence;
  private final BridgeMetrics metrics;
  private final long startedAt = System.nanoTime();
  private String pausedFor;
  private long pausedSince;

  public AlertSigns(
      Settings settings,
      KeyGate gate,
      Health health,
      Heartbeat heartbeat,
      AlertSilence silence,
      BridgeMetrics metrics) {
    this.settings = settings;
    this.gate = gate;
    this.health = health;
    this.heartbeat = heartbeat;
    this.silence = silence;
    this.metrics = metrics;
  }

  /** Parameters of {@code see-causes.sql}. */
  public Map<String, Object> current() throws JsonProcessingException {
    Settings.Alert alert = settings.alert();
    long quiet =
        Math.max(
            SHORTEST_QUIET.toMillis(), alert.pollDelay().multipliedBy(LOOKS_UNTIL_GONE).toMillis());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("signs", JSON.writeValueAsString(signs()));
    parameters.put("catalogue_ms", mostWithoutCatalogue(settings.catalogue()));
    parameters.put("down_ms", alert.downAfter().toMillis());
    parameters.put("settle_ms", alert.settleAfter().toMillis());
    parameters.put("quiet_ms", quiet);
    parameters.put("knows_itself", age(startedAt) > alert.downAfter().toMillis() + quiet);
    return parameters;
  }

  /** So long no reading of the catalogue need come to its end; null where none is set up. */
  private static Long mostWithoutCatalogue(Settings.Catalogue catalogue) {
    Duration several = catalogue.syncEvery().multipliedBy(READINGS_UNTIL_TOLD);
    return catalogue.isOn() ? Math.max(ONE_HOUR.toMillis(), several.toMillis()) : null;
  }

  private List<Sign> signs() {
    List<Sign> signs = new ArrayList<>();
    addPause(signs);
    health
        .downs(settings.alert().downAfter())
        .forEach((name, down) -> signs.add(sign("DOWN." + upper(name), down.lasts(), down.said())));
    // Without the journal nothing of this is written: AlertAlone tells that.
    signs.removeIf(sign -> sign.cause().equals("DOWN.JOURNAL"));
    signs.removeIf(sign -> sign.cause().equals("DOWN.TICKETSCLOUD") && pausedFor != null);
    if (heartbeat.isDouble()) {
      signs.add(sign("SAME_NAME", Duration.ZERO, "two processes have this name"));
    }
    if (heartbeat.exportsOf() != null) {
      String newer = heartbeat.exportsOf() + ", which was started later, has another exports.yaml";
      signs.add(sign("EXPORTS_DIFFER", Duration.ZERO, newer));
    }
    silence
        .found()
        .ifPresent(
            waiting ->
                signs.add(
                    new Sign(
                        "SILENCE",
                        waiting.orders(),
                        settings.alert().silenceAfter().toMillis() + age(waiting.since()),
                        waiting.numbers(),
                        null)));
    return signs;
  }

  /** While it has not been asked yet, Ticketscloud is not known to refuse us: that is health's. */
  private void addPause(List<Sign> signs) {
    KeyGate.Pause pause = gate.pause();
    String reason =
        pause == null || pause.reason().equals(TicketscloudProbe.STARTING) ? null : pause.reason();
    if (reason != null && !reason.equals(pausedFor)) {
      pausedSince = System.nanoTime();
    }
    pausedFor = reason;
    if (reason != null) {
      signs.add(sign("PAUSED." + reason, Duration.ofMillis(age(pausedSince)), pause.text()));
    }
  }

  private Sign sign(String cause, Duration lasts, String said) {
    return new Sign(
        cause, 1, lasts.toMillis(), List.of(), settings.bridge().instance() + ": " + said);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static long age(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }

  /** For the metrics. */
  public void seen(@Body Map<String, Object> looked) {
    metrics.alertsOpen(((Number) looked.get("open")).intValue());
  }
}
