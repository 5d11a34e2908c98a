package io.tcbridge.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh backlog}: many orders wait, and the journal remembers very many finished ones. */
@Command(
    name = "backlog",
    description = "Heap, claim time and intake speed with a large backlog and a long memory.",
    mixinStandardHelpOptions = true)
final class BacklogCommand implements Callable<Integer> {

  /** Far below what any machine carries: it is there to end a run that stands still. */
  private static final int LEAST_PER_SECOND = 20;

  private static final int CLAIMS = 20;
  private static final int WINDOW = 20_000;
  private static final Pattern TIME = Pattern.compile("Execution Time: ([\\d.]+) ms");

  private static final String FINISHED =
      """
      insert into bridge.order_journal (order_no, revision, event_id, lines, status, stage, outcome,
             finished_at, received_at, claims, remote_id, remote_orders, remote_number, remote_code,
             remote_total, committed_at, reported_status, reported_at, committing)
      select 'old-' || n, 1, '6b000000000000000001ffff',
             '[{"setId": "6b0000000000000000a1ffff", "quantity": 1}]', 'finished', 'ticketed', 'done',
             now() - interval '1 day', now() - interval '1 day', 1, lpad(to_hex(n), 24, '0'), 1, n,
             'A' || n, 1050, now() - interval '1 day', 'DONE', now() - interval '1 day', true
        from generate_series(1, %d) n
      """;

  private static final String KEYS =
      """
      insert into bridge.processed_message (processor, message_id)
      select 'order-intake', 'old-' || n || '#1'
        from generate_series(1, %d) n
      """;

  @Mixin private LabOptions options;

  @Option(names = "--orders", defaultValue = "50000", description = "Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Option(
      names = "--finished",
      defaultValue = "1000000",
      description = "Finished orders in the journal before (default: ${DEFAULT-VALUE}).")
  private int finished;

  private final Table table = new Table("start", "quarter", "half", "three quarters", "end");

  @Override
  public Integer call() throws Exception {
    try (Lab lab = Lab.open(options)) {
      lab.sandbox().seed(options.events(), 2 * orders);
      migrate(lab);
      Database database = lab.database();
      database.run(Lab.JOURNAL, FINISHED.formatted(finished));
      database.run(Lab.JOURNAL, KEYS.formatted(finished));
      database.run(Lab.JOURNAL, "vacuum analyze");
      ErpOrders.load(database, Lab.ERP, "order", orders, options.events());
      return measure(lab) ? 0 : 1;
    }
  }

  /** The bridge makes its tables itself when it starts. */
  private static void migrate(Lab lab) throws Exception {
    BridgeProcess first = lab.startBridge("migration");
    Wait.until(
        "the journal is migrated",
        Duration.ofMinutes(2),
        Duration.ofMillis(200),
        () ->
            lab.database()
                .text(Lab.JOURNAL, "select to_regclass('bridge.order_history') is not null")
                .equals("t"));
    first.program().close();
  }

  private boolean measure(Lab lab) throws Exception {
    String claim = claim();
    List<Object> waiting = new ArrayList<>();
    List<Object> through = new ArrayList<>();
    List<Object> seconds = new ArrayList<>();
    List<Object> claimMedian = new ArrayList<>();
    List<Object> claimWorst = new ArrayList<>();
    List<Object> heap = new ArrayList<>();
    List<Object> heapUsed = new ArrayList<>();
    List<Object> memory = new ArrayList<>();
    BridgeProcess bridge = lab.startBridge("bridge");
    double start = lab.now();
    int pauses = 0;
    try (Connection journal = lab.database().open(Lab.JOURNAL)) {
      for (int part = 0; part <= 4; part++) {
        // The start is the first moment at which claims go on, the end is when all are finished.
        long wanted = part == 0 ? 1 : (long) orders * part / 4;
        Wait.until(
            wanted + " orders are finished",
            Duration.ofSeconds(120 + orders / LEAST_PER_SECOND),
            Duration.ofMillis(500),
            () -> {
              if (!bridge.program().isAlive()) {
                throw new IllegalStateException("the bridge ended: " + bridge.program().output());
              }
              return count(journal, "status = 'finished'") >= wanted;
            });
        waiting.add(count(journal, "status <> 'finished'"));
        through.add(count(journal, "status = 'finished'"));
        seconds.add(lab.now() - start);
        List<Double> claims = claimMillis(journal, claim);
        claimMedian.add(claims.get(CLAIMS / 2));
        claimWorst.add(claims.get(CLAIMS * 95 / 100 - 1));
        List<GcLog.Pause> all = bridge.gcLog().pauses();
        List<GcLog.Pause> now = all.subList(Math.min(pauses, all.size()), all.size());
        heap.add(GcLog.peakAfter(now));
        heapUsed.add(GcLog.peakBefore(now));
        pauses = all.size();
        memory.add(Cpu.peakMemoryMiB(bridge.program().pid()));
      }
    }
    try (Connection erp = lab.database().open(Lab.ERP)) {
      Wait.until(
          "the ERP knows all",
          Duration.ofMinutes(2),
          Duration.ofMillis(200),
          () -> ErpOrders.areThrough(erp, "order"));
    }
    table.row("orders waiting in the journal", waiting.toArray());
    table.row("orders finished", through.toArray());
    table.row("seconds since the start", seconds.toArray());
    table.row("claim of 32, ms: p50 of " + CLAIMS, claimMedian.toArray());
    table.row("claim of 32, ms: p95 of " + CLAIMS, claimWorst.toArray());
    table.row("highest heap after collection since, MiB", heap.toArray());
    table.row("highest heap since, MiB", heapUsed.toArray());
    table.row("peak memory so far, MiB", memory.toArray());
    double intake =
        lab.database()
            .decimal(
                Lab.JOURNAL,
                "select extract(epoch from max(received_at) - min(received_at))"
                    + " from bridge.order_journal where order_no like 'order-%'");
    table.row("intake, orders/s", orders / intake);
    table.row("orders/s over all", orders / (lab.now() - start));
    int window = Math.min(WINDOW, orders * 2 / 5);
    double first = finishedAt(lab, window) - finishedAt(lab, 1);
    double last = finishedAt(lab, orders) - finishedAt(lab, orders - window);
    table.row("orders/s of the first " + window, window / first);
    table.row("orders/s of the last " + window, window / last);
    table.row("last / first", first / last);
    table.row("collection pauses, ms", GcLog.millis(bridge.gcLog().pauses()));
    table.print(System.out, options.json());
    return lab.database()
            .number(Lab.ERP, "select count(*) from erp_order where bridge_status = 'DONE'")
        == orders;
  }

  private static long count(Connection journal, String condition) throws SQLException {
    return Long.parseLong(
        Database.rows(
                journal,
                "select count(*) from bridge.order_journal where received_at > now()"
                    + " - interval '12 hours' and "
                    + condition)
            .get(0)
            .get(0));
  }

  private static double finishedAt(Lab lab, int place) throws SQLException {
    return lab.database()
        .decimal(
            Lab.JOURNAL,
            "select extract(epoch from finished_at) from bridge.order_journal where received_at > now()"
                + " - interval '12 hours' and status = 'finished' order by finished_at offset "
                + (place - 1)
                + " limit 1");
  }

  /** The claim as the bridge sends it, explained and rolled back; the fastest first. */
  private static List<Double> claimMillis(Connection journal, String claim) throws SQLException {
    List<Double> times = new ArrayList<>();
    journal.setAutoCommit(false);
    try {
      for (int i = 0; i < CLAIMS; i++) {
        StringBuilder plan = new StringBuilder();
        Database.rows(journal, "explain (analyze, buffers) " + claim)
            .forEach(line -> plan.append(line.get(0)).append('\n'));
        journal.rollback();
        Matcher time = TIME.matcher(plan);
        if (!time.find()) {
          throw new IllegalStateException("no time in the plan: " + plan);
        }
        times.add(Double.parseDouble(time.group(1)));
      }
    } finally {
      journal.setAutoCommit(true);
    }
    return times.stream().sorted().toList();
  }

  /** The statement out of the distribution that is measured, so that the two can't differ. */
  private String claim() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(options.lib(), "ticketscloud-bridge-*.jar")) {
      for (Path jar : found) {
        jars.add(jar.toUri().toURL());
      }
    }
    try (URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), null);
        InputStream sql = loader.getResourceAsStream("sql/order/claim-orders.sql")) {
      if (sql == null) {
        throw new IllegalStateException("no claim-orders.sql in " + options.lib());
      }
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8)
          .replace(":#free", "32")
          .replace(":#lease_ms", "30000")
          .replace(":#instance", "'benchmark'");
    }
  }
}
