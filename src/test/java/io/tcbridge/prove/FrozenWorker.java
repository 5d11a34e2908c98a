package io.tcbridge.prove;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A worker is frozen between the statement that lets it commit and the request itself, and wakes up
 * long after its lease: one of its orders is sold by then, the other one is being sold.
 */
final class FrozenWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Sold when the worker wakes up. */
  private static final String SOLD = Scenario.WORKER_FROZEN.name();

  /** On its way then, in other hands. */
  private static final String ON_ITS_WAY = SOLD + "-2";

  private final Build build;

  /** The answer of the second "done" takes so long that the frozen one wakes up before it. */
  private final Bundle bundle =
      Bundle.onSale().with("TICKETSCLOUD_TIMEOUT", "6s").with("ORDER_LEASE", "16s");

  private final BridgeProcess frozen;
  private Build.Instance other;

  FrozenWorker(Build build) {
    this.build = build;
    Map<String, String> env = new HashMap<>(bundle.env());
    env.put("BRIDGE_INSTANCE", "frozen");
    this.frozen =
        BridgeProcess.start(
            build.classes() + File.pathSeparator + System.getProperty("java.class.path"), env);
  }

  Bundle bundle() {
    return bundle;
  }

  /** Lets it happen, in a thread of its own: each one has its own moment to wake up. */
  CompletableFuture<FrozenWorker> begin() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            freeze();
            thaw();
            return this;
          } catch (Exception failure) {
            throw new CompletionException(failure);
          }
        },
        thread -> new Thread(thread, "frozen-worker").start());
  }

  /** Freezes it at the point and lets another instance wait for the end of the lease. */
  private void freeze() throws Exception {
    bundle.sandbox().fault(Fault.latency("customer", 3_000, 0).times(2));
    bundle.await(PATIENCE, () -> frozen.lines().stream().anyMatch(FrozenWorker::isReady));
    try (Connection journal = journal();
        Statement statement = journal.createStatement()) {
      order(SOLD);
      order(ON_ITS_WAY);
      bundle.await(() -> bundle.calls("customer").size() == 2);
      statement.execute("select 1 from bridge.order_journal for update");
      bundle.await(() -> waiting() == 2);
      frozen.freeze();
      journal.rollback();
    }
    bundle.await(() -> stages().equals(List.of("identified", "identified")));
    bundle.sandbox().fault(Fault.latency("done", 3_500, 0).forOrderNo(ON_ITS_WAY).times(1));
    bundle.with("BRIDGE_INSTANCE", "other");
    other = build.start(bundle.env());
  }

  private Connection journal() throws SQLException {
    Map<String, String> env = bundle.env();
    Connection journal =
        DriverManager.getConnection(
            env.get("JOURNAL_JDBC_URL"),
            env.get("JOURNAL_JDBC_USER"),
            env.get("JOURNAL_JDBC_PASSWORD"));
    journal.setAutoCommit(false);
    return journal;
  }

  private static boolean isReady(String line) {
    return line.contains("answers and accepts the key");
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }

  /** Statements that wait for a row. */
  private long waiting() {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'",
            Long.class);
  }

  private List<String> stages() {
    return bundle.journal().queryForList("select stage from bridge.order_journal", String.class);
  }

  /** Wakes it up when the other instance has sold one order and is selling the other. */
  private void thaw() {
    bundle.await(
        PATIENCE,
        () ->
            !bundle.calls("done", ON_ITS_WAY).isEmpty()
                && "finished".equals(bundle.journalRow(SOLD).get("status")));
    frozen.thaw();
  }

  /** How many orders it has noticed to be somebody else's. */
  long noticed() {
    return frozen.lines().stream().filter(line -> line.contains("has another owner now")).count();
  }

  void awaitEnd() {
    bundle.awaitStatus(SOLD, "DONE");
    bundle.awaitStatus(ON_ITS_WAY, "DONE");
  }

  @Override
  public void close() {
    frozen.close();
    if (other != null) {
      other.close();
    }
    bundle.close();
  }
}
