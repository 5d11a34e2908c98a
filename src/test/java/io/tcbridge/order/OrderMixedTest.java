package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Places without seats and seats in one order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderMixedTest {

  private final Bundle bundle = Bundle.create();

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("aon_failure", "200_unchanged");
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void the_places_are_chosen_first_and_then_named_together_with_the_seats() {
    order("M-plain", 1, 2);

    bundle.awaitStatus("M-plain", "DONE");

    assertThat(operations("M-plain"))
        .containsExactly("create", "reserve", "reserve", "customer", "done");
    assertThat(bundle.erp().tickets("M-plain"))
        .hasSize(3)
        .extracting(ticket -> ticket.get("line_no"))
        .containsExactly(1, 1, 2);
  }

  @Test
  void after_an_unclear_choice_of_places_it_is_started_anew() {
    bundle.sandbox().fault(Fault.lostAnswer("reserve").times(1));
    order("M-unclear", 2, 2);

    bundle.awaitStatus("M-unclear", "DONE");

    assertThat(bundle.remote("M-unclear"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
  }

  @Test
  void a_choice_of_places_that_comes_late_does_no_harm() {
    bundle
        .sandbox()
        .fault(Fault.lostAnswer("reserve").times(1).effectDelayMs(1500).keepsBusy(false));
    order("M-late", 3, 2);

    bundle.awaitStatus("M-late", "DONE");

    assertThat(bundle.remote("M-late")).extracting(OrderView::status).contains("done");
    assertThat(bundle.sandbox().orders())
        .filteredOn(order -> order.status().equals("executed"))
        .isEmpty();
  }

  @Test
  void one_that_is_taken_over_from_a_worker_that_hangs_is_started_anew() {
    bundle.sandbox().fault(Fault.hang("reserve").skip(1).times(1));
    order("M-taken", 4, 2);
    bundle.await(() -> bundle.journalRow("M-taken").get("unseated") != null);

    bundle.endLease("M-taken");
    bundle.awaitStatus("M-taken", "DONE");

    assertThat(bundle.remote("M-taken"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
  }

  @Test
  void one_whose_places_are_sold_out_is_refused_at_once() {
    bundle.erp().order("M-out", Sample.EVENT).places(Sample.BALCONY, 4).seat(Sample.seat(5)).save();

    bundle.awaitStatus("M-out", "REFUSED");

    assertThat(bundle.erp().reason("M-out")).startsWith("SOLD_OUT: ");
    assertThat(bundle.journalRow("M-out")).containsEntry("remote_orders", 1);
  }

  @Test
  void a_refusal_in_words_is_as_good() {
    bundle.sandbox().set("aon_failure", "400_text");
    bundle
        .erp()
        .order("M-words", Sample.EVENT)
        .places(Sample.BALCONY, 4)
        .seat(Sample.seat(6))
        .save();

    bundle.awaitStatus("M-words", "REFUSED");

    assertThat(bundle.erp().reason("M-words")).startsWith("SOLD_OUT: ");
    assertThat(bundle.journalRow("M-words")).containsEntry("remote_orders", 1);
  }

  @Test
  void one_whose_seat_is_taken_gives_its_places_back() {
    bundle.erp().order("M-first", Sample.EVENT).seat(Sample.seat(7)).save();
    bundle.awaitStatus("M-first", "DONE");
    bundle.sandbox().set("aon_failure", "400_text");

    order("M-second", 7, 2);
    bundle.awaitStatus("M-second", "REFUSED");

    assertThat(bundle.erp().reason("M-second")).startsWith("SOLD_OUT: ");
    assertThat(bundle.remote("M-second"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  private void order(String orderNo, int seat, int places) {
    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, places)
        .seat(Sample.seat(seat))
        .save();
  }

  private List<String> operations(String orderNo) {
    String id = bundle.remote(orderNo).get(0).id();
    return bundle.sandbox().history().stream()
        .filter(call -> id.equals(call.orderId()))
        .map(Call::operation)
        .toList();
  }
}
