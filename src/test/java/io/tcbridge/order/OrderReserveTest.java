package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderReserveTest {

  private final Bundle bundle = Bundle.onSale();
  private int seats;

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("aon_failure", "200_unchanged");
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void seats_and_places_of_one_order_are_reserved_in_two_parts() {
    mixed("R-1");

    bundle.awaitStatus("R-1", "DONE");

    assertThat(bundle.calls("reserve", "R-1"))
        .hasSize(2)
        .extracting(Call::mark)
        .containsOnly("R-1");
    assertThat(bundle.erp().tickets("R-1")).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void a_reservation_of_places_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("reserve").forOrderNo("P-" + mishap).times(1));

    places("P-" + mishap);
    bundle.awaitStatus("P-" + mishap, "DONE");

    assertThat(bundle.calls("reserve", "P-" + mishap)).hasSize(2);
    assertThat(bundle.everyRemote("P-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "FAILED_AFTER_THE_EFFECT", "ANSWER_LOST"})
  void a_reservation_of_seats_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("reserve").forOrderNo("S-" + mishap).times(1));

    bundle.erp().order("S-" + mishap, Sample.EVENT).seat(nextSeat()).total("2750.00").save();
    bundle.awaitStatus("S-" + mishap, "DONE");

    assertThat(bundle.calls("reserve", "S-" + mishap)).hasSize(2);
    assertThat(bundle.everyRemote("S-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BODY_TOO_SLOW", "NO_ANSWER_AT_ALL"})
  void a_first_part_without_a_clear_answer_is_given_up_for_a_new_remote_order(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("reserve").forOrderNo("M1-" + mishap).times(1));

    mixed("M1-" + mishap);
    bundle.awaitStatus("M1-" + mishap, "DONE");

    assertThat(bundle.calls("reserve", "M1-" + mishap)).hasSize(3);
    assertThat(bundle.everyRemote("M1-" + mishap))
        .extracting(OrderView::status)
        .containsExactly(
            mayComeLate(mishap) ? new String[] {"cancelled", "done"} : new String[] {"done"});
  }

  /** Anything but a plain "no" may mean that the request still runs somewhere. */
  private static boolean mayComeLate(Mishap mishap) {
    return !mishap.isClear() || mishap == Mishap.FAILED;
  }

  @ParameterizedTest
  @EnumSource
  void the_second_part_of_a_mixed_order_heals_in_the_same_remote_order(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("reserve").forOrderNo("M2-" + mishap).skip(1).times(1));

    mixed("M2-" + mishap);
    bundle.awaitStatus("M2-" + mishap, "DONE");

    assertThat(bundle.calls("reserve", "M2-" + mishap)).hasSize(3);
    assertThat(bundle.everyRemote("M2-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"200_unchanged, 1", "400_text, 1"})
  void too_few_places_are_sold_out_at_once(String answer, int calls) {
    bundle.sandbox().set("aon_failure", answer);

    bundle.erp().order("O-" + answer, Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("O-" + answer, "REFUSED");

    assertThat(bundle.erp().reason("O-" + answer)).startsWith("SOLD_OUT: ");
    assertThat(bundle.calls("reserve", "O-" + answer)).hasSize(calls);
    assertThat(bundle.everyRemote("O-" + answer))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  @ParameterizedTest
  @CsvSource({"200_unchanged", "400_text"})
  void a_mixed_order_gives_its_places_back_when_a_seat_is_taken(String answer) {
    String taken = nextSeat();
    bundle.erp().order("T1-" + answer, Sample.EVENT).seat(taken).save();
    bundle.awaitStatus("T1-" + answer, "DONE");
    bundle.sandbox().set("aon_failure", answer);

    bundle.erp().order("T2-" + answer, Sample.EVENT).places(Sample.FLOOR, 2).seat(taken).save();
    bundle.awaitStatus("T2-" + answer, "REFUSED");

    assertThat(bundle.erp().reason("T2-" + answer)).startsWith("SOLD_OUT: ");
    assertThat(bundle.calls("reserve", "T2-" + answer)).hasSize(2);
  }

  @Test
  void fewer_places_than_wanted_are_sold_out_whatever_was_asked() {
    bundle.sandbox().fault(Fault.partial("reserve").forOrderNo("O-2"));

    places("O-2");
    bundle.awaitStatus("O-2", "REFUSED");

    assertThat(bundle.erp().reason("O-2")).startsWith("SOLD_OUT: ");
  }

  @Test
  void another_seat_than_the_one_sold_is_given_back() {
    bundle.sandbox().fault(Fault.otherSeat("reserve").forOrderNo("O-3"));

    bundle.erp().order("O-3", Sample.EVENT).seat(nextSeat()).total("2750.00").save();
    bundle.awaitStatus("O-3", "REFUSED");

    assertThat(bundle.erp().reason("O-3")).startsWith("SOLD_OUT: ");
  }

  @Test
  void another_price_than_the_one_sold_is_given_back() {
    bundle.sandbox().fault(Fault.otherPrice("reserve", new BigDecimal("10.00")).forOrderNo("O-4"));

    places("O-4");
    bundle.awaitStatus("O-4", "REFUSED");

    assertThat(bundle.erp().reason("O-4")).startsWith("PRICE_CHANGED: ");
    assertThat(bundle.calls("done", "O-4")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deal not found                                              | HELD    | NO_DEAL",
        "seat: value is not a list                                   | HELD    | CUSTOM_FIELD",
        "ticket (id = 6a000000000000000000ffff) does not belong to current event"
            + " | REFUSED | WRONG_TICKET",
        "Promokey needed to add these tickets                        | REFUSED | PROMOKEY_NEEDED"
      })
  void a_documented_refusal_has_its_consequence(String text, String status, String code) {
    bundle.sandbox().fault(Fault.textError("reserve", text).forOrderNo("X-" + code));

    places("X-" + code);
    bundle.awaitStatus("X-" + code, status);

    assertThat(bundle.erp().reason("X-" + code)).startsWith(code + ": ").contains(text);
    assertThat(bundle.calls("reserve", "X-" + code)).hasSize(1);
    awaitReleased("X-" + code);
  }

  @ParameterizedTest
  @CsvSource({"503, 6", "429, 6", "409, 6", "500, 3"})
  void an_order_that_cannot_be_reserved_is_held_and_let_go(int status, int calls) {
    bundle.sandbox().fault(Fault.statusBefore("reserve", status).forOrderNo("D-" + status));

    places("D-" + status);
    bundle.awaitStatus("D-" + status, "HELD");

    assertThat(bundle.erp().reason("D-" + status)).startsWith("GAVE_UP: after 3 attempts: ");
    assertThat(bundle.calls("reserve", "D-" + status)).hasSize(calls);
    awaitReleased("D-" + status);
  }

  @Test
  void a_reservation_that_is_never_answered_is_held_and_let_go() {
    bundle.sandbox().fault(Fault.lostAnswer("reserve").forOrderNo("D-L"));

    places("D-L");
    bundle.awaitStatus("D-L", "HELD");

    assertThat(bundle.erp().reason("D-L")).startsWith("GAVE_UP: after 3 attempts: NO_ANSWER");
    assertThat(bundle.calls("reserve", "D-L")).hasSize(3);
    awaitReleased("D-L");
  }

  private void awaitReleased(String orderNo) {
    bundle.await(
        () ->
            bundle.everyRemote(orderNo).stream()
                .allMatch(order -> order.status().equals("cancelled")));
  }

  private void places(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
  }

  private void mixed(String orderNo) {
    Erp.NewOrder order = bundle.erp().order(orderNo, Sample.EVENT);
    order.places(Sample.FLOOR, 2).seat(nextSeat()).total("4950.00").save();
  }

  private String nextSeat() {
    return Sample.seat(++seats);
  }
}
