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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How soon the orders of an instance that ends are gone on with by another one, with the settings
 * that everybody has who sets none. The seconds are figures for the table, which a busy machine
 * makes longer; what is asserted is whether leases were waited for, and only once.
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

              Instant gone = Instant.now();
              assertThat(takenOver(scene, gone, owned(scene.bundle())))
                  .isLessThan(LEASE.multipliedBy(2));
            });
  }

  /** Those that hold nothing yet are given back too, and wait their turn like all others. */
  @Test
  void holds_of_an_instance_that_is_told_to_stop_go_on_at_once() throws Exception {
    Scenario.of("SIGTERM of one of two instances, default settings", "R45", "R7")
        .on(TakeoverTest::untouched)
        .run(
            scene -> {
              BridgeProcess one = inTheMiddle(scene);

              Instant gone = Instant.now();
              assertThat(one.stop()).isZero();

              scene.measured("stopped", Duration.between(gone, Instant.now()));
              assertThat(owned(scene.bundle())).isEmpty();
              assertThat(takenOver(scene, gone, holdsGivenBack(scene.bundle())))
                  .isLessThan(LEASE.dividedBy(2));
            });
  }

  /** Nothing is set but what has to be. */
  private static Bundle untouched() {
    Bundle bundle = Bundle.create();
    bundle.env().keySet().removeIf(name -> name.startsWith("ORDER_") || name.startsWith("REPORT_"));
    bundle.env().remove("TICKETSCLOUD_TIMEOUT");
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.sandbox().set("latency_ms", "300");
    return bundle;
  }

  /** Two instances with more than enough to do; the first one is about to go. */
  private static BridgeProcess inTheMiddle(Scene scene) {
    BridgeProcess one = scene.start("one");
    scene.start("two");
    scene.orders("busy", 400);
    scene.await(
        () ->
            holding(scene.bundle()) >= 4
                && scene.bundle().erp().count("DONE") > scene.random().nextInt(200));
    return one;
  }

  private static long holding(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from bridge.order_journal"
                + " where claimed_by = 'one' and stage in ('created', 'reserved')",
            Long.class);
  }

  private static List<Long> owned(Bundle bundle) {
    return bundle
        .journal()
        .queryForList(
            "select order_id from bridge.order_journal where claimed_by = 'one'", Long.class);
  }

  private static List<Long> holdsGivenBack(Bundle bundle) {
    return bundle
        .journal()
        .queryForList(
            "select distinct order_id from bridge.order_history h where instance = 'one'"
                + " and fact = 'given back' and exists (select 1 from bridge.remote_order r"
                + " where r.order_id = h.order_id and r.created_at < h.at)",
            Long.class);
  }

  /** Until the last of these orders was gone on with by the other instance. */
  private static Duration takenOver(Scene scene, Instant gone, List<Long> orders) {
    String sql =
        "select max(first) from (select min(at) as first from bridge.order_history"
            + " where instance = 'two' and order_id = any (?) and at > ? group by order_id) each"
            + " having count(*) = ?";
    Object[] parameters = {orders.toArray(new Long[0]), Timestamp.from(gone), orders.size()};
    JdbcTemplate journal = scene.bundle().journal();
    assertThat(orders).isNotEmpty();
    scene.await(
        Duration.ofMinutes(2),
        () -> !journal.queryForList(sql, Timestamp.class, parameters).isEmpty());
    Timestamp last = journal.queryForObject(sql, Timestamp.class, parameters);
    Duration took = Duration.between(gone, last.toInstant());
    scene.measured("taken over", took);
    return took;
  }
}
