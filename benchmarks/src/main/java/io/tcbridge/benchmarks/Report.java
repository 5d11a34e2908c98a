package io.tcbridge.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as Markdown: medians, with the lowest and highest run where it matters. */
final class Report {

  private final Results results;
  private final StringBuilder text = new StringBuilder();

  Report(Results results) {
    this.results = results;
  }

  String markdown() {
    results.machine().forEach((name, value) -> line("- " + name + ": " + value));
    saturation();
    halfLoad();
    instances();
    drain();
    start();
    List<String> problems = results.problems();
    if (!problems.isEmpty()) {
      heading("Problems");
      problems.forEach(problem -> line("- " + problem));
    }
    return text.toString();
  }

  private void saturation() {
    for (int latency : results.levels("saturation")) {
      heading("Saturation, remote latency " + latency + " ms");
      row(
          "",
          "orders/s",
          "× limit",
          "CPU ms per order",
          "× limit",
          "PostgreSQL CPU ms",
          "commits",
          "statements",
          "WAL KiB",
          "remote calls",
          "memory MiB",
          "others' CPU %");
      rule(12);
      for (String variant : results.variants("saturation")) {
        row(
            variant,
            range("saturation", variant, latency, "orders_per_s"),
            ratio("saturation", variant, latency, "orders_per_s"),
            range("saturation", variant, latency, "cpu_ms"),
            ratio("saturation", variant, latency, "cpu_ms"),
            median("saturation", variant, latency, "postgres_cpu_ms"),
            median("saturation", variant, latency, "commits"),
            median("saturation", variant, latency, "statements"),
            median("saturation", variant, latency, "wal_kib"),
            median("saturation", variant, latency, "calls"),
            median("saturation", variant, latency, "memory_mib"),
            median("saturation", variant, latency, "others_percent"));
      }
    }
  }

  private void halfLoad() {
    for (int latency : results.levels("half-load")) {
      heading("Half load, remote latency " + latency + " ms");
      row(
          "",
          "orders/s",
          "ERP row to DONE, ms: p50",
          "p95",
          "p99",
          "journal row due to done stored, ms: p50",
          "p95",
          "p99",
          "own share, ms: p50",
          "p95",
          "p99");
      rule(11);
      for (String variant : results.variants("half-load")) {
        List<String> cells = new ArrayList<>();
        cells.add(variant);
        cells.add(median("half-load", variant, latency, "orders_per_s"));
        for (String what : List.of("erp", "due", "own")) {
          for (int percent : List.of(50, 95, 99)) {
            cells.add(median("half-load", variant, latency, what + "_p" + percent + "_ms"));
          }
        }
        row(cells.toArray(String[]::new));
      }
    }
  }

  private void instances() {
    if (results.levels("instances").isEmpty()) {
      return;
    }
    heading("Instances on one journal, remote latency 300 ms");
    row("instances", "orders/s", "× one");
    rule(3);
    Results.Spread one = results.spread("instances", Variant.BRIDGE, 1, "orders_per_s");
    for (int count : results.levels("instances")) {
      Results.Spread rate = results.spread("instances", Variant.BRIDGE, count, "orders_per_s");
      row(
          String.valueOf(count),
          range("instances", Variant.BRIDGE, count, "orders_per_s"),
          one == null || rate == null ? "-" : number(rate.median() / one.median()));
    }
  }

  private void drain() {
    for (int orders : results.levels("drain")) {
      heading("Drain of " + orders + " waiting orders");
      row(
          "",
          "orders/s",
          "of the first part",
          "of the last part",
          "last / first",
          "CPU ms per order",
          "peak heap after collection MiB",
          "peak memory MiB");
      rule(8);
      for (String variant : results.variants("drain")) {
        row(
            variant,
            median("drain", variant, orders, "orders_per_s"),
            median("drain", variant, orders, "first_orders_per_s"),
            median("drain", variant, orders, "last_orders_per_s"),
            median("drain", variant, orders, "last_to_first"),
            median("drain", variant, orders, "cpu_ms"),
            median("drain", variant, orders, "peak_heap_mib"),
            median("drain", variant, orders, "peak_memory_mib"));
      }
    }
  }

  private void start() {
    if (results.levels("start").isEmpty()) {
      return;
    }
    heading("Start and idle");
    row(
        "",
        "start to first DONE, s",
        "to first call, s",
        "CPU until then, s",
        "memory MiB",
        "idle: statements/s",
        "commits/s",
        "CPU ms/s");
    rule(8);
    for (String variant : results.variants("start")) {
      row(
          variant,
          range("start", variant, 0, "first_done_s"),
          median("start", variant, 0, "first_call_s"),
          median("start", variant, 0, "cpu_s"),
          median("start", variant, 0, "memory_mib"),
          median("idle", variant, 0, "statements_per_s"),
          median("idle", variant, 0, "commits_per_s"),
          median("idle", variant, 0, "cpu_ms_per_s"));
    }
  }

  private String median(String part, String variant, int at, String figure) {
    Results.Spread spread = results.spread(part, variant, at, figure);
    return spread == null ? "-" : number(spread.median());
  }

  private String range(String part, String variant, int at, String figure) {
    Results.Spread spread = results.spread(part, variant, at, figure);
    if (spread == null) {
      return "-";
    }
    return spread.runs() == 1
        ? number(spread.median())
        : "%s (%s–%s)"
            .formatted(
                number(spread.median()), number(spread.lowest()), number(spread.highest()));
  }

  private String ratio(String part, String variant, int at, String figure) {
    Results.Spread limit = results.spread(part, Variant.LIMIT, at, figure);
    Results.Spread own = results.spread(part, variant, at, figure);
    return limit == null || own == null
        ? "-"
        : String.format(Locale.ROOT, "%.2f", own.median() / limit.median());
  }

  static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private void heading(String heading) {
    line("");
    line("### " + heading);
    line("");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void rule(int cells) {
    line("|---" + "|---:".repeat(cells - 1) + "|");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
