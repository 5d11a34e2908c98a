package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Stranger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both commands after a run that somebody has damaged. */
class ProofOfDamageTest {

  private SomeRun run;

  @BeforeEach
  void prepare() throws Exception {
    run = SomeRun.of();
  }

  @AfterEach
  void cleanUp() {
    run.close();
  }

  @Test
  void a_second_sale_of_one_order_is_found_by_both() throws Exception {
    Stranger stranger = new Stranger(run.bundle());
    stranger.patch(stranger.hold("A-1"), "{\"status\": \"done\"}");

    assertThat(SomeRun.codes(run.verify("--json"))).contains("SOLD_TWICE", "SALE_UNKNOWN");
    assertThat(SomeRun.codes(run.prove("--json"))).containsExactly("SOLD_TWICE", "SALE_UNKNOWN");
  }

  @Test
  void a_lost_ticket_and_a_changed_status_are_found_by_both() {
    run.bundle().erp().jdbc().update("delete from erp_ticket where order_no = 'A-2'");
    run.bundle()
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'HELD' where order_no = 'A-3'");

    assertThat(SomeRun.codes(run.verify("--json"))).containsExactly("TICKET_LOST", "ERP_BEHIND");
    assertThat(SomeRun.codes(run.prove("--json"))).containsExactly("TICKET_LOST", "ERP_BEHIND");
  }

  @Test
  void an_end_that_was_seen_after_the_remote_side_was_read_proves_nothing() {
    String change =
        "update bridge.remote_order set seen = 'cancelled', seen_at = now() + cast(? as interval)"
            + " where remote_id = (select remote_id from bridge.order_journal"
            + " where order_no = 'A-1')";
    run.bundle().journal().update(change, "1 hour");
    assertThat(run.verify().exitCode()).isZero();

    run.bundle().journal().update(change, "-1 hour");

    assertThat(SomeRun.codes(run.verify("--json"))).containsExactly("REMOTE_WENT_BACK");
  }

  @Test
  void a_hold_without_an_owner_is_told_with_the_next_step() throws Exception {
    new Stranger(run.bundle()).hold("A-3");

    Outcome outcome = run.prove();

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("I5 HOLD_WITHOUT_OWNER: remote order ")
        .contains("   next: bin/bridge order release A-3")
        .contains("1 finding: 1 HOLD_WITHOUT_OWNER.");
  }

  @Test
  void an_order_that_the_journal_has_lost_is_found() {
    run.bundle().journal().update("delete from bridge.remote_order");
    run.bundle().journal().update("delete from bridge.order_ticket");
    run.bundle().journal().update("delete from bridge.order_journal where order_no = 'A-1'");

    assertThat(SomeRun.codes(run.prove("--json"))).containsExactly("NOT_IN_JOURNAL");
  }
}
