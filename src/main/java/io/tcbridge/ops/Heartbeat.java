package io.tcbridge.ops;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.RequestRate;
import java.time.Duration;
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
  private volatile boolean isDouble;

  public Heartbeat(Settings settings, String version, RequestRate rate, BridgeMetrics metrics) {
    this.settings = settings;
    this.version = version;
    this.rate = rate;
    this.metrics = metrics;
  }

  /** Parameters of {@code save-beat.sql}. */
  public Map<String, Object> ask() {
    return Map.of(
        "run_id",
        runId,
        "name",
        settings.bridge().instance(),
        "version",
        version,
        "limit",
        settings.ticketscloud().maxRequestsPerSecond(),
        "silent_ms",
        silence().toMillis());
  }

  private Duration silence() {
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

  /** Whether another living process has this one's name. */
  public boolean isDouble() {
    return isDouble;
  }
}
