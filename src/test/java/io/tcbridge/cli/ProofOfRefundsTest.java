package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.prove.Finding;
import io.tcbridge.prove.Terms;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refunds on all three sides after a run that somebody has damaged. */
class ProofOfRefundsTest {

  private SomeRun run;
  private Bundle bundle;
  private Cabinet cabinet;
  private List<String> tickets;
  private String found;

  /** R-1 was approved as the ERP wished, another one was begun and is open in the cabinet. */
  @BeforeEach
  void prepare() throws Exception {
    bundle = Bundle.onSale().withRefunds();
    cabinet = new Cabinet(bundle);
    run = new SomeRun(bundle);
    var bridge = bundle.start();
    bundle.erp().order("P-1", Sample.EVENT).places(Sample.FLOOR, 3).save();
    bundle.awaitStatus("P-1", "DONE");
    tickets = bundle.erp().ticketIds("P-1");
    bundle.erp().refund("R-1", "P-1", tickets.subList(0, 1));
    bundle.erp().decide("R-1", "APPROVE");
    bundle.awaitRefund("R-1", "APPROVED");
    found = cabinet.refund(order(), tickets.subList(1, 2));
    bundle.awaitRefund(found, "OPEN");
    bundle.await(() -> bundle.refundRow(found).get("report_at") == null);
    bundle.await(() -> bundle.refundRow("R-1").get("report_at") == null);
    bundle.stop(bridge);
  }

  @AfterEach
  void cleanUp() {
    run.close();
  }

  private String order() {
    return (String) bundle.erp().row("P-1").get("tc_order_id");
  }

  private void erp(String sql, Object... values) {
    bundle.erp().jdbc().update(sql, values);
  }

  private void journal(String sql, Object... values) {
    bundle.journal().update(sql, values);
  }

  private List<String> codes() {
    return bundle.prove(Terms::withoutWaits).findings().stream().map(Finding::code).toList();
  }

  @Test
  void what_agrees_is_not_found_also_while_the_erp_does_not_know_of_an_approval() {
    assertThat(codes()).isEmpty();
    assertThat(run.prove().exitCode()).isZero();
    assertThat(run.prove().out())
        .containsPattern("I10 +refunds agree +2 +0 +refunds")
        .contains("2 remote refunds");

    cabinet.approve(found);

    assertThat(run.prove().exitCode()).isZero();
    assertThat(run.verify().exitCode()).isZero();
    assertThat(codes()).containsExactly("REFUND_STATUS_DIFFERS");
  }

  @Test
  void another_amount_or_end_or_ticket_in_the_erp_is_found() {
    erp("update erp_refund set refund_nominal = 1 where refund_no = 'R-1'");
    erp("update erp_ticket set status = 'SOLD' where ticket_id = ?", tickets.get(0));
    erp("update erp_refund_ticket set ticket_id = ? where refund_no = ?", tickets.get(2), found);
    assertThat(codes())
        .containsExactlyInAnyOrder(
            "REFUND_AMOUNT_DIFFERS", "REFUNDED_TICKET_SOLD", "REFUND_TICKETS_DIFFER");

    erp("update erp_refund set bridge_status = 'REJECTED' where refund_no = 'R-1'");

    assertThat(codes()).contains("REFUND_ERP_DIFFERS", "REFUND_STATUS_DIFFERS");
  }

  @Test
  void a_refund_that_one_side_has_lost_is_found() {
    erp("delete from erp_refund_ticket where refund_no = ?", found);
    erp("delete from erp_refund where refund_no = ?", found);
    assertThat(codes()).containsExactly("REFUND_NOT_IN_ERP");

    journal("delete from bridge.refund_ticket where not live");
    journal("delete from bridge.refund_journal where refund_no = ?", found);
    assertThat(codes()).containsExactly("REFUND_LOST");

    journal("delete from bridge.refund_ticket");
    journal("delete from bridge.refund_journal where refund_no = 'R-1'");
    assertThat(SomeRun.codes(run.prove("--json"))).containsExactly("REFUND_NOT_IN_JOURNAL");
  }

  @Test
  void what_stands_still_or_stands_twice_is_found() {
    journal(
        "update bridge.refund_journal set due_at = now() - interval '1 hour' where refund_no = ?",
        found);
    erp("update erp_refund set tc_refund_id = ? where refund_no = 'R-1'", found);
    cabinet.refund(order(), tickets.subList(1, 2));

    assertThat(codes())
        .contains("REFUND_STUCK", "REFUND_ERP_DIFFERS", "REFUNDED_TWICE", "REFUND_LOST");
  }

  @Test
  void two_refunds_of_the_erp_that_are_one_remote_one_are_found() {
    erp(
        "insert into erp_refund (refund_no, order_no, culprit, bridge_status, tc_refund_id)"
            + " select 'R-2', order_no, culprit, bridge_status, tc_refund_id from erp_refund"
            + " where refund_no = 'R-1'");
    erp("insert into erp_refund_ticket values ('R-2', ?)", tickets.get(0));

    assertThat(codes()).contains("REFUND_SHARED", "REFUND_TICKET_TWICE", "REFUND_NOT_IN_JOURNAL");
  }
}
