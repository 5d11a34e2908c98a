package io.tcbridge.demo;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Settings;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.RefundView;
import io.tcbridge.sandbox.Sandbox;
import io.tcbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main job on this machine alone: a real PostgreSQL for ERP and journal, the sandbox, and the
 * bridge as it is installed. The ERP takes sample orders for some seconds, everyday faults are in
 * the way, and in the end both sides are compared to the ticket. Then it asks some tickets back.
 */
public final class Demo implements AutoCloseable {

  /** What the demo needs from the program around it. */
  public interface Surroundings {

    /** Creates the reference tables in the ERP's database. */
    void createErpTables(Connection erp) throws SQLException;

    /** Starts the bridge. */
    AutoCloseable startBridge(Settings settings) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final String KEY = "demo-key-no-secret-0000000000000";
  private static final String PORT = "BRIDGE_PORT";
  private static final String DEFAULT_PORT = "9876";
  private static final Duration TAKING = Duration.ofSeconds(6);

  /** So many orders per second at most, when there are many. */
  private static final int MOST_PER_SECOND = 250;

  private static final long TICK_MS = 100;

  /** One of so many orders is asked for a ticket back. */
  private static final int REFUND_OF = 20;

  private static final String REFUND_REQUEST = "refund-create";

  private final Surroundings surroundings;
  private final Screen screen;
  private final CountDownLatch stop;
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private DemoDatabases databases;
  private Sandbox sandbox;
  private String port;

  /**
   * @param stop counted down when the demo is to end early
   */
  public Demo(Surroundings surroundings, Screen screen, CountDownLatch stop) {
    this.surroundings = surroundings;
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Starts everything.
   *
   * @param place an empty directory for everything that is written
   * @param env the environment; only the port of the bridge is taken from it
   */
  public void start(Path place, ConfigDirs dirs, Map<String, String> env) throws Exception {
    long begin = System.nanoTime();
    databases = DemoDatabases.start(place);
    toClose.add(databases);
    try (Connection erp = databases.erp()) {
      surroundings.createErpTables(erp);
    }
    screen.say("PostgreSQL with the databases erp and journal" + since(begin));
    begin = System.nanoTime();
    sandbox = Sandbox.start(SandboxOptions.defaults().withApiKey(KEY));
    toClose.add(sandbox);
    screen.say("Sandbox, a simulator of Ticketscloud" + since(begin));
    begin = System.nanoTime();
    port = choosePort(env.getOrDefault(PORT, DEFAULT_PORT));
    toClose.add(surroundings.startBridge(Settings.load(dirs, environment())));
    awaitJournal();
    screen.say("Bridge, as it is installed" + since(begin));
  }

  private Map<String, String> environment() {
    return Map.of(
        "ERP_JDBC_URL",
        databases.jdbcUrl("erp"),
        "ERP_JDBC_USER",
        DemoDatabases.USER,
        "ERP_JDBC_PASSWORD",
        DemoDatabases.PASSWORD,
        "JOURNAL_JDBC_URL",
        databases.jdbcUrl("journal"),
        "JOURNAL_JDBC_USER",
        DemoDatabases.USER,
        "JOURNAL_JDBC_PASSWORD",
        DemoDatabases.PASSWORD,
        "TICKETSCLOUD_URL",
        sandbox.url(),
        "TICKETSCLOUD_API_KEY",
        KEY,
        "BRIDGE_INSTANCE",
        "demo",
        PORT,
        port);
  }

  private String choosePort(String wanted) throws IOException {
    if (!wanted.matches("[1-9]\\d{0,4}|0")) {
      return wanted;
    }
    try (ServerSocket free = new ServerSocket(Integer.parseInt(wanted))) {
      return String.valueOf(free.getLocalPort());
    } catch (IOException | IllegalArgumentException taken) {
      try (ServerSocket free = new ServerSocket(0)) {
        screen.say(
            "Port " + wanted + " is in use; the bridge takes " + free.getLocalPort() + " instead");
        return String.valueOf(free.getLocalPort());
      }
    }
  }

  private void awaitJournal() throws Exception {
    try (Connection journal = databases.journal()) {
      while (!Progress.isJournalReady(journal) && !isStopped()) {
        waitForTick();
      }
    }
  }

  /**
   * Lets the ERP take the orders and watches them until each has come to an end.
   *
   * @param limit how long that may last
   */
  public Result run(int orders, Duration limit) throws Exception {
    DemoEvents.seed(sandbox, orders);
    FaultPlan faults = new FaultPlan(sandbox, orders);
    faults.begin();
    List<Sample> samples = SampleOrders.make(orders);
    Duration taking = taking(orders);
    screen.say("");
    screen.say(
        "The ERP takes "
            + orders
            + " orders in "
            + taking.toSeconds()
            + " s; each call takes "
            + FaultPlan.LATENCY_MS
            + " ms, and some go wrong:");
    Result result = sell(samples, taking, faults, limit);
    return result.finished() ? result.with(refund(Math.max(1, orders / REFUND_OF), limit)) : result;
  }

  private Result sell(List<Sample> samples, Duration taking, FaultPlan faults, Duration limit)
      throws Exception {
    int orders = samples.size();
    try (DemoErp erp = new DemoErp(databases.erp());
        Connection journal = databases.journal()) {
      long begin = System.nanoTime();
      int taken = 0;
      Progress progress;
      do {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        int until = (int) Math.min(orders, orders * elapsed.toMillis() / taking.toMillis() + 1);
        erp.sell(samples.subList(taken, until));
        taken = until;
        progress = Progress.read(journal, orders, erp.ended(), elapsed);
        faults.ordersEnded(progress.ended());
        screen.show(progress);
        if (progress.ended() < orders) {
          waitForTick();
        }
      } while (progress.ended() < orders
          && progress.elapsed().compareTo(limit) < 0
          && !isStopped());
      screen.showLast(progress);
      return result(samples, progress, erp, Progress.lateBarcodes(journal));
    }
  }

  /** Lets the ERP ask so many tickets back. */
  private Refunds refund(int most, Duration limit) throws Exception {
    sandbox.fault(Fault.lostAnswer(REFUND_REQUEST).times(1));
    try (Connection connection = databases.erp()) {
      connection.setAutoCommit(false);
      DemoRefunds erp = new DemoRefunds(connection);
      int asked = erp.ask(most);
      screen.say("The ERP asks " + asked + " tickets back; one answer is lost:");
      long begin = System.nanoTime();
      Duration elapsed = Duration.ZERO;
      int ended = 0;
      while (ended < asked && elapsed.compareTo(limit) < 0 && !isStopped()) {
        waitForTick();
        ended = erp.ended();
        elapsed = Duration.ofNanos(System.nanoTime() - begin);
      }
      screen.say("  %7s  %d of %d ended".formatted(Screen.seconds(elapsed), ended, asked));
      screen.say("");
      return refunds(erp.all(), elapsed);
    }
  }

  private Refunds refunds(List<ErpRefund> erp, Duration travel) {
    List<RefundView> remote = sandbox.refunds();
    List<Call> requests =
        sandbox.history().stream().filter(call -> call.operation().equals(REFUND_REQUEST)).toList();
    return new Refunds(
        RefundAgreement.erp(erp),
        RefundAgreement.sandbox(remote),
        requests.size(),
        (int) requests.stream().filter(call -> call.fault() != null).count(),
        travel,
        RefundAgreement.differences(erp, remote));
  }

  private static Duration taking(int orders) {
    Duration slowest = Duration.ofSeconds(orders / MOST_PER_SECOND);
    return slowest.compareTo(TAKING) > 0 ? slowest : TAKING;
  }

  private Result result(List<Sample> samples, Progress progress, DemoErp erp, int lateBarcodes)
      throws SQLException {
    ErpSide side = erp.side();
    List<OrderView> remote = sandbox.orders();
    List<Call> history = sandbox.history();
    Map<String, Ending> endings = erp.endings();
    List<String> differences = new ArrayList<>(Foreseen.differences(samples, endings));
    differences.addAll(Agreement.differences(side, remote));
    return new Result(
        progress.ended() >= progress.orders(),
        Foreseen.table(samples, endings),
        side.sold(),
        Agreement.sold(remote),
        calls(history),
        FaultPlan.met(history),
        lateBarcodes,
        erp.times(),
        progress.elapsed(),
        differences,
        open(samples, endings),
        Refunds.NONE);
  }

  private static Map<String, Integer> calls(List<Call> history) {
    Map<String, Integer> calls = new TreeMap<>();
    history.forEach(call -> calls.merge(call.operation(), 1, Integer::sum));
    return calls;
  }

  private static List<String> open(List<Sample> samples, Map<String, Ending> endings) {
    return samples.stream()
        .map(sample -> sample.orderNo() + " is " + endings.get(sample.orderNo()))
        .filter(text -> text.matches(".* (NEW|ACCEPTED|null)"))
        .map(text -> text.replace("is null", "was not taken"))
        .toList();
  }

  /** Where a user can look while everything runs: what it is, and its address. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    String bridge = "http://localhost:" + port + "/observe/";
    addresses.put("health", bridge + "health");
    addresses.put("metrics", bridge + "metrics");
    addresses.put("sandbox state", sandbox.url() + "/admin/state");
    addresses.put("sandbox orders", sandbox.url() + "/admin/orders");
    addresses.put("ERP", "psql " + databases.psqlUrl("erp"));
    addresses.put("ERP, JDBC", databases.jdbcUrl("erp"));
    addresses.put("journal", "psql " + databases.psqlUrl("journal"));
    addresses.put("journal, JDBC", databases.jdbcUrl("journal"));
    return addresses;
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void waitForTick() throws InterruptedException {
    stop.await(TICK_MS, TimeUnit.MILLISECONDS);
  }

  private static String since(long begin) {
    return " (" + Screen.seconds(Duration.ofNanos(System.nanoTime() - begin)) + ")";
  }

  /** Stops everything, the last first. What does not stop is told in the log: the rest must. */
  @Override
  public void close() {
    for (int i = toClose.size() - 1; i >= 0; i--) {
      try {
        toClose.get(i).close();
      } catch (Exception e) {
        LOG.warn("{} did not stop", toClose.get(i).getClass().getSimpleName(), e);
      }
    }
    toClose.clear();
  }
}
