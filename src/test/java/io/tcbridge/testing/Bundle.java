package io.tcbridge.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.Bridge;
import io.tcbridge.QuickBridge;
import io.tcbridge.cli.Main;
import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import io.tcbridge.config.Settings;
import io.tcbridge.prove.Privacy;
import io.tcbridge.prove.Proof;
import io.tcbridge.prove.Prover;
import io.tcbridge.prove.SandboxReader;
import io.tcbridge.prove.Terms;
import io.tcbridge.prove.Text;
import io.tcbridge.prove.TextSource;
import io.tcbridge.prove.Window;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.Sandbox;
import io.tcbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The production bridge with its production routes between a real database and the sandbox, each
 * fresh for one test. Only waiting times are shorter.
 */
public final class Bundle implements AutoCloseable {

  public static final String KEY = "test-key-with-32-characters-0000";

  private static final Duration PROBE_PERIOD = Duration.ofMillis(300);

  private final Erp erp;
  private final Sandbox sandbox;
  private final String journalUrl;
  private final HikariDataSource journalPool = new HikariDataSource();
  private final JdbcTemplate journal;
  private final Map<String, String> env = new HashMap<>();
  private final List<Path> configDirs = new ArrayList<>();
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<BridgeProcess> processes = new CopyOnWriteArrayList<>();
  private final Map<Integer, BridgeProcess> senders = new ConcurrentHashMap<>();
  private final LogLines log = LogLines.open();
  private final Set<String> touched = ConcurrentHashMap.newKeySet();
  private boolean endsLeases;

  private Bundle(Erp erp, String journalUrl) {
    this.erp = erp;
    this.journalUrl = journalUrl;
    this.sandbox = Sandbox.start(SandboxOptions.defaults().withApiKey(KEY));
    journalPool.setJdbcUrl(journalUrl);
    journalPool.setUsername(Postgres.user());
    journalPool.setPassword(Postgres.password());
    journalPool.setMaximumPoolSize(3);
    this.journal = new JdbcTemplate(journalPool);
    env.put("ERP_JDBC_URL", erp.url());
    env.put("ERP_JDBC_USER", erp.user());
    env.put("ERP_JDBC_PASSWORD", erp.password());
    env.put("JOURNAL_JDBC_URL", journalUrl);
    env.put("JOURNAL_JDBC_USER", Postgres.user());
    env.put("JOURNAL_JDBC_PASSWORD", Postgres.password());
    env.put("TICKETSCLOUD_URL", sandbox.url());
    env.put("TICKETSCLOUD_API_KEY", KEY);
    env.put("BRIDGE_PORT", "0");
    env.put("BRIDGE_HEARTBEAT", "2s");
    env.put("BRIDGE_IDLE_DELAY", "250ms");
    env.put("ORDER_POLL_DELAY", "50ms");
    env.put("REPORT_POLL_DELAY", "50ms");
    env.put("ORDER_WORKERS", "4");
    env.put("ORDER_RETRY_FIRST", "100ms");
    env.put("ORDER_RETRY_MAX", "1s");
    env.put("TICKETSCLOUD_TIMEOUT", "2s");
    env.put("ORDER_LEASE", "12s");
    env.put("REFUND_ENABLED", "false");
    env.put("REFUND_WORKERS", "4");
    env.put("REFUND_POLL_EVERY", "200ms");
    env.put("REFUND_FOLLOW_EVERY", "1s");
    env.put("REFUND_UNCLEAR_WAIT", "2s");
    initErp();
  }

  /** On PostgreSQL, nothing running yet. */
  public static Bundle create() {
    return create(new Erp(Postgres.newDatabase(), Postgres.user(), Postgres.password()));
  }

  public static Bundle create(Erp erp) {
    return create(erp, Postgres.newDatabase());
  }

  /**
   * @param journalUrl of an empty database of any server that knows {@link Postgres#user()}
   */
  public static Bundle create(Erp erp, String journalUrl) {
    return new Bundle(erp, journalUrl);
  }

  /**
   * With {@link Sample#event()} on sale, 10 % fee, and little patience: one repeat in memory, three
   * tries, a short hold for a person.
   */
  public static Bundle onSale() {
    Bundle bundle =
        create()
            .with("ORDER_REPEAT_LIMIT", "1")
            .with("ORDER_RETRY_LIMIT", "2")
            .with("ORDER_RETRY_LIMIT_REMOTE_DOWN", "2")
            .with("ORDER_RETRY_LIMIT_RATE_LIMITED", "2")
            .with("ORDER_RETRY_LIMIT_NOT_SENT", "2")
            .with("ORDER_RETRY_FIRST", "50ms")
            .with("ORDER_RETRY_MAX", "200ms")
            .with("ORDER_HELD_HOLD_TIME", "200ms")
            .with("TICKETSCLOUD_TIMEOUT", "1s")
            .with("ORDER_LEASE", "11s");
    bundle.sandbox.seed(Sample.event());
    bundle.sandbox.set("fee_percent", "10");
    return bundle;
  }

  private void initErp() {
    int exit =
        Main.commandLine(new io.tcbridge.cli.InitErpCommand(env))
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute("init-erp");
    if (exit != 0) {
      throw new IllegalStateException("init-erp ended with " + exit);
    }
  }

  /** Changes a setting for bridges that are started later. */
  public Bundle with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /** With refunds: other tests count the calls of their orders, and polls would be among them. */
  public Bundle withRefunds() {
    return with("REFUND_ENABLED", "true");
  }

  /** With the sandbox's catalogue, read when a test says so. */
  public Bundle withCatalogue() {
    return with("TICKETSCLOUD_CATALOGUE", "127.0.0.1:" + sandbox.grpcPort())
        .with("CATALOGUE_TLS", "false")
        .with("CATALOGUE_SYNC_EVERY", "1h");
  }

  public Map<String, String> env() {
    return env;
  }

  /** Starts one more instance. */
  public Bridge start() throws Exception {
    return start(configDirs);
  }

  /** Starts one more instance with configuration directories over the installed one. */
  public Bridge start(List<Path> configDirs) throws Exception {
    Bridge bridge = start("test-" + (bridges.size() + 1), configDirs);
    bridges.add(bridge);
    return bridge;
  }

  /** Starts one more instance under this name; the caller closes it. */
  public Bridge startAs(String instance) throws Exception {
    return start(instance, configDirs);
  }

  private Bridge start(String instance, List<Path> configDirs) throws Exception {
    Map<String, String> own = new HashMap<>(env);
    own.put("BRIDGE_INSTANCE", instance);
    Settings settings =
        Settings.load(ConfigDirs.over(new Installation(Path.of("")), configDirs), own);
    return QuickBridge.start(settings, PROBE_PERIOD);
  }

  /** As an instance would read them now. */
  public Settings settings() {
    return Settings.load(ConfigDirs.over(new Installation(Path.of("")), List.of()), env);
  }

  /** Starts one more instance and waits until it claims orders. */
  public Bridge startAndWait() throws Exception {
    int before = linesOfStart();
    Bridge bridge = start();
    await(() -> linesOfStart() > before);
    return bridge;
  }

  private int linesOfStart() {
    return (int)
        log.all().stream().filter(line -> line.contains("answers and accepts the key")).count();
  }

  /**
   * Gives the instances that are started later a configuration directory over the installed one.
   */
  public Bundle withConfig(Path dir) {
    configDirs.add(dir);
    return this;
  }

  /** Starts one more instance as a process of its own, with a port of the sandbox of its own. */
  public BridgeProcess startProcess(String instance) {
    return startProcess(instance, List.of());
  }

  /** The same under a program that changes what the process sees. */
  public BridgeProcess startProcess(String instance, List<String> under) {
    Map<String, String> own = new HashMap<>(env);
    own.put("BRIDGE_INSTANCE", instance);
    int port = sandbox.alsoAt(0);
    own.replace("TICKETSCLOUD_URL", sandbox.url(), "http://127.0.0.1:" + port);
    BridgeProcess process = BridgeProcess.start(under, configDirs, own);
    processes.add(process);
    senders.put(port, process);
    return process;
  }

  /** The process that has sent a call; empty for an instance within this process. */
  public Optional<BridgeProcess> sender(Call call) {
    return Optional.ofNullable(senders.get(call.port()));
  }

  /** Every process that was started, also those that have ended. */
  public List<BridgeProcess> processes() {
    return List.copyOf(processes);
  }

  public void stop(Bridge bridge) {
    bridges.remove(bridge);
    bridge.close();
  }

  public Erp erp() {
    return erp;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public JdbcTemplate journal() {
    return journal;
  }

  /** The latest revision; empty while the order has not been taken. */
  public Map<String, Object> journalRow(String orderNo) {
    return journal
        .queryForList(
            "select * from bridge.order_journal where order_no = ? order by revision desc limit 1",
            orderNo)
        .stream()
        .findFirst()
        .orElse(Map.of());
  }

  /** The remote orders that carry this number. */
  public List<OrderView> remote(String orderNo) {
    return sandbox.orders().stream().filter(order -> orderNo.equals(order.orderNo())).toList();
  }

  /** The remote orders that this order ever had, as far as the journal or a mark knows them. */
  public List<OrderView> everyRemote(String orderNo) {
    List<String> ids =
        journal.queryForList(
            "select r.remote_id from bridge.remote_order r join bridge.order_journal o"
                + " using (order_id) where o.order_no = ?",
            String.class,
            orderNo);
    return sandbox.orders().stream()
        .filter(order -> ids.contains(order.id()) || orderNo.equals(order.orderNo()))
        .toList();
  }

  /** Requests of one operation on the remote orders of one ERP order, in order of arrival. */
  public List<Call> calls(String operation, String orderNo) {
    List<String> ids = everyRemote(orderNo).stream().map(OrderView::id).toList();
    return calls(operation).stream().filter(call -> ids.contains(call.orderId())).toList();
  }

  /** Lets the time pass until the order is due; one that a worker has at this moment stays. */
  public void makeDue(String orderNo) {
    journal.update(
        "update bridge.order_journal set due_at = now()"
            + " where order_no = ? and due_at is not null and claimed_by is null",
        orderNo);
  }

  /** Lets the time pass until a worker's lease has ended: the order is due for anybody. */
  public void endLease(String orderNo) {
    endsLeases = true;
    journal.update(
        "update bridge.order_journal set due_at = now() where order_no = ? and due_at is not null",
        orderNo);
  }

  /** Remembers that somebody else works on this remote order. */
  void touch(String remoteId) {
    touched.add(remoteId);
  }

  boolean isTouched(String remoteId) {
    return remoteId != null && touched.contains(remoteId);
  }

  /** Whether a test has ended leases, so that take-overs come earlier than they may. */
  boolean endsLeases() {
    return endsLeases;
  }

  /** What {@code bridge verify-history} finds, by these terms, in everything that happened. */
  public Proof prove(UnaryOperator<Terms> change) {
    Settings settings =
        Settings.load(ConfigDirs.over(new Installation(Path.of("")), List.of()), env);
    Duration patience = Duration.ofMinutes(5);
    TextSource lines =
        reader -> {
          log.all().forEach(line -> reader.accept(new Text("log", line)));
          for (BridgeProcess process : processes) {
            process.lines().forEach(line -> reader.accept(new Text("log of a process", line)));
          }
        };
    try (Connection erpSide = DriverManager.getConnection(erp.url(), erp.user(), erp.password());
        Connection journalSide =
            DriverManager.getConnection(journalUrl, Postgres.user(), Postgres.password())) {
      return new Prover(
              change.apply(Terms.of(settings, patience, patience)),
              Window.everything(),
              settings.configDirs(),
              erpSide,
              journalSide,
              new SandboxReader(sandbox.url()),
              false,
              Optional.of(new Privacy(settings.ticketscloud().apiKey(), List.of(lines))))
          .prove();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("nothing can be proved: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Every log line since the bundle was made. */
  public LogLines log() {
    return log;
  }

  /**
   * Requests of one operation, in order of arrival; a combined one counts for each of its parts.
   */
  public List<Call> calls(String operation) {
    return sandbox.history().stream()
        .filter(call -> List.of(call.operation().split("\\+")).contains(operation))
        .toList();
  }

  /** Waits until the ERP shows this status. */
  public void awaitStatus(String orderNo, String status) {
    await(() -> status.equals(erp.status(orderNo)));
  }

  /** Waits until the ERP shows this status of a refund. */
  public void awaitRefund(String refundNo, String status) {
    await(() -> status.equals(erp.refundStatus(refundNo)));
  }

  /** The row of a refund; empty while it has not been taken. */
  public Map<String, Object> refundRow(String refundNo) {
    return journal
        .queryForList("select * from bridge.refund_journal where refund_no = ?", refundNo)
        .stream()
        .findFirst()
        .orElse(Map.of());
  }

  /** Lets the time pass until the refund is due; one that a worker has at this moment stays. */
  public void makeRefundDue(String refundNo) {
    journal.update(
        "update bridge.refund_journal set due_at = now()"
            + " where refund_no = ? and due_at is not null and claimed_by is null",
        refundNo);
  }

  public void await(Callable<Boolean> condition) {
    await(Duration.ofSeconds(30), condition);
  }

  public void await(Duration most, Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(20))
        // no tables yet, or no such row
        .ignoreExceptionsInstanceOf(DataAccessException.class)
        .until(condition);
  }

  @Override
  public void close() {
    processes.forEach(BridgeProcess::close);
    List.copyOf(bridges).forEach(this::stop);
    sandbox.close();
    journalPool.close();
    erp.close();
    log.close();
  }
}
