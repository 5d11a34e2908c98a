package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How soon the orders of an instance that ends are gone on with by another one, with the settings
 * that everybody has who sets none.
 */
@Tag("campaign")
final class TakeoverTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  @Test
  void orders_of_a_killed_instance_wait_for_the_end_of_its_leases_at_most() throws Exception {
    Scenario.of("kill -9 of one of two instances, default settings", "R1", "R7")
        .on(TakeoverTest::untouched)
        .run(
            scene -> {
              BridgeProcess one = inTheMiddle(scene);

              one.kill();

              assertThat(takenOver(scene)).isLessThan(LEASE.plusSeconds(5));
            });
  }

  @Test
  void orders_of_an_instance_that_is_told_to_stop_go_on_at_once() throws Exception {
    Scenario.of("SIGTERM of one of two instances, default settings", "R45", "R7")
        .on(TakeoverTest::untouched)
        .run(
            scene -> {
              BridgeProcess one = inTheMiddle(scene);

              one.terminate();

              assertThat(takenOver(scene)).isLessThan(Duration.ofSeconds(2));
              assertThat(one.stop()).isZero();
            });
  }

  /** Nothing is set but what has to be. */
  private static Bundle untouched() {
    Bundle bundle = Bundle.create();
    bundle.env().keySet().removeIf(name -> name.startsWith("ORDER_") || name.startsWith("REPORT_"));
    bundle.env().remove("TICKETSCLOUD_TIMEOUT");
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.sandbox().set("latency_ms", "100");
    return bundle;
  }

  /** Two instances with more than enough to do; the first one is about to go. */
  private static BridgeProcess inTheMiddle(Scene scene) {
    BridgeProcess one = scene.start("one");
    scene.start("two");
    scene.orders("busy", 400);
    scene.await(
        () ->
            owned(scene.bundle()).size() >= 8
                && scene.bundle().erp().count("DONE") > scene.random().nextInt(200));
    return one;
  }

  private static List<Long> owned(Bundle bundle) {
    return bundle
        .journal()
        .queryForList(
            "select order_id from bridge.order_journal where claimed_by = 'one'", Long.class);
  }

  /** From now until the last order that the first instance has was gone on with by the other. */
  private static Duration takenOver(Scene scene) {
    Instant gone = Instant.now();
    Long[] left = owned(scene.bundle()).toArray(new Long[0]);
    String sql =
        "select max(first) from (select min(at) as first from bridge.order_history"
            + " where instance = 'two' and order_id = any (?) and at > ? group by order_id) each"
            + " having count(*) = ?";
    List<Object> parameters = List.of(left, Timestamp.from(gone), left.length);
    scene.await(
        Duration.ofMinutes(2),
        () ->
            !scene
                .bundle()
                .journal()
                .queryForList(sql, Timestamp.class, parameters.toArray())
                .isEmpty());
    Timestamp last =
        scene.bundle().journal().queryForObject(sql, Timestamp.class, parameters.toArray());
    Duration took = Duration.between(gone, last.toInstant());
    scene.measured("taken over", took);
    return took;
  }
}
