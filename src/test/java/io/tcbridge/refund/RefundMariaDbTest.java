package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.MariaDb;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same statements on an ERP that runs on MariaDB, with two instances. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefundMariaDbTest {

  private final MariaDb server = MariaDb.start();
  private final Bundle bundle =
      Bundle.create(new Erp(server.newDatabase(), server.user(), server.password())).withRefunds();
  private final Cabinet cabinet = new Cabinet(bundle);

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
    bundle.start();
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
    server.close();
  }

  private List<String> sold(String orderNo, int places) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, places).save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  @Test
  void a_refund_is_made_decided_and_told() {
    List<String> tickets = sold("M-1", 2);

    bundle.erp().refund("RM-1", "M-1", tickets.subList(0, 1));
    bundle.awaitRefund("RM-1", "OPEN");
    bundle.erp().decide("RM-1", "APPROVE");
    bundle.awaitRefund("RM-1", "APPROVED");

    assertThat(bundle.erp().refundRow("RM-1"))
        .containsEntry("refund_nominal", new BigDecimal("1000.00"));
    assertThat(bundle.erp().tickets("M-1"))
        .extracting(row -> row.get("status"))
        .containsExactlyInAnyOrder("REFUNDED", "SOLD");
  }

  @Test
  void a_refund_of_the_cabinet_is_inserted() {
    List<String> tickets = sold("M-2", 1);

    String id = cabinet.refund((String) bundle.erp().row("M-2").get("tc_order_id"), tickets);
    bundle.awaitRefund(id, "OPEN");
    bundle.erp().decide(id, "APPROVE");
    bundle.awaitRefund(id, "APPROVED");

    assertThat(bundle.erp().refundTickets(id)).isEqualTo(tickets);
  }

  @Test
  void a_split_refund_moves_its_tickets() {
    bundle
        .erp()
        .order("M-3", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .places(Sample.BALCONY, 1)
        .promo("spring200")
        .save();
    bundle.awaitStatus("M-3", "DONE");

    bundle.erp().refund("RM-3", "M-3", bundle.erp().ticketIds("M-3"));
    bundle.awaitRefund("RM-3", "OPEN");
    bundle.awaitRefund("RM-3/2", "OPEN");

    assertThat(bundle.erp().refundTickets("RM-3")).hasSize(1);
    assertThat(bundle.erp().refundTickets("RM-3/2")).hasSize(1);
  }

  @Test
  void a_bad_refund_is_refused() {
    bundle.erp().refund("RM-4", "M-none", List.of("wrong"));

    bundle.awaitRefund("RM-4", "REFUSED");

    assertThat(bundle.erp().refundReason("RM-4")).startsWith("INVALID: ");
  }
}
