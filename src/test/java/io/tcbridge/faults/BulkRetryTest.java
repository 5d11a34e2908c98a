package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.cli.Main;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.testing.Bundle;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand orders are held for one cause. A person mends it and has all of them tried again
 * with one command, which spreads them over time.
 */
@Tag("campaign")
final class BulkRetryTest {

  private static final int ORDERS = Integer.getInteger("faults.bulk.orders", 10_000);
  private static final int RATE = 200;
  private static final String EVENT = "6b0000000000000000000001";
  private static final String FLOOR = "6b00000000000000000000f1";
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void ten_thousand_held_orders_are_tried_again_at_the_rate_that_was_asked_for() throws Exception {
    Scenario.of(ORDERS + " held orders, tried again with one command at 200 per second", "R43")
        .on(BulkRetryTest::ground)
        .times(0.2)
        .run(BulkRetryTest::bulk);
  }

  private static Bundle ground() {
    Bundle bundle = Scene.ground().with("ORDER_WORKERS", "32");
    bundle
        .sandbox()
        .seed(
            SandboxEvent.of(
                EVENT,
                "Bulk",
                Instant.parse("2030-05-16T14:00:00Z"),
                List.of(
                    SandboxSet.unseated(FLOOR, "Floor", new BigDecimal("1000.00"), 2 * ORDERS))));
    return bundle;
  }

  private static void bulk(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found"));
    save(scene);
    scene.start("bulk-1");
    scene.start("bulk-2");
    scene.await(LONG, () -> bundle.erp().count("HELD") == ORDERS);
    bundle.sandbox().clearFaults();

    Instant asked = Instant.now();
    JsonObject retried = retry(bundle);

    assertThat(retried.getInteger("done")).isEqualTo(ORDERS);
    assertThat(dueInTheBusiestSecond(bundle)).isLessThanOrEqualTo(RATE + 1);
    scene.patience(LONG);
    scene.await(LONG, () -> bundle.erp().count("DONE") == ORDERS);
    scene.measured("all sold", Duration.between(asked, Instant.now()));
    assertThat(Duration.between(asked, Instant.now()))
        .isGreaterThan(Duration.ofSeconds(ORDERS / RATE - 2));
  }

  private static void save(Scene scene) {
    var jdbc = scene.bundle().erp().jdbc();
    List<Object[]> orders =
        IntStream.rangeClosed(1, ORDERS)
            .mapToObj(i -> new Object[] {"bulk-" + i, EVENT, new BigDecimal("1100.00")})
            .toList();
    List<Object[]> lines =
        IntStream.rangeClosed(1, ORDERS).mapToObj(i -> new Object[] {"bulk-" + i, FLOOR}).toList();
    jdbc.batchUpdate(
        "insert into erp_order_line (order_no, line_no, set_id, quantity) values (?, 1, ?, 1)",
        lines);
    jdbc.batchUpdate(
        "insert into erp_order (order_no, event_id, expected_total) values (?, ?, ?)", orders);
    scene.counts(ORDERS);
  }

  private static JsonObject retry(Bundle bundle) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.everything(bundle.env(), InputStream.nullInputStream(), settings -> () -> {})
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "order", "retry", "--reason", "NO_DEAL", "--rate", RATE + "/s", "--yes", "--json");
    assertThat(exit).as(err.toString()).isZero();
    return new JsonObject(out.toString());
  }

  /** The first seconds may be over already, so only what still waits is counted. */
  private static int dueInTheBusiestSecond(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject(
            "select coalesce(max(orders), 0) from (select count(*) as orders"
                + " from bridge.order_journal where status = 'waiting' and attempts = 0"
                + " group by date_trunc('second', due_at)) as seconds",
            Integer.class);
  }
}
