package io.tcbridge.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks every few seconds whether the bridge can work. An answer that is not from just now counts
 * as "no": green means checked.
 */
public final class Health implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final long PERIOD_SECONDS = 3;
  private static final double STALE_SECONDS = 30;

  /** While nothing happens the figures of the journal change by age only. */
  private static final Duration SELDOM = Duration.ofSeconds(15);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Map<String, Object>>> ROWS = new TypeReference<>() {};

  /**
   * One thing that was looked at.
   *
   * @param detail what is wrong; null when nothing is
   * @param downs how often in a row it was so
   * @param since when it was last found to be good, or was first looked at
   */
  record Check(String detail, int downs, long at, long since) {

    double age() {
      return (System.nanoTime() - at) / 1e9;
    }

    boolean isGood() {
      return detail == null && age() < STALE_SECONDS;
    }
  }

  /**
   * Something that does not work.
   *
   * @param said why, in plain words
   */
  public record Down(String said, Duration lasts) {}

  private final DataSource erp;
  private final JdbcTemplate journal;
  private final KeyGate gate;
  private final Clocks clocks;
  private final DoubleSupplier lastClaim;
  private final BooleanSupplier started;
  private final Predicate<Duration> busy;
  private final Supplier<List<String>> paused;
  private final BridgeMetrics metrics;
  private final String countFigures;
  private Long countedAt;
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          3,
          run -> {
            Thread thread = new Thread(run, "health");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long beat = System.nanoTime();

  /**
   * @param lastClaim seconds since anybody looked for what is due
   * @param busy whether anything has happened here in this time
   * @param paused schedules that a person has paused: shown, and no reason to be down
   */
  public Health(
      DataSource erp,
      DataSource journal,
      KeyGate gate,
      RemoteClock remoteClock,
      DoubleSupplier lastClaim,
      BooleanSupplier started,
      Predicate<Duration> busy,
      Supplier<List<String>> paused,
      BridgeMetrics metrics) {
    this.erp = erp;
    this.journal = new JdbcTemplate(journal);
    this.gate = gate;
    this.clocks = new Clocks(InstantSource.system(), remoteClock);
    this.lastClaim = lastClaim;
    this.started = started;
    this.busy = busy;
    this.paused = paused;
    this.metrics = metrics;
    this.countFigures = resource("/sql/ops/count-figures.sql");
  }

  public void start() {
    every(this::look);
    every(() -> put("erp", database(erp)));
    every(this::lookAtJournal);
  }

  /** A check that dies of a defect is never repeated; its last answer gets old, which is "no". */
  private void every(Runnable check) {
    Future<?> unused = clock.scheduleWithFixedDelay(check, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    beat = System.nanoTime();
    KeyGate.Pause pause = gate.pause();
    put("ticketscloud", pause == null ? null : pause.reason() + ": " + pause.text());
    put("claims", claimTrouble());
    put("clocks", clocks.trouble());
    metrics.clocks(clocks.ahead());
  }

  private String claimTrouble() {
    if (!started.getAsBoolean()) {
      return "the routes have not started: the journal was not reachable yet";
    }
    double seconds = lastClaim.getAsDouble();
    return seconds < STALE_SECONDS
        ? null
        : "nobody has looked for due orders, or refunds, for " + (long) seconds + " s";
  }

  private void lookAtJournal() {
    String trouble = database(journal.getDataSource());
    put("journal", trouble);
    if (trouble == null && started.getAsBoolean() && areFiguresDue()) {
      try {
        Map<String, Object> figures = journal.queryForMap(countFigures);
        countedAt = System.nanoTime();
        clocks.journal(((Timestamp) figures.get("now")).toInstant());
        List<Map<String, Object>> rows = JSON.readValue((String) figures.get("orders"), ROWS);
        double oldest =
            rows.stream()
                .mapToDouble(row -> ((Number) row.get("oldest_seconds")).doubleValue())
                .max()
                .orElse(0);
        metrics.open(rows, oldest);
        metrics.strays(figures);
        metrics.exports(JSON.readValue((String) figures.get("exports"), ROWS));
        metrics.ages(figures);
      } catch (DataAccessException e) {
        put("journal", Troubles.cause(e));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean areFiguresDue() {
    return countedAt == null
        || busy.test(SELDOM)
        || System.nanoTime() - countedAt > SELDOM.minusSeconds(PERIOD_SECONDS).toNanos();
  }

  private static String database(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(2) ? null : "the connection is not valid";
    } catch (SQLException e) {
      return Troubles.cause(e);
    }
  }

  /** Told when something is down for the second time in a row: a start or a blink needs no line. */
  private synchronized void put(String name, String trouble) {
    Check before = checks.get(name);
    int downs = trouble == null ? 0 : before == null ? 1 : before.downs() + 1;
    long now = System.nanoTime();
    long since = trouble == null || before == null ? now : before.since();
    checks.put(name, new Check(trouble, downs, now, since));
    if (downs == 2) {
      LOG.warn("Not ready: {}: {}", name, trouble);
    } else if (downs == 0 && before != null && before.downs() > 1) {
      LOG.info("{} is fine again", name);
    }
  }

  /** Schedules that a person has paused. */
  List<String> paused() {
    return paused.get();
  }

  synchronized Map<String, Check> checks() {
    return new LinkedHashMap<>(checks);
  }

  /** What was not good for longer than this without a break; also a look that hangs. */
  public Map<String, Down> downs(Duration longerThan) {
    Map<String, Down> downs = new LinkedHashMap<>();
    checks()
        .forEach(
            (name, check) -> {
              Duration lasts = Duration.ofNanos(System.nanoTime() - check.since());
              if (!check.isGood() && lasts.compareTo(longerThan) >= 0) {
                String said = check.detail() == null ? "the look at it hangs" : check.detail();
                downs.put(name, new Down(said, lasts));
              }
            });
    return downs;
  }

  /** Everything that is needed to work was there just now. */
  boolean isReady() {
    Map<String, Check> seen = checks();
    return seen.size() == 5 && seen.values().stream().allMatch(Check::isGood);
  }

  /** The process itself goes on; databases and the remote side do not matter here. */
  boolean isLive() {
    return (System.nanoTime() - beat) / 1e9 < STALE_SECONDS;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  static String resource(String name) {
    try (InputStream in = Health.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
