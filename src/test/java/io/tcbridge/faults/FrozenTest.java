package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.faults.CommitGate.Moment;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A process that is stopped for longer than its leases last, and then goes on as if nothing was.
 */
final class FrozenTest {

  @Test
  void a_process_that_wakes_up_finds_its_orders_taken_and_leaves_them() throws Exception {
    Scenario.of("SIGSTOP longer than the lease, taken over, woken", "R8", "R9", "R21")
        .run(FrozenTest::freezeAndWake);
  }

  @Test
  void a_process_that_is_stopped_within_a_transaction_of_the_erp_holds_up_nobody()
      throws Exception {
    Scenario.of("SIGSTOP while results are written to the ERP", "R8", "R21")
        .run(FrozenTest::freezeWhileItTells);
  }

  private static void freezeWhileItTells(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    try (CommitGate erp = new CommitGate(bundle.env().get("ERP_JDBC_URL"), List.of("erp_order"))) {
      CommitGate.Stop stop = erp.at(Moment.STATEMENT, "erp_order", "$1->>'bridge_status' = 'DONE'");
      BridgeProcess sleeper = scene.start("sleeper");
      scene.orders("stopped", 20);
      scene.await(stop::isReached);

      sleeper.freeze();
      stop.open();

      Instant frozen = Instant.now();
      scene.start("other");
      scene.await(() -> bundle.erp().count("DONE") == 20);
      scene.measured("told by the other", Duration.between(frozen, Instant.now()));
      sleeper.thaw();
      scene.orders("after", 10);
      scene.await(() -> bundle.erp().count("DONE") == 30);
      assertThat(sleeper.isAlive()).isTrue();
      assertThat(sleeper.stop()).isZero();
    }
  }

  @Test
  void a_process_that_tells_of_a_refund_too_late_does_not_have_the_last_word() throws Exception {
    Scenario.of("SIGSTOP before a refund is told, told by another, woken", "R8", "R32")
        .on(() -> Scene.ground().withRefunds().with("REFUND_FOLLOW_EVERY", "1s"))
        .run(FrozenTest::freezeBeforeItTellsOfARefund);
  }

  private static void freezeBeforeItTellsOfARefund(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    var erp = bundle.erp().jdbc();
    BridgeProcess sleeper = scene.start("sleeper");
    scene.order("given-back");
    scene.await(() -> bundle.erp().count("DONE") == 1);
    rememberStates(bundle);
    try (CommitGate journal =
        new CommitGate(bundle.env().get("JOURNAL_JDBC_URL"), List.of("bridge.refund_journal"))) {
      CommitGate.Stop claim =
          journal.at(
              Moment.STATEMENT,
              "refund_journal",
              "$1->>'report_attempts' = '1' and $2->>'report_attempts' = '0'"
                  + " and $1->>'remote_id' is not null");
      bundle.erp().refund("R-1", "given-back", bundle.erp().ticketIds("given-back"));
      scene.await(claim::isReached);

      sleeper.freeze();
      claim.open();
      scene.start("other");
      scene.await(() -> "OPEN".equals(bundle.erp().refundStatus("R-1")));
      erp.update("update erp_refund set decision = 'PERHAPS' where refund_no = 'R-1'");
      scene.await(() -> "HELD".equals(bundle.erp().refundStatus("R-1")));
      sleeper.thaw();

      scene.await(() -> states(bundle).endsWith("HELD,OPEN,HELD"));
      assertThat(bundle.refundRow("R-1")).containsEntry("status", "held");
      erp.update("update erp_refund set decision = 'APPROVE' where refund_no = 'R-1'");
      erp.update("update erp_refund set bridge_status = 'NEW' where refund_no = 'R-1'");
      scene.await(() -> "APPROVED".equals(bundle.erp().refundStatus("R-1")));
      assertThat(sleeper.stop()).isZero();
    }
  }

  private static void rememberStates(Bundle bundle) {
    var erp = bundle.erp().jdbc();
    erp.execute("create table refund_state (no bigint generated always as identity, state text)");
    erp.execute(
        "create function remember() returns trigger language plpgsql as $$ begin"
            + " insert into refund_state (state) values (new.bridge_status); return null; end $$");
    erp.execute(
        "create trigger remember after update of bridge_status on erp_refund for each row"
            + " when (old.bridge_status <> new.bridge_status) execute function remember()");
  }

  private static String states(Bundle bundle) {
    return bundle
        .erp()
        .jdbc()
        .queryForObject(
            "select coalesce(string_agg(state, ',' order by no), '') from refund_state",
            String.class);
  }

  private static void freezeAndWake(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    BridgeProcess sleeper = scene.start("sleeper");
    bundle.sandbox().set("latency_ms", "150");
    bundle.sandbox().set("latency_jitter_ms", "100");
    scene.orders("frozen", 100);
    scene.await(() -> owned(bundle).size() >= 8 && bundle.erp().count("DONE") > 0);

    sleeper.freeze();

    Instant frozen = Instant.now();
    List<Long> taken = owned(bundle);
    scene.start("other");
    scene.measured("other ready", Duration.between(frozen, Instant.now()));
    scene.await(() -> bundle.erp().count("DONE") == 100);
    scene.measured("taken over", Duration.between(frozen, lastTakeOver(bundle, taken)));
    Instant woken = bundle.journal().queryForObject("select now()", Timestamp.class).toInstant();

    sleeper.thaw();

    // What it was about to do it has done or left when it has come to claim something new.
    scene.orders("after", 30);
    scene.await(() -> bundle.erp().count("DONE") == 130);
    scene.await(() -> owned(bundle).isEmpty());
    assertThat(facts(bundle, "sleeper", taken, woken)).isEmpty();
    assertThat(taken).isNotEmpty();
    assertThat(sleeper.isAlive()).isTrue();
    assertThat(sleeper.stop()).isZero();
  }

  private static List<Long> owned(Bundle bundle) {
    return bundle
        .journal()
        .queryForList(
            "select order_id from bridge.order_journal where claimed_by = 'sleeper'", Long.class);
  }

  private static Instant lastTakeOver(Bundle bundle, List<Long> orders) {
    return bundle
        .journal()
        .queryForObject(
            "select max(first) from (select min(at) as first from bridge.order_history"
                + " where instance = 'other' and order_id = any (?) group by order_id) each",
            Timestamp.class,
            (Object) orders.toArray(new Long[0]))
        .toInstant();
  }

  private static List<String> facts(
      Bundle bundle, String instance, List<Long> orders, Instant since) {
    return bundle
        .journal()
        .queryForList(
            "select fact from bridge.order_history"
                + " where instance = ? and order_id = any (?) and at > ?",
            String.class,
            instance,
            orders.toArray(new Long[0]),
            Timestamp.from(since));
  }
}
