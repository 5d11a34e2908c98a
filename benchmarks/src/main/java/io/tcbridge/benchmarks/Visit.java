package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The measurements of one contender, one after the other, in one life of its process. */
final class Visit {

  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration START = Duration.ofSeconds(90);
  private static final int STOCK = 2_000_000;

  private final Lab lab;
  private final Contender contender;
  private final int workers;
  private final int run;
  private final Results results;
  private int orders;

  Visit(Lab lab, Contender contender, int workers, int run, Results results) {
    this.lab = lab;
    this.contender = contender;
    this.workers = workers;
    this.run = run;
    this.results = results;
  }

  /** The sandbox as new, with enough places for everything. */
  void prepareSandbox(int latency) throws Exception {
    lab.sandbox().reset();
    lab.sandbox().seed(1, STOCK);
    lab.sandbox().latency(latency);
  }

  /** From the start of the process until one waiting order is DONE in the ERP. */
  void start() throws Exception {
    load("first", 1, () -> {});
    long calls = lab.sandbox().calls();
    double begin = lab.now();
    contender.start(workers);
    awaitEnd("first", START);
    SandboxProcess.Calls first = lab.sandbox().callsAfter(calls, "create");
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("first_done_s", lastDone("first") - begin);
    figures.put("first_call_s", first.first() - begin);
    figures.put("cpu_s", Cpu.millis(contender.process().program().pid()) / 1000.0);
    figures.put("memory_mib", (double) Cpu.memoryMiB(contender.process().program().pid()));
    add("start", 0, figures);
  }

  /** Several instances of the bridge; each has had work before they are measured. */
  void startAll(int count, int number) throws Exception {
    for (int i = 0; i < count; i++) {
      contender.start(workers);
    }
    Wait.until(
        count + " instances know the journal",
        START,
        GLANCE,
        () -> {
          contender.checkAlive();
          return knownInstances() >= count;
        });
    warmUp(number);
  }

  private long knownInstances() throws Exception {
    Database database = lab.database();
    boolean made =
        database
            .text(contender.journal(), "select to_regclass('bridge.instance') is not null")
            .equals("t");
    return made
        ? database.number(contender.journal(), "select count(*) from bridge.instance")
        : 0;
  }

  void warmUp(int number) throws Exception {
    load("warm", number, () -> {});
    awaitEnd("warm", limit(number, 5));
  }

  /**
   * All workers have work all the time.
   *
   * @return orders per second
   */
  double saturation(String part, int at, int latency, int number) throws Exception {
    lab.sandbox().latency(latency);
    String prefix = "sat" + latency;
    long calls = lab.sandbox().calls();
    AtomicReference<Counters> before = new AtomicReference<>();
    load(prefix, number, () -> before.set(counters()));
    double loaded = lab.now();
    awaitEnd(prefix, limit(number, latency));
    // Read before anything else is asked: polls go on.
    Counters used = counters().since(before.get());
    SandboxProcess.Calls made = lab.sandbox().callsAfter(calls, "create");
    double rate = number / (made.lastDone() + latency / 1000.0 - made.first());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("orders_per_s", rate);
    figures.put("erp_orders_per_s", number / (lastDone(prefix) - loaded));
    figures.put("cpu_ms", used.worker() / number);
    figures.put("compiler_cpu_ms", used.compiler() / number);
    figures.put("postgres_cpu_ms", used.postgres() / number);
    figures.put("sandbox_cpu_ms", used.sandbox() / number);
    figures.put("others_percent", used.othersPercent());
    // one of them is our own, with which the orders appeared
    figures.put("commits", (used.transactions() - 1.0) / number);
    figures.put("statements", (double) used.statements() / number);
    figures.put("wal_kib", used.walBytes() / 1024 / number);
    figures.put("calls", (double) made.number() / number);
    figures.put("memory_mib", (double) Cpu.memoryMiB(contender.process().program().pid()));
    add(part, at, figures);
    return rate;
  }

  /** Orders come one by one, evenly, at a rate that leaves half of the workers free. */
  void halfLoad(int latency, double rate, Duration length) throws Exception {
    lab.sandbox().latency(latency);
    String prefix = "half" + latency;
    long calls = lab.sandbox().calls();
    int number = Math.max(1, (int) (rate * length.toMillis() / 1000));
    orders += number;
    ErpOrders.trickle(lab.database(), contender.erp(), prefix, number, rate);
    awaitEnd(prefix, limit(number, latency));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("orders_per_s", rate);
    percentiles(
        figures,
        "erp",
        lab.database()
            .rows(
                contender.erp(),
                "select extract(epoch from bridge_updated_at - created_at) * 1000 from erp_order"
                    + " where order_no like '" + prefix + "-%'"));
    if (contender.variant().isBridge()) {
      percentiles(
          figures,
          "due",
          lab.database()
              .rows(
                  contender.journal(),
                  "select extract(epoch from finished_at - received_at) * 1000"
                      + " from bridge.order_journal where order_no like '" + prefix + "-%'"));
      ownShare(figures, prefix, latency, lab.sandbox().callsAfter(calls, "create"));
    }
    add("half-load", latency, figures);
  }

  /** From the first call to the stored result, without what the remote side was given to answer. */
  private void ownShare(
      Map<String, Double> figures, String prefix, int latency, SandboxProcess.Calls made)
      throws Exception {
    double callsPerOrder = (double) made.number() / made.created().size();
    double[] own =
        lab.database()
            .rows(
                contender.journal(),
                "select o.remote_id, max(extract(epoch from h.at)) from bridge.order_journal o"
                    + " join bridge.order_history h using (order_id)"
                    + " where o.order_no like '" + prefix + "-%' and h.fact = 'ticketed'"
                    + " group by o.remote_id")
            .stream()
            .filter(row -> made.created().containsKey(row.get(0)))
            .mapToDouble(
                row ->
                    (Double.parseDouble(row.get(1)) - made.created().get(row.get(0))) * 1000
                        - callsPerOrder * latency)
            .sorted()
            .toArray();
    percentiles(figures, "own", own);
  }

  private static void percentiles(
      Map<String, Double> figures, String name, List<List<String>> rows) {
    percentiles(
        figures,
        name,
        rows.stream().mapToDouble(row -> Double.parseDouble(row.get(0))).sorted().toArray());
  }

  private static void percentiles(Map<String, Double> figures, String name, double[] sorted) {
    for (int percent : List.of(50, 95, 99)) {
      if (sorted.length > 0) {
        int index = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
        figures.put(name + "_p" + percent + "_ms", sorted[Math.max(0, index)]);
      }
    }
  }

  /** Nothing to do. */
  void idle(Duration settle, Duration length) throws Exception {
    Wait.pause(settle);
    lab.forgetStatements();
    Counters before = counters();
    double begin = lab.now();
    Wait.pause(length);
    Counters used = counters().since(before);
    double seconds = lab.now() - begin;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("statements_per_s", used.statements() / seconds);
    figures.put("commits_per_s", used.transactions() / seconds);
    figures.put("cpu_ms_per_s", used.worker() / seconds);
    figures.put("memory_mib", (double) Cpu.memoryMiB(contender.process().program().pid()));
    add("idle", 0, figures);
    lab.writeStatements(
        results.directory().resolve("idle-" + contender.variant().name() + ".txt"), seconds);
  }

  /** Many orders wait before the process starts. */
  void drain(int number, int window) throws Exception {
    load("drain", number, () -> {});
    contender.start(workers);
    awaitEnd("drain", limit(number, 5).multipliedBy(2));
    Map<String, Double> figures = new LinkedHashMap<>();
    double first = doneAt("drain", 1);
    double last = doneAt("drain", number);
    figures.put("orders_per_s", number / (last - first));
    double firstRate = window / (doneAt("drain", window) - first);
    double lastRate = window / (last - doneAt("drain", number - window));
    figures.put("first_orders_per_s", firstRate);
    figures.put("last_orders_per_s", lastRate);
    figures.put("last_to_first", lastRate / firstRate);
    long pid = contender.process().program().pid();
    figures.put("cpu_ms", (double) Cpu.millis(pid) / number);
    figures.put(
        "peak_heap_mib", (double) GcLog.peakAfter(contender.process().gcLog().pauses()));
    figures.put("peak_memory_mib", (double) Cpu.peakMemoryMiB(pid));
    add("drain", number, figures);
  }

  private double doneAt(String prefix, int place) throws Exception {
    return lab.database()
        .decimal(
            contender.erp(),
            "select extract(epoch from bridge_updated_at) from erp_order where order_no like '"
                + prefix
                + "-%' order by bridge_updated_at offset "
                + (place - 1)
                + " limit 1");
  }

  void fail(Exception problem) throws Exception {
    results.add(
        new Sample(
            "visit", contender.variant().name(), 0, run, Map.of(), problem.toString()));
  }

  private void add(String part, int at, Map<String, Double> figures) throws Exception {
    results.add(
        new Sample(part, contender.variant().name(), at, run, new HashMap<>(figures), null));
    Progress.say(
        "run %d  %-16s %-10s %4d  %s".formatted(run, contender.variant().name(), part, at, brief(figures)));
  }

  private static String brief(Map<String, Double> figures) {
    StringBuilder text = new StringBuilder();
    figures.entrySet().stream()
        .limit(3)
        .forEach(
            figure ->
                text.append(figure.getKey())
                    .append(' ')
                    .append(Report.number(figure.getValue()))
                    .append("  "));
    return text.toString();
  }

  private void load(String prefix, int number, Runnable beforeCommit) throws Exception {
    orders += number;
    ErpOrders.load(lab.database(), contender.erp(), prefix, number, 1, beforeCommit);
  }

  private Counters counters() {
    try {
      return Counters.now(lab, contender);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private double lastDone(String prefix) throws Exception {
    return lab.database()
        .decimal(
            contender.erp(),
            "select extract(epoch from max(bridge_updated_at)) from erp_order"
                + " where order_no like '" + prefix + "-%'");
  }

  private void awaitEnd(String prefix, Duration most) throws Exception {
    try (Connection connection = lab.database().open(contender.erp())) {
      Wait.until(
          contender.variant().name() + " carries all " + prefix + "-*",
          most,
          GLANCE,
          () -> {
            contender.checkAlive();
            return ErpOrders.areThrough(connection, prefix);
          });
      String left =
          Database.rows(
                  connection,
                  "select count(*) from erp_order where bridge_status <> 'DONE'"
                      + " and order_no like '" + prefix + "-%'")
              .get(0)
              .get(0);
      if (!left.equals("0")) {
        throw new IllegalStateException(left + " orders of " + prefix + "-* are not DONE");
      }
    }
  }

  /** Generous: a fifth of what the workers could do. */
  private Duration limit(int number, int latency) {
    double fast = Math.min(workers * 1000.0 / (4 * latency + 8), 200);
    return Duration.ofSeconds(60 + (long) (5 * number / fast));
  }

  /** What the sandbox has sold is what was ordered, each once. */
  void checkSales() throws Exception {
    int sold = lab.sandbox().state().path("orders").path("done").asInt();
    if (sold != orders) {
      throw new IllegalStateException(sold + " sold remotely, " + orders + " ordered");
    }
  }
}
