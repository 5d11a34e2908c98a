package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal that was put back, or lost, makes no second remote refund and forgets none. */
class RefundRestoreTest {

  private Bundle bundle;
  private Cabinet cabinet;
  private Bridge before;

  @BeforeEach
  void prepare() throws Exception {
    bundle = Bundle.onSale().withRefunds().with("REFUND_ORDER_WAIT", "1s");
    cabinet = new Cabinet(bundle);
    before = bundle.start();
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  private List<String> sold(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  private String remoteOrder(String orderNo) {
    return (String) bundle.erp().row(orderNo).get("tc_order_id");
  }

  private void putBack() {
    bundle.stop(before);
    bundle.journal().update("delete from bridge.refund_history");
    bundle.journal().update("delete from bridge.refund_ticket");
    bundle.journal().update("delete from bridge.refund_journal");
  }

  private void shows(String refundNo, String status) {
    bundle
        .erp()
        .jdbc()
        .update("update erp_refund set bridge_status = ? where refund_no = ?", status, refundNo);
  }

  private long erpRefunds() {
    return bundle.erp().jdbc().queryForObject("select count(*) from erp_refund", Long.class);
  }

  @Test
  void what_the_erp_knows_of_is_taken_again_and_not_asked_for_again() throws Exception {
    List<String> open = sold("D-1");
    List<String> cabinetToo = sold("D-2");
    List<String> never = sold("D-3");
    List<String> held = sold("D-4");
    List<String> sold = sold("D-5");
    bundle.erp().refund("R-1", "D-1", open);
    bundle.awaitRefund("R-1", "OPEN");
    String found = cabinet.refund(remoteOrder("D-4"), held);
    bundle.awaitRefund(found, "OPEN");
    putBack();
    // asked for just before the loss, and the id was never told
    cabinet.refund(remoteOrder("D-2"), cabinetToo);
    bundle.erp().refund("R-2", "D-2", cabinetToo);
    shows("R-2", "ACCEPTED");
    bundle.erp().refund("R-3", "D-3", never);
    shows("R-3", "ACCEPTED");
    bundle.erp().refund("R-4", "D-4", held);
    shows("R-4", "HELD");
    bundle.erp().refund("R-6", "D-5", sold);
    shows("R-6", "HELD");
    bundle.erp().refund("R-5", "nobody's", List.of("5f5e10000000000000002101"));
    shows("R-5", "ACCEPTED");

    bundle.start();
    bundle.erp().decide("R-1", "APPROVE");
    bundle.awaitRefund("R-1", "APPROVED");
    bundle.awaitRefund("R-2", "HELD");
    bundle.awaitRefund("R-3", "OPEN");
    bundle.awaitRefund("R-5", "HELD");

    assertThat(bundle.erp().refundReason("R-2")).startsWith("FOREIGN_REFUND: ");
    assertThat(bundle.erp().refundReason("R-5")).startsWith("ORDER_UNKNOWN: ");
    // D-1, the two of the cabinet, D-3
    assertThat(bundle.sandbox().refunds()).hasSize(4);
    bundle.await(() -> !bundle.refundRow(found).isEmpty());
    assertThat(bundle.refundRow("R-4"))
        .containsEntry("status", "held")
        .containsEntry("reason_code", "FOREIGN_REFUND");
    assertThat(bundle.refundRow("R-6"))
        .containsEntry("status", "held")
        .containsEntry("reason_code", "RESTORED");
    bundle.await(() -> erpRefunds() == 8);
  }

  @Test
  void an_older_journal_learns_the_remote_refund_from_the_erp() throws Exception {
    List<String> tickets = sold("D-6");
    bundle.erp().refund("R-6", "D-6", tickets);
    bundle.awaitRefund("R-6", "OPEN");
    bundle.await(() -> bundle.refundRow("R-6").get("report_at") == null);
    bundle.stop(before);
    bundle
        .journal()
        .update(
            "update bridge.refund_journal set remote_id = null, remote_status = null, sends = 0,"
                + " sent_from = null, remote_nominal = null, reported_status = null,"
                + " reported_at = null, due_at = now(), status = 'waiting'");

    bundle.erp().decide("R-6", "APPROVE");
    bundle.start();
    bundle.awaitRefund("R-6", "APPROVED");

    assertThat(bundle.sandbox().refunds()).hasSize(1);
    assertThat(erpRefunds()).isEqualTo(1);
  }

  @Test
  void refunds_of_an_order_that_is_found_later_are_brought_in() throws Exception {
    List<String> tickets = sold("D-7");
    String order = remoteOrder("D-7");
    long orderId =
        bundle
            .journal()
            .queryForObject(
                "select order_id from bridge.remote_order where remote_id = ?", Long.class, order);
    bundle.journal().update("delete from bridge.remote_order where remote_id = ?", order);
    String id = cabinet.refund(order, tickets);
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForList("select remote_id from bridge.refund_stray", String.class)
                .contains(id));
    bundle.stop(before);

    bundle
        .journal()
        .update(
            "insert into bridge.remote_order (remote_id, order_id, seen, seen_at)"
                + " values (?, ?, 'done', now())",
            order,
            orderId);
    bundle.sandbox().advance(java.time.Duration.ofDays(3));
    bundle
        .journal()
        .update("update bridge.refund_window set covered_to = now() + interval '3 days'");
    bundle.start();

    bundle.awaitRefund(id, "OPEN");
    assertThat(
            bundle.journal().queryForObject("select count(*) from bridge.refund_stray", Long.class))
        .isZero();
  }
}
