package io.tcbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.RefundView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundAgreementTest {

  private static final BigDecimal PRICE = new BigDecimal("100.00");

  private final List<ErpRefund> erp = new ArrayList<>();
  private final List<RefundView> remote = new ArrayList<>();

  @Test
  void what_is_as_decided_on_both_sides_agrees() {
    erp.add(refund("R-1", "APPROVE", "APPROVED", "r1", "REFUNDED"));
    erp.add(refund("R-2", "REJECT", "REJECTED", "r2", "SOLD"));
    remote.add(view("r1", "approved"));
    remote.add(view("r2", "rejected"));

    assertThat(RefundAgreement.differences(erp, remote)).isEmpty();
    assertThat(RefundAgreement.erp(erp)).isEqualTo(new Refunded(1, 1, 1, PRICE));
    assertThat(RefundAgreement.sandbox(remote)).isEqualTo(RefundAgreement.erp(erp));
  }

  @Test
  void a_refund_that_ended_otherwise_or_a_ticket_that_does_not_show_it_is_told() {
    erp.add(refund("R-1", "APPROVE", "OPEN", "r1", "SOLD"));
    erp.add(refund("R-2", "APPROVE", "APPROVED", "r2", "SOLD"));
    remote.add(view("r1", "open"));
    remote.add(view("r2", "approved"));

    assertThat(RefundAgreement.differences(erp, remote))
        .containsExactly(
            "R-1, decided APPROVE, is OPEN and its ticket SOLD",
            "R-2, decided APPROVE, is APPROVED and its ticket SOLD");
  }

  @Test
  void a_second_remote_refund_and_a_missing_one_are_told() {
    erp.add(refund("R-1", "APPROVE", "APPROVED", "r1", "REFUNDED"));
    erp.add(refund("R-2", "APPROVE", "APPROVED", "r1", "REFUNDED"));
    remote.add(view("r1", "approved"));
    remote.add(view("r9", "new"));

    assertThat(RefundAgreement.differences(erp, remote))
        .containsExactly(
            "R-2 has no remote refund of its own", "remote refund r9 belongs to none of the ERP's");
  }

  @Test
  void another_amount_or_state_is_told() {
    erp.add(refund("R-1", "APPROVE", "APPROVED", "r1", "REFUNDED"));
    remote.add(view("r1", "rejected"));

    assertThat(RefundAgreement.differences(erp, remote))
        .containsExactly(
            "R-1 is APPROVED of 100.00 for ticket t1 in the ERP,"
                + " and rejected of 100.00 for tickets [t1] in the sandbox");
  }

  private static ErpRefund refund(
      String number, String decision, String status, String remoteId, String ticketStatus) {
    return new ErpRefund(number, "t1", decision, status, remoteId, PRICE, ticketStatus);
  }

  private static RefundView view(String id, String status) {
    return new RefundView(
        id, "order", status, "user", List.of("t1"), PRICE, Instant.EPOCH, Instant.EPOCH);
  }
}
