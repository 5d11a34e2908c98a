package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Orders that wait for a person, and barcodes that come late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderHeldTest {

  private final Bundle bundle =
      Bundle.create()
          .with("ORDER_HELD_HOLD_TIME", "300ms")
          .with("ORDER_BARCODE_WAIT", "500ms")
          .with("ORDER_RETRY_LIMIT", "2");

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("barcode_at_done", "immediate");
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void tickets_are_reported_when_their_barcodes_are_there() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:400");
    bundle.erp().order("H-soon", Sample.EVENT).places(Sample.FLOOR, 2).save();

    bundle.awaitStatus("H-soon", "DONE");

    assertThat(bundle.erp().tickets("H-soon"))
        .hasSize(2)
        .allSatisfy(ticket -> assertThat((String) ticket.get("barcode")).matches("\\d{17}"));
  }

  @Test
  void late_barcodes_hold_the_order_until_they_come() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:600000");
    bundle.erp().order("H-late", Sample.EVENT).places(Sample.FLOOR, 2).save();
    bundle.awaitStatus("H-late", "HELD");
    String reason = bundle.erp().reason("H-late");

    bundle.sandbox().advance(Duration.ofMinutes(10));
    awaitDoneInTime("H-late");

    assertThat(reason).startsWith("BARCODE_LATE: ");
    assertThat(bundle.erp().reason("H-late")).isNull();
    assertThat(bundle.erp().tickets("H-late")).hasSize(2);
  }

  @Test
  void a_held_order_keeps_its_seats_only_for_a_while() {
    bundle.sandbox().fault(Fault.textError("customer", "Mood of the customer is bad"));
    bundle.erp().order("H-hold", Sample.EVENT).seat(Sample.seat(1)).save();
    bundle.awaitStatus("H-hold", "HELD");

    bundle.await(
        () ->
            bundle.journalRow("H-hold").get("remote_id") == null
                && bundle.journalRow("H-hold").get("reported_at") != null);
    String later = bundle.erp().status("H-hold");
    bundle.sandbox().clearFaults();
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = 'H-hold'");
    bundle.awaitStatus("H-hold", "DONE");

    assertThat(later).isEqualTo("HELD");
    assertThat(bundle.remote("H-hold"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
    assertThat(bundle.journalRow("H-hold")).containsEntry("revision", 1);
  }

  @Test
  void an_order_whose_done_stays_unclear_is_read_on_and_never_cancelled() throws Exception {
    bundle.sandbox().fault(Fault.dropBefore("done"));
    bundle.erp().order("H-unclear", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("H-unclear", "HELD");
    String reason = bundle.erp().reason("H-unclear");
    int reads = bundle.calls("read").size();

    bundle.await(
        () -> {
          bundle.makeDue("H-unclear");
          return bundle.calls("read").size() > reads && isGivenBack("H-unclear");
        });
    String remote = bundle.remote("H-unclear").get(0).status();
    bundle.sandbox().clearFaults();
    new Stranger(bundle).patch(bundle.remote("H-unclear").get(0).id(), "{\"status\": \"done\"}");
    awaitDoneInTime("H-unclear");

    assertThat(reason).startsWith("GAVE_UP: ").contains("NO_ANSWER");
    assertThat(remote).isEqualTo("executed");
    assertThat(bundle.erp().tickets("H-unclear")).hasSize(1);
  }

  @Test
  void an_order_whose_done_stays_unclear_stays_held_when_its_hold_runs_out() {
    bundle.sandbox().fault(Fault.dropBefore("done"));
    bundle.erp().order("H-lapsed", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("H-lapsed", "HELD");

    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.await(
        () -> {
          bundle.makeDue("H-lapsed");
          return bundle.journalRow("H-lapsed").get("remote_id") == null;
        });

    assertThat(bundle.erp().status("H-lapsed")).isEqualTo("HELD");
    assertThat(bundle.journalRow("H-lapsed"))
        .containsEntry("committing", false)
        .containsEntry("due_at", null);
  }

  /** It may be in a worker's hands when the time is moved; then the next try moves it. */
  private void awaitDoneInTime(String orderNo) {
    bundle.await(
        () -> {
          bundle.makeDue(orderNo);
          return "DONE".equals(bundle.erp().status(orderNo));
        });
  }

  private boolean isGivenBack(String orderNo) {
    return bundle.journalRow(orderNo).get("claimed_by") == null;
  }
}
