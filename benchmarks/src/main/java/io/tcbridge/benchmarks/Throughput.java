package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of orders took.
 *
 * @param erpSeconds from the first remote call to the last DONE in the ERP
 * @param journalSeconds the same to the last finished order in the journal
 * @param loadedSeconds from the orders' appearance in the ERP to the last DONE there
 * @param calls remote calls by operation and status
 * @param commits all commits in the journal's database; NaN where there is none
 * @param hotUpdates share of the updates of the journal's main table that wrote no index, in percent
 * @param saves journal history lines by fact, one for each fenced save
 */
record Throughput(
    int orders,
    int done,
    double erpSeconds,
    double journalSeconds,
    double loadedSeconds,
    Usage usage,
    Map<String, Integer> calls,
    double commits,
    Map<String, Double> saves,
    double hotUpdates,
    long peakMemoryMiB,
    List<GcLog.Pause> pauses) {

  private static final Duration MOST = Duration.ofMinutes(15);
  private static final Duration GLANCE = Duration.ofMillis(200);

  /** Counters of a backend reach the statistics with this delay when it is idle. */
  private static final Duration STATISTICS = Duration.ofSeconds(11);

  static final String COMMITS =
      "select xact_commit from pg_stat_database where datname = 'journal'";

  /** Measures the bridge. */
  static Throughput ofBridge(Lab lab, int orders, int warmUp, int events) throws Exception {
    Database database = lab.database();
    if (warmUp > 0) {
      ErpOrders.load(database, Lab.ERP, "warm", warmUp, events);
    } else {
      ErpOrders.load(database, Lab.ERP, "order", orders, events);
    }
    BridgeProcess bridge = lab.startBridge("bridge");
    Usage before = Usage.now(lab, bridge.program());
    double loaded = lab.now();
    long calls = lab.sandbox().calls();
    double quiet = 0;
    long commits = 0;
    if (warmUp > 0) {
      awaitEnd(lab, Lab.ERP, "warm", bridge.program());
      // Polls go on without orders: how many commits that takes is not the orders' share.
      Wait.pause(STATISTICS);
      long first = database.number(Lab.JOURNAL, COMMITS);
      Wait.pause(STATISTICS);
      commits = database.number(Lab.JOURNAL, COMMITS);
      quiet = (commits - first) / (STATISTICS.toMillis() / 1000.0);
      calls = lab.sandbox().calls();
      lab.forgetStatements();
      before = Usage.now(lab, bridge.program());
      ErpOrders.load(database, Lab.ERP, "order", orders, events);
      loaded = lab.now();
      before = before.withoutHarness();
    }
    awaitEnd(lab, Lab.ERP, "order", bridge.program());
    Usage usage = Usage.now(lab, bridge.program()).since(before);
    double end = lab.now();
    lab.printStatements(orders);
    Wait.pause(STATISTICS);
    double own = quiet * (lab.now() - end);
    double all = database.number(Lab.JOURNAL, COMMITS) - commits - own;
    Throughput throughput =
        of(lab, Lab.ERP, orders, loaded, usage, calls, bridge.program(), bridge.gcLog().pauses())
            .withJournal(lab, warmUp > 0 ? all : Double.NaN);
    bridge.program().close();
    return throughput;
  }

  private static void awaitEnd(Lab lab, String erp, String prefix, Program worker)
      throws Exception {
    try (Connection connection = lab.database().open(erp)) {
      Wait.until(
          "all orders " + prefix + "-* are through",
          MOST,
          GLANCE,
          () -> {
            if (!worker.isAlive()) {
              throw new IllegalStateException(worker.name() + " ended: " + worker.output());
            }
            return ErpOrders.areThrough(connection, prefix);
          });
    }
  }

  private static Throughput of(
      Lab lab,
      String erp,
      int orders,
      double loaded,
      Usage usage,
      long firstCall,
      Program worker,
      List<GcLog.Pause> pauses)
      throws Exception {
    SandboxProcess.Calls calls = lab.sandbox().callsAfter(firstCall, "create");
    double last =
        lab.database()
            .decimal(
                erp,
                "select extract(epoch from max(bridge_updated_at)) from erp_order"
                    + " where order_no like 'order-%'");
    long done =
        lab.database()
            .number(
                erp,
                "select count(*) from erp_order where order_no like 'order-%'"
                    + " and bridge_status = 'DONE'");
    return new Throughput(
        orders,
        (int) done,
        last - calls.first(),
        Double.NaN,
        last - loaded,
        usage,
        calls.byOperation(),
        Double.NaN,
        Map.of(),
        Double.NaN,
        Cpu.peakMemoryMiB(worker.pid()),
        pauses);
  }

  private Throughput withJournal(Lab lab, double allCommits) throws Exception {
    Map<String, Double> facts = new LinkedHashMap<>();
    for (List<String> row :
        lab.database()
            .rows(
                Lab.JOURNAL,
                "select h.fact, count(*) from bridge.order_history h"
                    + " join bridge.order_journal o using (order_id)"
                    + " where o.order_no like 'order-%' group by h.fact order by min(h.at)")) {
      facts.put(row.get(0), Double.parseDouble(row.get(1)) / orders);
    }
    // both ends are times of the same clock: that of this machine
    double first =
        lab.database()
            .decimal(
                Lab.JOURNAL,
                "select extract(epoch from max(finished_at)) from bridge.order_journal"
                    + " where order_no like 'order-%'");
    double last =
        lab.database()
            .decimal(
                Lab.ERP,
                "select extract(epoch from max(bridge_updated_at)) from erp_order"
                    + " where order_no like 'order-%'");
    return new Throughput(
        orders,
        done,
        erpSeconds,
        erpSeconds - (last - first),
        loadedSeconds,
        usage,
        calls,
        allCommits,
        facts,
        lab.database()
            .decimal(
                Lab.JOURNAL,
                "select 100.0 * n_tup_hot_upd / nullif(n_tup_upd, 0) from pg_stat_user_tables"
                    + " where relname = 'order_journal'"),
        peakMemoryMiB,
        pauses);
  }

  double ordersPerSecond() {
    return orders / erpSeconds;
  }

  int remoteCalls() {
    return calls.entrySet().stream()
        .filter(call -> !call.getKey().startsWith("list"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Saves after intake: each is a commit of its own. */
  double fencedSaves() {
    return saves.entrySet().stream()
        .filter(save -> !save.getKey().equals("received"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  double perOrder(double amount) {
    return amount / orders;
  }

  /** Orders per second if the processors had nothing else to do, from the time all parts took. */
  double capacity() {
    double perOrder =
        perOrder(usage.worker() + usage.postgres() + usage.sandbox() + usage.harness());
    return Runtime.getRuntime().availableProcessors() * 1000.0 / perOrder;
  }
}
