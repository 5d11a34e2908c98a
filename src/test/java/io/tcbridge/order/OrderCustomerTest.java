package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCustomerTest {

  private final Bundle bundle = Bundle.onSale();

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("promotion_active", "off");
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void customer_and_promocode_reach_the_remote_order() {
    bundle
        .erp()
        .order("U-1", Sample.EVENT)
        .places(Sample.FLOOR, 2)
        .promo("spring200")
        .sendTickets()
        .save();

    bundle.awaitStatus("U-1", "DONE");

    assertThat(bundle.remote("U-1"))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.customerPresent()).isTrue();
              assertThat(order.sendTickets()).isTrue();
              assertThat(order.promocodes()).hasSize(1);
            });
    assertThat(bundle.calls("customer", "U-1")).hasSize(1);
    assertThat(bundle.calls("promocode-check")).isEmpty();
  }

  @Test
  void an_order_without_a_customer_needs_no_such_call() {
    bundle.erp().order("U-2", Sample.EVENT).places(Sample.FLOOR, 1).noCustomer().save();

    bundle.awaitStatus("U-2", "DONE");

    assertThat(bundle.calls("customer", "U-2")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_customer_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("customer").forOrderNo("U-" + mishap).times(1));

    order("U-" + mishap);
    bundle.awaitStatus("U-" + mishap, "DONE");

    assertThat(bundle.calls("customer", "U-" + mishap)).hasSize(2);
    assertThat(bundle.calls("reserve", "U-" + mishap)).hasSize(1);
    assertThat(bundle.everyRemote("U-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "ANSWER_LOST"})
  void a_mixed_order_keeps_its_remote_order_when_only_the_customer_is_unclear(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("customer").forOrderNo("UM-" + mishap).times(1));

    bundle
        .erp()
        .order("UM-" + mishap, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .seat(Sample.seat(41 + List.of(Mishap.values()).indexOf(mishap) % 10))
        .save();
    bundle.awaitStatus("UM-" + mishap, "DONE");

    assertThat(bundle.everyRemote("UM-" + mishap)).hasSize(1);
  }

  @Test
  void a_refused_promocode_refuses_the_order() {
    bundle.erp().order("P-1", Sample.EVENT).places(Sample.FLOOR, 1).promo("nobody").save();

    bundle.awaitStatus("P-1", "REFUSED");

    assertThat(bundle.erp().reason("P-1"))
        .startsWith("PROMO_REFUSED: ")
        .contains("Promocode not found");
    assertThat(bundle.calls("done", "P-1")).isEmpty();
    assertThat(statuses("P-1")).containsExactly("cancelled");
  }

  @Test
  void a_promotion_of_the_event_refuses_an_order_with_a_promocode() {
    bundle.sandbox().set("promotion_active", "on");

    bundle.erp().order("P-2", Sample.EVENT).places(Sample.FLOOR, 1).promo("spring200").save();
    bundle.awaitStatus("P-2", "REFUSED");

    assertThat(bundle.erp().reason("P-2"))
        .startsWith("PROMO_REFUSED: ")
        .contains("Cant use promocode when event have promotion");
    assertThat(bundle.calls("customer", "P-2")).hasSize(1);
    assertThat(statuses("P-2")).containsExactly("cancelled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phone: value is not a string               | HELD    | CUSTOM_FIELD",
        "e-mail anna@example.com of Petrova is bad  | HELD    | UNKNOWN_ANSWER",
        "Deal not found                             | HELD    | NO_DEAL",
        "Promokey expired                           | REFUSED | PROMOKEY_EXPIRED"
      })
  void a_refusal_has_its_consequence(String text, String status, String code) {
    bundle.sandbox().fault(Fault.textError("customer", text).forOrderNo("X-" + code));

    order("X-" + code);
    bundle.awaitStatus("X-" + code, status);

    assertThat(bundle.erp().reason("X-" + code)).startsWith(code + ": ");
    assertThat(bundle.calls("customer", "X-" + code)).hasSize(1);
    awaitReleased("X-" + code);
    assertThat(bundle.erp().status("X-" + code)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"503, 6", "429, 6", "409, 6", "500, 3"})
  void an_order_whose_customer_is_not_taken_is_held_and_let_go(int status, int calls) {
    bundle.sandbox().fault(Fault.statusBefore("customer", status).forOrderNo("D-" + status));

    order("D-" + status);
    bundle.awaitStatus("D-" + status, "HELD");

    assertThat(bundle.erp().reason("D-" + status)).startsWith("GAVE_UP: after 3 attempts: ");
    assertThat(bundle.calls("customer", "D-" + status)).hasSize(calls);
    assertThat(bundle.calls("done", "D-" + status)).isEmpty();
    awaitReleased("D-" + status);
  }

  private void awaitReleased(String orderNo) {
    bundle.await(() -> statuses(orderNo).equals(List.of("cancelled")));
  }

  private List<String> statuses(String orderNo) {
    return bundle.everyRemote(orderNo).stream().map(OrderView::status).toList();
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
  }
}
