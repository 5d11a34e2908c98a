package io.tcbridge.benchmarks;

import java.util.TreeMap;
import java.util.function.Function;

/** The figures of one run. */
final class ThroughputTable {

  private final Throughput bridge;
  private final Table table;

  private ThroughputTable(Throughput bridge) {
    this.bridge = bridge;
    this.table = new Table("bridge");
  }

  static Table of(Throughput bridge) {
    ThroughputTable figures = new ThroughputTable(bridge);
    figures.fill();
    return figures.table;
  }

  private void fill() {
    row("orders", run -> run.orders());
    row("orders DONE", run -> run.done());
    row("orders/s, first call to last DONE", Throughput::ordersPerSecond);
    row("orders/s, in the ERP to last DONE", run -> run.orders() / run.loadedSeconds());
    row("orders/s, first call to journal", run -> run.orders() / run.journalSeconds());
    row("CPU ms per order, process", run -> run.perOrder(run.usage().worker()));
    row("  of it the compilers", run -> run.perOrder(run.usage().compiler()));
    row("  of it the collector", run -> run.perOrder(run.usage().collector()));
    row("CPU ms per order, PostgreSQL", run -> run.perOrder(run.usage().postgres()));
    row("CPU ms per order, sandbox", run -> run.perOrder(run.usage().sandbox()));
    row("CPU ms per order, this harness", run -> run.perOrder(run.usage().harness()));
    row("CPU ms per order, others on the machine", run -> run.perOrder(run.usage().others()));
    row("orders/s that the CPU time allows", Throughput::capacity);
    row("remote calls per order", run -> run.perOrder(run.remoteCalls()));
    new TreeMap<>(bridge.calls())
        .keySet()
        .forEach(call -> row("  " + call, run -> run.calls().getOrDefault(call, 0)));
    table.row("journal commits per order", bridge.perOrder(bridge.commits()));
    table.row("  fenced saves per order", bridge.fencedSaves());
    bridge.saves().forEach((fact, share) -> table.row("    " + fact, share));
    table.row("  shared commits per order", bridge.perOrder(bridge.commits()) - bridge.fencedSaves());
    table.row("  journal updates in place (HOT), %", bridge.hotUpdates());
    row("peak memory of the process, MiB", run -> run.peakMemoryMiB());
    table.row("peak heap, MiB", GcLog.peakBefore(bridge.pauses()));
    table.row("peak heap after collection, MiB", GcLog.peakAfter(bridge.pauses()));
    table.row("collections", bridge.pauses().size());
    table.row("collection pauses, ms", GcLog.millis(bridge.pauses()));
  }

  private void row(String name, Function<Throughput, Object> figure) {
    table.row(name, figure.apply(bridge));
  }
}
