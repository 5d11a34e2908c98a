package io.tcbridge.ops;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.RequestRate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What this process says of itself in the journal, and what it learns there of the others. */
public final class Heartbeat {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final int BEATS_UNTIL_GONE = 3;
  private static final String LEAVE = Health.resource("/sql/instance/remove-instance.sql");

  private final Settings settings;
  private final String version;
  private final RequestRate rate;
  private final BridgeMetrics metrics;
  private final String runId = UUID.randomUUID().toString();
  private volatile Long heardAt;
  private final String exports;
  private volatile boolean isDouble;
  private volatile String startedAt;
  private volatile String exportsOf;

  /**
   * @param exports what tells other exports from these; null without any
   */
  public Heartbeat(
      Settings settings, String version, RequestRate rate, BridgeMetrics metrics, String exports) {
    this.exports = exports;
    this.settings = settings;
    this.version = version;
    this.rate = rate;
    this.metrics = metrics;
  }

  /** Parameters of {@code save-beat.sql}. */
  public Map<String, Object> ask() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("run_id", runId);
    parameters.put("name", settings.bridge().instance());
    parameters.put("version", version);
    parameters.put("exports", exports);
    parameters.put("started_at", startedAt);
    parameters.put("limit", settings.ticketscloud().maxRequestsPerSecond());
    parameters.put("silent_ms", silence().toMillis());
    return parameters;
  }

  /** Of this process in {@code bridge.instance}. */
  public String runId() {
    return runId;
  }

  /** After that a process counts as gone. */
  public Duration silence() {
    return settings.bridge().heartbeat().multipliedBy(BEATS_UNTIL_GONE);
  }

  /** Takes the share over. */
  public void heard(@Variable("beat") Map<String, Object> beat) {
    heardAt = System.nanoTime();
    rate.share(((Number) beat.get("request_rate")).doubleValue());
    metrics.instances(((Number) beat.get("instances")).intValue());
    boolean isDoubleNow = Boolean.TRUE.equals(beat.get("is_double"));
    if (isDoubleNow && !isDouble) {
      LOG.error(
          "Another process is called {} too. Give each its own BRIDGE_INSTANCE: history and claims"
              + " cannot be told apart.",
          settings.bridge().instance());
    }
    isDouble = isDoubleNow;
    startedAt = (String) beat.get("started_at");
    String newer = (String) beat.get("exports_of");
    if (newer != null && !newer.equals(exportsOf)) {
      LOG.error(
          "{} has another exports.yaml and was started later: its exports count, and this process"
              + " sends none. Give all instances the same file.",
          newer);
    }
    exportsOf = newer;
  }

  /**
   * A stop that was asked for frees the share at once; otherwise the row gets old. A journal that
   * has just not answered is not waited for.
   */
  public void leave(DataSource journal) {
    if (heardAt != null && System.nanoTime() - heardAt < silence().toNanos()) {
      try {
        new JdbcTemplate(journal).update(LEAVE.replace(":#run_id", "?"), runId);
      } catch (DataAccessException e) {
        LOG.debug("This instance is forgotten by the others when its beats are missing", e);
      }
    }
  }

  /** The living process that was started later with other exports; null without one. */
  public String exportsOf() {
    return exportsOf;
  }

  /** Whether another living process has this one's name. */
  public boolean isDouble() {
    return isDouble;
  }
}
