package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Wire;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is decided on what was taken back, is not shown, or is not what was asked for. */
class RefundCareTest {

  private Bundle bundle;
  private Cabinet cabinet;
  private Wire wire;

  @BeforeEach
  void prepare() throws Exception {
    bundle =
        Bundle.onSale()
            .withRefunds()
            .with("ORDER_RETRY_LIMIT", "1000")
            .with("REFUND_FOLLOW_EVERY", "300ms");
    cabinet = new Cabinet(bundle);
    wire = Wire.to(bundle.sandbox().url());
    bundle.with("TICKETSCLOUD_URL", wire.url());
    bundle.start();
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
    wire.close();
  }

  private List<String> sold(String orderNo, int places) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, places).save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  private List<String> soldWithTwoDiscounts(String orderNo) {
    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .places(Sample.BALCONY, 1)
        .promo("spring200")
        .save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  private String remoteOrder(String orderNo) {
    return (String) bundle.erp().row(orderNo).get("tc_order_id");
  }

  private void rewrite(UnaryOperator<String> change) {
    wire.rewrite(request -> request.contains("/v2/resources/refund_requests"), change);
  }

  private void again(String refundNo, String expected) {
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_refund set bridge_status = 'NEW', expected_nominal = ? where refund_no = ?",
            expected == null ? null : new BigDecimal(expected),
            refundNo);
  }

  private void awaitProblem(String refundNo, String begin) {
    bundle.await(() -> String.valueOf(bundle.refundRow(refundNo).get("problem")).startsWith(begin));
  }

  private void awaitClaims(String refundNo, int more) {
    int before = (Integer) bundle.refundRow(refundNo).get("claims");
    bundle.await(() -> (Integer) bundle.refundRow(refundNo).get("claims") >= before + more);
  }

  @Test
  void a_decision_that_was_taken_back_is_not_carried_out() {
    List<String> tickets = sold("C-1", 1);
    bundle.erp().refund("R-1", "C-1", "user", new BigDecimal("900.00"), tickets);
    bundle.erp().decide("R-1", "APPROVE");
    bundle.awaitRefund("R-1", "HELD");

    bundle.erp().decide("R-1", null);
    bundle.await(() -> bundle.refundRow("R-1").get("decision") == null);
    again("R-1", "1000.00");
    bundle.awaitRefund("R-1", "OPEN");
    awaitClaims("R-1", 2);

    assertThat(bundle.calls("refund-approve")).isEmpty();
    bundle.erp().decide("R-1", "APPROVE");
    bundle.awaitRefund("R-1", "APPROVED");
  }

  @Test
  void a_decision_that_is_taken_back_while_the_list_is_read_is_not_sent() {
    List<String> tickets = sold("C-11", 1);
    bundle.erp().refund("R-11", "C-11", tickets);
    bundle.awaitRefund("R-11", "OPEN");
    bundle.journal().update("update bridge.refund_window set due_at = now() + interval '1 day'");
    // the next claim is the one that knows the decision
    bundle.await(
        () ->
            bundle
                    .journal()
                    .update(
                        "update bridge.refund_journal set due_at = now() + interval '1 day'"
                            + " where refund_no = 'R-11' and claimed_by is null")
                == 1);
    AtomicBoolean first = new AtomicBoolean(true);
    wire.rewrite(
        request -> request.contains("events=") && first.getAndSet(false),
        body -> {
          bundle.erp().decide("R-11", null);
          bundle.await(() -> bundle.refundRow("R-11").get("decision") == null);
          return body;
        });

    bundle.erp().decide("R-11", "APPROVE");
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForList("select fact from bridge.refund_history", String.class)
                .contains("decision taken back by the ERP"));
    awaitClaims("R-11", 2);

    assertThat(bundle.calls("refund-approve")).isEmpty();
    bundle.erp().decide("R-11", "REJECT");
    bundle.awaitRefund("R-11", "REJECTED");
  }

  @Test
  void parts_without_a_decision_of_their_own_follow_the_refund_that_was_asked_for() {
    List<String> tickets = soldWithTwoDiscounts("C-2");
    bundle.erp().refund("R-2", "C-2", "user", new BigDecimal("1.00"), tickets);
    bundle.erp().decide("R-2", "APPROVE");
    bundle.awaitRefund("R-2", "HELD");
    bundle.awaitRefund("R-2/2", "HELD");

    bundle.erp().decide("R-2", "REJECT");
    bundle.awaitRefund("R-2", "REJECTED");
    bundle.awaitRefund("R-2/2", "REJECTED");

    assertThat(bundle.calls("refund-approve")).isEmpty();
  }

  @Test
  void a_decision_that_comes_while_another_one_is_refused_counts() {
    List<String> tickets = sold("C-3", 1);
    bundle.sandbox().fault(Fault.latency("refund-approve", 800, 0).times(1));
    bundle.erp().refund("R-3", "C-3", "org", null, tickets);
    bundle.awaitRefund("R-3", "OPEN");

    bundle.erp().decide("R-3", "APPROVE");
    bundle.await(
        () ->
            "approve".equals(bundle.refundRow("R-3").get("decision"))
                && bundle.refundRow("R-3").get("claimed_by") != null);
    bundle.erp().decide("R-3", "REJECT");

    bundle.awaitRefund("R-3", "REJECTED");
  }

  @Test
  void a_refund_that_does_not_say_of_which_order_it_is_is_not_taken_for_ours() {
    List<String> tickets = sold("C-4", 1);
    bundle.sandbox().fault(Fault.lostAnswer("refund-create").times(1));
    rewrite(body -> body.replaceAll("\"order\": ?\"[0-9a-f]{24}\",", ""));

    bundle.erp().refund("R-4", "C-4", tickets);
    awaitProblem("R-4", "ANSWER_INCOMPLETE");
    bundle.await(
        () ->
            bundle
                    .journal()
                    .queryForObject(
                        "select count(*) from bridge.refund_window where trouble like '%1 entries%'",
                        Long.class)
                > 0);

    assertThat(bundle.refundRow("R-4")).containsEntry("remote_id", null);
    wire.straighten();
    bundle.awaitRefund("R-4", "OPEN");
    assertThat(bundle.sandbox().refunds()).hasSize(1);
    assertThat(bundle.erp().jdbc().queryForObject("select count(*) from erp_refund", Long.class))
        .isEqualTo(1);
  }

  @Test
  void what_does_not_show_its_amount_is_not_approved() {
    List<String> tickets = sold("C-5", 1);
    rewrite(body -> body.replaceAll("\"(refund_nominal|delta)\": ?\"[0-9.]+\",", ""));

    bundle.erp().refund("R-5", "C-5", tickets);
    bundle.erp().decide("R-5", "APPROVE");
    awaitProblem("R-5", "ANSWER_INCOMPLETE: the refund does not show its amount");
    awaitClaims("R-5", 2);

    assertThat(bundle.calls("refund-approve")).isEmpty();
    wire.straighten();
    bundle.awaitRefund("R-5", "APPROVED");
  }

  @Test
  void a_decision_does_not_let_go_what_has_other_tickets() {
    List<String> tickets = sold("C-6", 2);
    rewrite(body -> body.replace("[\"" + tickets.get(0), "[\"" + tickets.get(1)));

    bundle.erp().refund("R-6", "C-6", tickets.subList(0, 1));
    bundle.awaitRefund("R-6", "HELD");
    bundle.erp().decide("R-6", "APPROVE");
    bundle.await(() -> "approve".equals(bundle.refundRow("R-6").get("decision")));
    awaitClaims("R-6", 3);

    assertThat(bundle.calls("refund-approve")).isEmpty();
    bundle.awaitRefund("R-6", "HELD");
    assertThat(bundle.erp().refundReason("R-6")).startsWith("REFUND_DIFFERENT: ");
    wire.straighten();
    bundle.awaitRefund("R-6", "APPROVED");
  }

  @Test
  void somebody_elses_refund_is_brought_in_also_after_the_first_try_was_cut_off() {
    List<String> tickets = sold("C-7", 1);
    bundle.journal().update("update bridge.refund_window set due_at = now() + interval '1 day'");
    String foreign = cabinet.refund(remoteOrder("C-7"), tickets);
    bundle.erp().refund("R-7", "C-7", tickets);
    bundle.awaitRefund("R-7", "HELD");
    bundle.awaitRefund(foreign, "OPEN");

    // as if the process had been killed between its two last statements
    bundle.journal().update("delete from bridge.refund_ticket where not live");
    bundle.journal().update("delete from bridge.refund_journal where refund_no = ?", foreign);
    bundle.erp().jdbc().update("delete from erp_refund_ticket where refund_no = ?", foreign);
    bundle.erp().jdbc().update("delete from erp_refund where refund_no = ?", foreign);
    again("R-7", null);

    bundle.await(() -> !bundle.refundRow(foreign).isEmpty());
    bundle.awaitRefund("R-7", "HELD");
  }

  @Test
  void the_wait_for_an_unclear_request_begins_when_its_answer_was_given_up() {
    List<String> tickets = sold("C-8", 1);
    bundle.sandbox().fault(Fault.hang("refund-create").times(1));

    bundle.erp().refund("R-8", "C-8", tickets);
    awaitProblem("R-8", "NO_ANSWER");

    assertThat(
            bundle
                .journal()
                .queryForObject(
                    "select r.last_sent_at - h.at > interval '500 milliseconds'"
                        + " from bridge.refund_journal r join bridge.refund_history h"
                        + " using (refund_id) where r.refund_no = 'R-8' and h.fact = 'asked for'",
                    Boolean.class))
        .isTrue();
  }

  @Test
  void a_number_without_room_for_its_parts_is_refused() {
    String refundNo = "R-".repeat(31) + "9";
    List<String> tickets = soldWithTwoDiscounts("C-9");

    bundle.erp().refund(refundNo, "C-9", tickets);
    bundle.awaitRefund(refundNo, "REFUSED");

    assertThat(bundle.erp().refundReason(refundNo)).startsWith("INVALID: ").contains("no room");
    assertThat(bundle.sandbox().refunds()).isEmpty();
  }

  @Test
  void a_clock_that_was_wrong_once_hides_no_refund() {
    List<String> tickets = sold("C-10", 1);
    bundle
        .journal()
        .update("update bridge.refund_window set covered_to = now() + interval '1 year'");

    String id = cabinet.refund(remoteOrder("C-10"), tickets);

    bundle.awaitRefund(id, "OPEN");
  }
}
