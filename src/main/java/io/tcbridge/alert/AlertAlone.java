package io.tcbridge.alert;

import io.tcbridge.config.Settings;
import io.tcbridge.ops.BridgeMetrics;
import io.tcbridge.ops.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Variable;

/** Tells that the journal is down: the one thing that cannot be kept in the journal. */
public final class AlertAlone {

  private static final String CAUSE = "DOWN.JOURNAL";

  /** One message and the channel that it goes to. */
  public record Due(String channel, AlertMessage message) {}

  /** What one channel knows. Times are those of {@link System#nanoTime}. */
  private static final class Told {
    private boolean isDown;
    private long toldAt;
    private long nextAt = System.nanoTime();
    private int attempts;
  }

  private final Settings.Alert settings;
  private final Health health;
  private final AlertWriter writer;
  private final BridgeMetrics metrics;
  private final Clock clock;
  private final Map<String, Told> channels = new TreeMap<>();
  private Instant downSince;
  private boolean isDown;
  private String said;
  private long changedAt = System.nanoTime();

  public AlertAlone(Settings settings, Health health, BridgeMetrics metrics, Clock clock) {
    this.settings = settings.alert();
    this.health = health;
    this.writer = new AlertWriter(settings);
    this.metrics = metrics;
    this.clock = clock;
    this.settings.channels().forEach(channel -> channels.put(channel, new Told()));
  }

  /** What is to be told now; usually nothing. */
  public List<Due> due() {
    look();
    List<Due> due = new ArrayList<>();
    channels.forEach(
        (channel, told) -> {
          if (told.nextAt - System.nanoTime() <= 0 && hasNews(told)) {
            told.attempts++;
            due.add(new Due(channel, message(told)));
          }
        });
    return due;
  }

  private void look() {
    Health.Down down = health.downs(settings.downAfter()).get("journal");
    if (down != null) {
      said = down.said();
      if (!isDown) {
        downSince = clock.instant().minus(down.lasts());
      }
    }
    if (isDown != (down != null)) {
      isDown = down != null;
      changedAt = System.nanoTime();
    }
  }

  private boolean hasNews(Told told) {
    return isDown
        ? !told.isDown || age(told.toldAt).compareTo(settings.repeatAfter()) >= 0
        : told.isDown && age(changedAt).compareTo(settings.settleAfter()) >= 0;
  }

  private AlertMessage message(Told told) {
    Instant now = clock.instant();
    Instant until = isDown ? null : now.minus(age(changedAt));
    return writer.write(
        new AlertFacts(
            CAUSE,
            false,
            isDown ? told.isDown ? "lasts" : "new" : "over",
            1,
            1,
            downSince,
            until,
            Duration.between(downSince, until == null ? now : until).toSeconds(),
            List.of(),
            isDown ? said : null),
        Map.of(),
        told.attempts);
  }

  private static Duration age(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** The channel has it. */
  public void told(@Variable("channel") String channel) {
    metrics.alertSent(channel, true);
    Told told = channels.get(channel);
    told.isDown = isDown;
    told.toldAt = System.nanoTime();
    told.attempts = 0;
  }

  /** The channel did not take it; it comes again. */
  public void later(@Variable("channel") String channel) {
    metrics.alertSent(channel, false);
    Told told = channels.get(channel);
    told.nextAt = System.nanoTime() + AlertTelling.waitMillis(told.attempts) * 1_000_000;
  }
}
