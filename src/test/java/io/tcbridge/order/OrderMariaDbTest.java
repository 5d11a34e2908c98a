package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.MariaDb;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same statements on an ERP that runs on MariaDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderMariaDbTest {

  private final MariaDb server = MariaDb.start();
  private final Bundle bundle =
      Bundle.create(new Erp(server.newDatabase(), server.user(), server.password()));

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
    bundle.start();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
    server.close();
  }

  @Test
  void orders_are_sold_and_reported_with_all_their_data() {
    bundle
        .erp()
        .order("DB-1", Sample.EVENT)
        .places(Sample.FLOOR, 2)
        .seat(Sample.seat(1))
        .promo("spring200")
        .sendTickets()
        .raw("{\"касса\": \"7\"}")
        .total("4290.00")
        .save();

    bundle.awaitStatus("DB-1", "DONE");

    assertThat(bundle.erp().row("DB-1")).containsEntry("tc_total", new BigDecimal("4290.00"));
    assertThat(bundle.erp().tickets("DB-1"))
        .hasSize(3)
        .allSatisfy(
            ticket ->
                assertThat(ticket.get("event_start_local").toString())
                    .startsWith("2030-05-16")
                    .contains("17:00"));
    assertThat(bundle.erp().tickets("DB-1").get(2))
        .containsEntry("seat_row", "3")
        .containsEntry("seat_number", "1");
  }

  @Test
  void bad_rows_are_refused_and_come_back_corrected_as_the_next_revision() {
    bundle.erp().order("DB-bad", "wrong").places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("DB-bad", "REFUSED");
    bundle.await(() -> bundle.journalRow("DB-bad").get("reported_at") != null);

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set bridge_status = 'NEW', event_id = ? where order_no = 'DB-bad'",
            Sample.EVENT);
    bundle.awaitStatus("DB-bad", "DONE");

    assertThat(bundle.journalRow("DB-bad")).containsEntry("revision", 2);
  }

  @Test
  void a_number_that_postgresql_cannot_keep_holds_up_nobody() {
    bundle.erp().order("DB-\0", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("DB-next", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("DB-\0", "REFUSED");
    bundle.awaitStatus("DB-next", "DONE");
    bundle.erp().jdbc().update("delete from erp_order where order_no = ?", "DB-\0");
  }

  @Test
  void an_order_waits_for_its_lines_and_is_refused_without() {
    bundle.erp().order("DB-early", Sample.EVENT).save();
    bundle.erp().order("DB-witness", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("DB-witness", "DONE");
    String before = bundle.erp().status("DB-early");

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set created_at = created_at - interval '61' second"
                + " where order_no = 'DB-early'");
    bundle.awaitStatus("DB-early", "REFUSED");

    assertThat(before).isEqualTo("NEW");
  }

  @Test
  void a_held_order_is_cancelled() {
    bundle.sandbox().fault(Fault.textError("customer", "Mood of the customer is bad"));
    bundle.erp().order("DB-cancel", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("DB-cancel", "HELD");

    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = 'DB-cancel'");
    bundle.awaitStatus("DB-cancel", "CANCELLED");

    assertThat(bundle.erp().reason("DB-cancel")).startsWith("CANCELLED_BY_ERP: ");
  }

  @Test
  void a_done_order_is_only_reported_again() {
    bundle.erp().order("DB-again", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("DB-again", "DONE");
    bundle.await(() -> bundle.journalRow("DB-again").get("reported_at") != null);

    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = 'DB-again'");
    bundle.awaitStatus("DB-again", "DONE");

    assertThat(bundle.erp().tickets("DB-again")).hasSize(1);
    assertThat(bundle.remote("DB-again")).hasSize(1);
  }
}
