package io.tcbridge.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tcbridge.export.ExportEvents;
import io.tcbridge.order.OrderEvents;
import io.tcbridge.order.Workers;
import io.tcbridge.refund.RefundEvents;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RequestRate;
import io.tcbridge.ticketscloud.TicketscloudCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What Prometheus reads. No label names an order or a buyer, so their number stays small. */
public final class BridgeMetrics
    implements TicketscloudCalls.CallMetrics, OrderEvents, RefundEvents, ExportEvents {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge orders =
      MultiGauge.builder("bridge.orders.open")
          .description("Orders that are not finished, by status and stage")
          .register(registry);
  private final MultiGauge exports =
      MultiGauge.builder("bridge.exports.runs")
          .description("Runs of exports that are open or late, by export")
          .register(registry);
  private final MultiGauge exportAges =
      MultiGauge.builder("bridge.exports.last.done.age")
          .description("Since a run of the export was last done; NaN = not yet")
          .baseUnit("seconds")
          .register(registry);
  private final MultiGauge clocks =
      MultiGauge.builder("bridge.clock.ahead")
          .description("How far another clock is ahead of this machine's")
          .baseUnit("seconds")
          .register(registry);
  private final Map<String, Timer> calls = new ConcurrentHashMap<>();
  private final AtomicReference<Double> oldest = new AtomicReference<>(0.0);
  private final AtomicInteger instances = new AtomicInteger();
  private final AtomicInteger alertsOpen = new AtomicInteger();
  private final AtomicLong markedStrays = new AtomicLong();
  private final AtomicLong unmarkedStrays = new AtomicLong();
  private final AtomicLong refundsHeld = new AtomicLong();
  private final AtomicReference<Double> catalogueAge = new AtomicReference<>(Double.NaN);
  private final AtomicReference<Double> refundListAge = new AtomicReference<>(Double.NaN);

  public BridgeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    Gauge.builder("bridge.orders.oldest.waiting", oldest, AtomicReference::get)
        .description("Age of the oldest order that is neither finished nor held")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("bridge.instances", instances, AtomicInteger::get)
        .description("Living instances of this journal, as this one knows them; 0 = not known yet")
        .register(registry);
    Gauge.builder("bridge.alerts.open", alertsOpen, AtomicInteger::get)
        .description("Causes that somebody is told of and that are not over")
        .register(registry);
    Gauge.builder("bridge.catalogue.age", catalogueAge, AtomicReference::get)
        .description("Since the catalogue was last read to its end; NaN = not yet")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("bridge.refund.list.age", refundListAge, AtomicReference::get)
        .description("Since the list of all refunds was last read to its end; NaN = not yet")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("bridge.refunds.held", refundsHeld, AtomicLong::get)
        .description("Refunds that wait for a person")
        .register(registry);
    strays("yes", markedStrays);
    strays("no", unmarkedStrays);
  }

  /** Takes how many causes somebody must know of. */
  public void alertsOpen(int causes) {
    alertsOpen.set(causes);
  }

  /** Counts a message that a channel took, or did not take. */
  public void alertSent(String channel, boolean taken) {
    registry
        .counter("bridge.alerts.sent", "channel", channel, "result", taken ? "taken" : "failed")
        .increment();
  }

  private void strays(String marked, AtomicLong count) {
    Gauge.builder("bridge.holds.without.owner", count, AtomicLong::get)
        .description("Remote orders that hold tickets and are not this journal's")
        .tag("marked", marked)
        .register(registry);
  }

  /** Registers what is read from the running process itself. */
  public void watch(Workers workers, KeyGate gate, RequestRate rate) {
    Gauge.builder("bridge.requests.share", rate, RequestRate::share)
        .description("Requests per second that this instance may send; 0 = no limit, or not known")
        .register(registry);
    Gauge.builder("bridge.workers.busy", workers, Workers::busy)
        .description("Orders in work in this instance")
        .register(registry);
    Gauge.builder("bridge.workers.size", workers, Workers::size).register(registry);
    Gauge.builder("bridge.process.paused", gate, paused -> paused.isOpen() ? 0 : 1)
        .description("1 while this process claims nothing (key, address, zone)")
        .register(registry);
  }

  /** Registers what people have paused. */
  public void paused(Supplier<List<String>> schedules) {
    Gauge.builder("bridge.schedules.paused", schedules, all -> all.get().size())
        .description("Schedules that a person has paused")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void called(String operation, String answerClass, Duration took) {
    calls
        .computeIfAbsent(
            operation + " " + answerClass,
            key ->
                Timer.builder("bridge.remote.calls")
                    .description("Calls to Ticketscloud, body included")
                    .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10))
                    .tags("operation", operation, "answer", answerClass)
                    .register(registry))
        .record(took);
  }

  @Override
  public void setBack(String reason, String consequence) {
    registry.counter("bridge.setbacks", "class", reason, "consequence", consequence).increment();
  }

  @Override
  public void finished(String outcome, String reason) {
    registry
        .counter(
            "bridge.orders.finished", "outcome", outcome, "reason", reason == null ? "" : reason)
        .increment();
  }

  @Override
  public void refunded(String outcome, String reason) {
    registry
        .counter(
            "bridge.refunds.finished", "outcome", outcome, "reason", reason == null ? "" : reason)
        .increment();
  }

  @Override
  public void found(int ours, int others) {
    registry.counter("bridge.refunds.found", "order", "known").increment(ours);
    registry.counter("bridge.refunds.found", "order", "unknown").increment(others);
  }

  @Override
  public void ended(String export, String result) {
    registry.counter("bridge.exports.ended", "export", export, "result", result).increment();
  }

  /** Takes what the journal says about runs of exports. */
  void exports(List<Map<String, Object>> rows) {
    exports.register(
        rows.stream()
            .flatMap(row -> Stream.of(exportRow(row, "open"), exportRow(row, "late")))
            .toList(),
        true);
    exportAges.register(
        rows.stream()
            .map(
                row ->
                    MultiGauge.Row.of(
                        Tags.of("export", (String) row.get("export")), age(row.get("done_age"))))
            .toList(),
        true);
  }

  private static MultiGauge.Row<Number> exportRow(Map<String, Object> row, String state) {
    return MultiGauge.Row.of(
        Tags.of("export", (String) row.get("export"), "state", state),
        ((Number) row.get(state)).longValue());
  }

  @Override
  public void sold(Duration sinceCreated) {
    Timer.builder("bridge.order.time.to.done").register(registry).record(sinceCreated);
  }

  /** Takes how far other clocks are ahead, by whose they are. */
  void clocks(Map<String, Duration> ahead) {
    clocks.register(
        ahead.entrySet().stream()
            .map(
                clock ->
                    MultiGauge.Row.of(
                        Tags.of("of", clock.getKey()), clock.getValue().toMillis() / 1000.0))
            .toList(),
        true);
  }

  /** Takes what the journal says about open orders. */
  void open(List<Map<String, Object>> rows, double oldestSeconds) {
    orders.register(
        rows.stream()
            .map(
                row ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "status",
                            (String) row.get("status"),
                            "stage",
                            (String) row.get("stage")),
                        (Supplier<Number>) () -> (Number) row.get("orders")))
            .toList(),
        true);
    oldest.set(oldestSeconds);
  }

  /** Takes how many instances live. */
  void instances(int living) {
    instances.set(living);
  }

  /** Takes what the journal says about holds that are not its own. */
  void strays(Map<String, Object> counts) {
    markedStrays.set(((Number) counts.get("marked")).longValue());
    unmarkedStrays.set(((Number) counts.get("unmarked")).longValue());
  }

  /** Takes what the journal says about the age of what was read. */
  void ages(Map<String, Object> row) {
    catalogueAge.set(age(row.get("catalogue")));
    refundListAge.set(age(row.get("refund_list")));
    refundsHeld.set(((Number) row.get("refunds_held")).longValue());
  }

  private static double age(Object seconds) {
    return seconds == null ? Double.NaN : ((Number) seconds).doubleValue();
  }

  String scrape() {
    return registry.scrape();
  }
}
