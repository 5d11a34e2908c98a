package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.RefundView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundFlowTest {

  private Bundle bundle;
  private Cabinet cabinet;

  @BeforeEach
  void prepare() throws Exception {
    bundle = Bundle.onSale().withRefunds();
    cabinet = new Cabinet(bundle);
    bundle.start();
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  private List<String> sold(String orderNo, int places) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, places).save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  private String remoteOrder(String orderNo) {
    return (String) bundle.erp().row(orderNo).get("tc_order_id");
  }

  private List<Call> writes() {
    return bundle.sandbox().history().stream()
        .filter(call -> call.operation().startsWith("refund-"))
        .filter(call -> !call.operation().equals("refund-read"))
        .toList();
  }

  @Test
  void a_refund_is_made_and_approved_when_the_erp_says_so() {
    List<String> tickets = sold("A-1", 2);

    bundle.erp().refund("R-1", "A-1", tickets.subList(0, 1));
    bundle.awaitRefund("R-1", "OPEN");
    bundle.erp().decide("R-1", "APPROVE");
    bundle.awaitRefund("R-1", "APPROVED");

    RefundView remote = bundle.sandbox().refunds().get(0);
    assertThat(bundle.erp().refundRow("R-1"))
        .containsEntry("tc_refund_id", remote.id())
        .containsEntry("refund_nominal", new BigDecimal("1000.00"))
        .containsEntry("bridge_reason", null);
    assertThat(((java.sql.Timestamp) bundle.erp().refundRow("R-1").get("finished_at")).toInstant())
        .isEqualTo(remote.finishedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    assertThat(bundle.erp().tickets("A-1"))
        .extracting(row -> row.get("ticket_id") + " " + row.get("status"))
        .containsExactlyInAnyOrder(tickets.get(0) + " REFUNDED", tickets.get(1) + " SOLD");
    assertThat(writes())
        .extracting(Call::operation)
        .containsExactly("refund-create", "refund-approve");
  }

  @Test
  void a_decision_that_is_there_from_the_start_is_sent_after_the_refund() {
    List<String> tickets = sold("A-2", 1);

    bundle.erp().refund("R-2", "A-2", tickets);
    bundle.erp().decide("R-2", "REJECT");
    bundle.awaitRefund("R-2", "REJECTED");

    assertThat(bundle.erp().tickets("A-2").get(0)).containsEntry("status", "SOLD");
  }

  @Test
  void a_refund_waits_for_its_order() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:3000");
    bundle.erp().order("A-3", Sample.EVENT).seat(Sample.seat(3)).save();
    bundle.erp().refund("R-3", "A-3", List.of(Sample.seat(3)));
    bundle.erp().decide("R-3", "APPROVE");

    bundle.awaitRefund("R-3", "APPROVED");

    assertThat(bundle.erp().status("A-3")).isEqualTo("DONE");
    assertThat(bundle.erp().tickets("A-3").get(0)).containsEntry("status", "REFUNDED");
  }

  @Test
  void bad_refunds_are_refused_with_every_reason() {
    List<String> tickets = sold("A-4", 2);
    bundle.erp().refund("R-4a", "A-4", "venue", null, List.of("wrong"));
    bundle.erp().refund("R-4b", "A-4", List.of(Sample.seat(9)));
    bundle.erp().refund("R-4c", "A-4", tickets.subList(0, 1));
    bundle.awaitRefund("R-4c", "OPEN");
    bundle.erp().refund("R-4d", "A-4", tickets);

    bundle.awaitRefund("R-4a", "REFUSED");
    bundle.awaitRefund("R-4b", "REFUSED");
    bundle.awaitRefund("R-4d", "REFUSED");

    assertThat(bundle.erp().refundReason("R-4a"))
        .startsWith("INVALID: culprit must be user")
        .contains("ticket_id is not 24");
    assertThat(bundle.erp().refundReason("R-4b")).startsWith("WRONG_TICKET: ");
    assertThat(bundle.erp().refundReason("R-4d")).startsWith("TICKET_IN_REFUND: ").contains("R-4c");
    assertThat(bundle.sandbox().refunds()).hasSize(1);
  }

  @Test
  void a_ticket_is_free_again_after_its_refund_was_rejected() {
    List<String> tickets = sold("A-5", 1);
    bundle.erp().refund("R-5a", "A-5", tickets);
    bundle.erp().decide("R-5a", "REJECT");
    bundle.awaitRefund("R-5a", "REJECTED");

    bundle.erp().refund("R-5b", "A-5", tickets);
    bundle.erp().decide("R-5b", "APPROVE");
    bundle.awaitRefund("R-5b", "APPROVED");

    assertThat(bundle.sandbox().refunds()).hasSize(2);
  }

  @Test
  void a_lost_answer_to_the_request_makes_no_second_one() {
    List<String> tickets = sold("A-6", 1);
    bundle.sandbox().fault(Fault.lostAnswer("refund-create").times(1));

    bundle.erp().refund("R-6", "A-6", tickets);
    bundle.erp().decide("R-6", "APPROVE");
    bundle.awaitRefund("R-6", "APPROVED");

    assertThat(bundle.sandbox().refunds()).hasSize(1);
    assertThat(writes())
        .extracting(Call::operation)
        .containsExactly("refund-create", "refund-approve");
  }

  @Test
  void an_effect_that_comes_late_makes_no_second_one_either() {
    List<String> tickets = sold("A-7", 1);
    bundle
        .sandbox()
        .fault(Fault.lostAnswer("refund-create").effectDelayMs(1_500).keepsBusy(false).times(1));

    bundle.erp().refund("R-7", "A-7", tickets);
    bundle.awaitRefund("R-7", "OPEN");

    assertThat(bundle.sandbox().refunds()).hasSize(1);
  }

  @Test
  void a_request_that_never_arrived_is_made_again_after_a_while() {
    List<String> tickets = sold("A-8", 1);
    bundle.sandbox().fault(Fault.dropBefore("refund-create").times(1));

    bundle.erp().refund("R-8", "A-8", tickets);
    bundle.awaitRefund("R-8", "OPEN");

    assertThat(bundle.sandbox().refunds()).hasSize(1);
  }

  @Test
  void a_lost_answer_to_the_decision_is_read_and_not_sent_again() {
    List<String> tickets = sold("A-9", 1);
    bundle.sandbox().fault(Fault.lostAnswer("refund-approve").times(1));

    bundle.erp().refund("R-9", "A-9", tickets);
    bundle.erp().decide("R-9", "APPROVE");
    bundle.awaitRefund("R-9", "APPROVED");

    assertThat(writes())
        .extracting(Call::operation)
        .containsExactly("refund-create", "refund-approve");
  }

  @Test
  void an_approval_that_takes_time_is_followed() {
    bundle.sandbox().set("refund_approve", "async_in_progress:1500");
    List<String> tickets = sold("A-10", 1);

    bundle.erp().refund("R-10", "A-10", tickets);
    bundle.erp().decide("R-10", "APPROVE");
    bundle.awaitRefund("R-10", "APPROVED");

    assertThat(bundle.calls("refund-approve")).hasSize(1);
  }

  @Test
  void somebody_elses_refund_of_the_same_tickets_holds_ours_and_is_brought_back() {
    List<String> tickets = sold("A-11", 2);
    String foreign = cabinet.refund(remoteOrder("A-11"), tickets);
    bundle.awaitRefund(foreign, "OPEN");

    bundle.erp().refund("R-11", "A-11", tickets.subList(0, 1));
    bundle.awaitRefund("R-11", "HELD");

    assertThat(bundle.erp().refundReason("R-11")).startsWith("FOREIGN_REFUND: ").contains(foreign);
    assertThat(bundle.calls("refund-create")).hasSize(1);
  }

  @Test
  void a_held_refund_goes_on_when_the_erp_sets_it_to_new() {
    List<String> tickets = sold("A-12", 1);
    String foreign = cabinet.refund(remoteOrder("A-12"), tickets);
    bundle.awaitRefund(foreign, "OPEN");
    bundle.erp().refund("R-12", "A-12", tickets);
    bundle.awaitRefund("R-12", "HELD");

    cabinet.reject(foreign);
    bundle.awaitRefund(foreign, "REJECTED");
    bundle
        .erp()
        .jdbc()
        .update("update erp_refund set bridge_status = 'NEW' where refund_no = 'R-12'");
    bundle.awaitRefund("R-12", "OPEN");

    assertThat(bundle.sandbox().refunds()).hasSize(2);
  }

  @Test
  void a_different_amount_is_held_before_money_moves() {
    List<String> tickets = sold("A-13", 1);

    bundle.erp().refund("R-13", "A-13", "user", new BigDecimal("900.00"), tickets);
    bundle.erp().decide("R-13", "APPROVE");
    bundle.awaitRefund("R-13", "HELD");

    assertThat(bundle.erp().refundReason("R-13")).startsWith("REFUND_AMOUNT: ").contains("900.00");
    assertThat(bundle.calls("refund-approve")).isEmpty();
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_refund set bridge_status = 'NEW', expected_nominal = 1000"
                + " where refund_no = 'R-13'");
    bundle.awaitRefund("R-13", "APPROVED");
  }

  @Test
  void tickets_with_different_discounts_become_refunds_of_their_own() {
    bundle
        .erp()
        .order("A-14", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .places(Sample.BALCONY, 1)
        .promo("spring200")
        .save();
    bundle.awaitStatus("A-14", "DONE");
    List<String> tickets = bundle.erp().ticketIds("A-14");
    List<BigDecimal> nominals =
        bundle.erp().tickets("A-14").stream().map(row -> (BigDecimal) row.get("nominal")).toList();

    bundle.erp().refund("R-14", "A-14", "user", nominals.get(0).add(nominals.get(1)), tickets);
    bundle.erp().decide("R-14", "APPROVE");
    bundle.awaitRefund("R-14", "APPROVED");
    bundle.awaitRefund("R-14/2", "APPROVED");

    assertThat(bundle.erp().refundTickets("R-14")).hasSize(1);
    assertThat(bundle.erp().refundTickets("R-14/2")).hasSize(1);
    assertThat(bundle.erp().tickets("A-14"))
        .allSatisfy(row -> assertThat(row).containsEntry("status", "REFUNDED"));
    assertThat(bundle.sandbox().refunds()).hasSize(2);
  }

  @Test
  void a_refusal_is_final_and_says_why() {
    List<String> tickets = sold("A-15", 1);
    bundle
        .sandbox()
        .fault(Fault.textError("refund-create", "Disabled by cascade setting").times(1));

    bundle.erp().refund("R-15", "A-15", tickets);
    bundle.awaitRefund("R-15", "REFUSED");

    assertThat(bundle.erp().refundReason("R-15"))
        .startsWith("REFUND_NOT_OFFERED: ")
        .contains("Disabled by cascade setting");
    assertThat(bundle.sandbox().refunds()).isEmpty();
  }

  @Test
  void a_decision_that_is_refused_is_held_because_the_refund_lives() {
    List<String> tickets = sold("A-16", 1);

    bundle.erp().refund("R-16", "A-16", "org", null, tickets);
    bundle.erp().decide("R-16", "APPROVE");
    bundle.awaitRefund("R-16", "HELD");

    assertThat(bundle.erp().refundReason("R-16")).startsWith("REFUND_CULPRIT: ");
    bundle.erp().decide("R-16", "REJECT");
    bundle.awaitRefund("R-16", "REJECTED");
  }

  @Test
  void a_decision_that_is_none_waits_for_a_better_one() {
    List<String> tickets = sold("A-17", 1);
    bundle.erp().refund("R-17", "A-17", tickets);
    bundle.erp().decide("R-17", "MAYBE");
    bundle.awaitRefund("R-17", "HELD");

    bundle.erp().decide("R-17", "APPROVE");
    bundle.awaitRefund("R-17", "APPROVED");

    assertThat(bundle.erp().refundReason("R-17")).isNull();
  }

  @Test
  void a_list_of_ids_in_place_of_a_sentence_is_told_as_it_is() {
    List<String> tickets = sold("A-18", 1);
    bundle
        .sandbox()
        .fault(
            Fault.textError("refund-create", "[696f56aa637adf7f979951a1, 696f56aa637adf7f979951a2]")
                .times(1));

    bundle.erp().refund("R-18", "A-18", tickets);
    bundle.awaitRefund("R-18", "REFUSED");

    assertThat(bundle.erp().refundReason("R-18"))
        .startsWith("REFUND_DOCUMENTS: ")
        .contains("696f56aa637adf7f979951a2");
  }
}
