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

  @Test
  void a_refunded_ticket_that_is_told_again_is_refunded_again() throws Exception {
    List<String> tickets = sold("D-8");
    bundle.erp().refund("R-8", "D-8", tickets);
    bundle.erp().decide("R-8", "APPROVE");
    bundle.awaitRefund("R-8", "APPROVED");
    bundle.await(() -> bundle.refundRow("R-8").get("report_at") == null);

    // the ERP is put back to before it was told of the sale, and its refund was new then
    bundle.erp().jdbc().update("delete from erp_ticket where order_no = 'D-8'");
    shows("R-8", "NEW");
    bundle.awaitRefund("R-8", "APPROVED");
    bundle.erp().jdbc().update("update erp_order set bridge_status = 'NEW', tc_order_id = null");
    bundle.awaitStatus("D-8", "DONE");

    bundle.await(
        () ->
            bundle.erp().tickets("D-8").stream()
                .map(row -> row.get("status"))
                .toList()
                .equals(List.of("REFUNDED")));
    assertThat(bundle.calls("refund-approve")).hasSize(1);
  }

  @Test
  void an_erp_that_was_put_back_gets_what_the_bridge_had_inserted() throws Exception {
    List<String> found = sold("D-9");
    bundle
        .erp()
        .order("D-10", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .places(Sample.BALCONY, 1)
        .promo("spring200")
        .save();
    bundle.awaitStatus("D-10", "DONE");
    String foreign = cabinet.refund(remoteOrder("D-9"), found);
    cabinet.approve(foreign);
    bundle.awaitRefund(foreign, "APPROVED");
    bundle.erp().refund("R-10", "D-10", bundle.erp().ticketIds("D-10"));
    bundle.awaitRefund("R-10/2", "OPEN");
    bundle.await(() -> bundle.refundRow("R-10/2").get("report_at") == null);
    bundle.stop(before);

    List<String> part = bundle.erp().refundTickets("R-10/2");
    for (String refundNo : List.of(foreign, "R-10/2")) {
      bundle.erp().jdbc().update("delete from erp_refund_ticket where refund_no = ?", refundNo);
      bundle.erp().jdbc().update("delete from erp_refund where refund_no = ?", refundNo);
    }
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_refund_ticket (refund_no, ticket_id) values ('R-10', ?)", part.get(0));
    bundle.erp().jdbc().update("delete from erp_ticket where order_no = 'D-9'");
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set bridge_status = 'ACCEPTED', tc_order_id = null"
                + " where order_no = 'D-9'");
    bundle.start();
    bundle.awaitRefund(foreign, "APPROVED");
    bundle.awaitRefund("R-10/2", "OPEN");
    bundle.awaitStatus("D-9", "DONE");

    bundle.await(
        () ->
            bundle.erp().tickets("D-9").stream()
                .map(row -> row.get("status"))
                .toList()
                .equals(List.of("REFUNDED")));
    assertThat(bundle.erp().refundTickets(foreign)).isEqualTo(found);
    assertThat(bundle.erp().refundTickets("R-10/2")).isEqualTo(part);
    assertThat(bundle.erp().refundTickets("R-10")).hasSize(1).doesNotContainAnyElementsOf(part);
    assertThat(bundle.sandbox().refunds()).hasSize(3);
  }
}
