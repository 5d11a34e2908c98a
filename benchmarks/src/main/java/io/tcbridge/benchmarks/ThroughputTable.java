package io.tcbridge.benchmarks;

import java.util.TreeMap;
import java.util.function.Function;

/** The figures of one or two runs, side by side. */
final class ThroughputTable {

  private final Throughput bridge;
  private final Throughput peer;
  private final Table table;

  private ThroughputTable(Throughput bridge, Throughput peer) {
    this.bridge = bridge;
    this.peer = peer;
    this.table =
        peer == null ? new Table("bridge") : new Table("bridge", "peer", "bridge/peer");
  }

  static Table of(Throughput bridge, Throughput peer) {
    ThroughputTable figures = new ThroughputTable(bridge, peer);
    figures.fill();
    return figures.table;
  }

  private void fill() {
    row("orders", run -> run.orders());
    row("orders DONE", run -> run.done());
    ratio("orders/s, first call to last DONE", Throughput::ordersPerSecond);
    ratio("orders/s, in the ERP to last DONE", run -> run.orders() / run.loadedSeconds());
    row("orders/s, first call to journal", run -> run.orders() / run.journalSeconds());
    ratio("CPU ms per order, process", run -> run.perOrder(run.usage().worker()));
    row("  of it the compilers", run -> run.perOrder(run.usage().compiler()));
    row("  of it the collector", run -> run.perOrder(run.usage().collector()));
    ratio("CPU ms per order, PostgreSQL", run -> run.perOrder(run.usage().postgres()));
    ratio("CPU ms per order, sandbox", run -> run.perOrder(run.usage().sandbox()));
    row("CPU ms per order, this harness", run -> run.perOrder(run.usage().harness()));
    row("CPU ms per order, others on the machine", run -> run.perOrder(run.usage().others()));
    ratio("orders/s that the CPU time allows", Throughput::capacity);
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
    if (peer == null) {
      table.row(name, figure.apply(bridge));
    } else {
      table.row(name, figure.apply(bridge), figure.apply(peer));
    }
  }

  private void ratio(String name, Function<Throughput, Double> figure) {
    if (peer == null) {
      table.row(name, figure.apply(bridge));
    } else {
      double ours = figure.apply(bridge);
      double theirs = figure.apply(peer);
      table.row(name, ours, theirs, ours / theirs);
    }
  }
}
