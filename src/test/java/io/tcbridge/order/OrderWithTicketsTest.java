package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where Ticketscloud takes no empty order, {@code create} reserves at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderWithTicketsTest {

  private final Bundle bundle = Bundle.create().with("TICKETSCLOUD_CREATE", "with-tickets");
  private Bridge bridge;

  @BeforeAll
  void start() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.sandbox().set("empty_create", "require_tickets");
    bridge = bundle.startAndWait();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    Agreement.check(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void every_kind_of_order_goes_through() {
    bundle.erp().order("W-places", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    bundle.erp().order("W-seat", Sample.EVENT).seat(Sample.seat(1)).total("2750.00").save();
    bundle
        .erp()
        .order("W-mixed", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .seat(Sample.seat(2))
        .total("3850.00")
        .save();

    for (String orderNo : new String[] {"W-places", "W-seat", "W-mixed"}) {
      bundle.awaitStatus(orderNo, "DONE");
      assertThat(bundle.remote(orderNo)).extracting(OrderView::status).containsExactly("done");
      assertThat(bundle.calls("create", orderNo)).hasSize(1);
    }
    assertThat(bundle.erp().tickets("W-mixed")).hasSize(2);
  }

  @Test
  void what_is_sold_out_is_refused() {
    bundle.erp().order("W-out", Sample.EVENT).places(Sample.BALCONY, 4).save();

    bundle.awaitStatus("W-out", "REFUSED");

    assertThat(bundle.erp().reason("W-out")).startsWith("SOLD_OUT: ");
  }

  @Test
  void a_create_that_left_nothing_is_made_again_after_a_search() {
    bundle.sandbox().fault(Fault.dropBefore("create").times(1));
    int before = bundle.calls("read").size();

    bundle.erp().order("W-dropped", Sample.EVENT).places(Sample.FLOOR, 3).save();
    bundle.awaitStatus("W-dropped", "DONE");

    assertThat(bundle.calls("read").size()).isGreaterThan(before);
    assertThat(bundle.remote("W-dropped")).hasSize(1);
  }

  /** The hold carries no mark yet, so nothing proves that it is ours and it is not touched. */
  @Test
  void a_hold_that_a_lost_create_has_left_is_waited_for_until_it_runs_out() {
    bundle.sandbox().fault(Fault.lostAnswer("create").times(1));
    int creates = bundle.calls("create").size();
    int orders = bundle.sandbox().orders().size();

    bundle.erp().order("W-lost", Sample.EVENT).places(Sample.FLOOR, 5).save();
    bundle.await(() -> "POSSIBLE_HOLD".equals(bundle.journalRow("W-lost").get("attempt_class")));

    OrderView hold = bundle.sandbox().orders().get(orders);
    assertThat(hold.tickets()).hasSize(5);
    assertThat(bundle.erp().status("W-lost")).isEqualTo("ACCEPTED");
    assertThat((String) bundle.journalRow("W-lost").get("problem")).contains(hold.id());
    assertThat(bundle.calls("create")).hasSize(creates + 1);
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.makeDue("W-lost");
    bundle.awaitStatus("W-lost", "DONE");
    assertThat(bundle.calls("create")).hasSize(creates + 2);
    assertThat(bundle.calls("cancel")).isEmpty();
    assertThat(bundle.erp().tickets("W-lost")).hasSize(5);
  }

  @Test
  void a_hold_that_the_journal_knows_stands_in_nobodys_way() {
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo("W-owner"));
    bundle.erp().order("W-owner", Sample.EVENT).places(Sample.FLOOR, 4).save();
    bundle.await(() -> "created".equals(bundle.journalRow("W-owner").get("stage")));

    bundle.sandbox().fault(Fault.dropBefore("create").times(1));
    bundle.erp().order("W-other", Sample.EVENT).places(Sample.FLOOR, 4).save();
    bundle.awaitStatus("W-other", "DONE");

    bundle.sandbox().clearFaults();
    bundle.awaitStatus("W-owner", "DONE");
  }

  @Test
  void a_search_asks_for_no_further_page_when_the_instance_stops() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo("W-holds"));
    bundle.erp().order("W-holds", Sample.EVENT).places(Sample.FLOOR, 6).save();
    bundle.await(() -> "created".equals(bundle.journalRow("W-holds").get("stage")));
    bundle.sandbox().fault(Fault.dropBefore("create").times(1));
    bundle.sandbox().fault(Fault.latency("read", 600, 0));
    int before = bundle.calls("read").size();

    bundle.erp().order("W-stops", Sample.EVENT).places(Sample.FLOOR, 7).save();
    bundle.await(() -> bundle.calls("read").size() > before);
    bundle.stop(bridge);

    assertThat(bundle.calls("read")).hasSize(before + 1);
    assertThat(bundle.journalRow("W-stops"))
        .containsEntry("status", "waiting")
        .containsEntry("claimed_by", null);
    bundle.sandbox().clearFaults();
    bridge = bundle.startAndWait();
    bundle.awaitStatus("W-stops", "DONE");
    bundle.awaitStatus("W-holds", "DONE");
  }

  @Test
  void the_refusal_of_an_empty_order_names_the_switch() throws Exception {
    try (Bundle empty = Bundle.onSale()) {
      empty.sandbox().set("empty_create", "require_tickets");
      empty.startAndWait();

      empty.erp().order("W-empty", Sample.EVENT).places(Sample.FLOOR, 1).save();
      empty.awaitStatus("W-empty", "HELD");

      assertThat(empty.erp().reason("W-empty"))
          .startsWith("CREATE_NEEDS_TICKETS: ")
          .contains("ticketscloud.create = with-tickets");
      assertThat(empty.sandbox().orders()).isEmpty();
      Agreement.check(empty);
    }
  }
}
