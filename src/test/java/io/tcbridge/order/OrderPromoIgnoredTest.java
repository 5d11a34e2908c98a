package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderPromoIgnoredTest {

  private final Bundle bundle =
      Bundle.onSale().with("ORDER_PROMO_FAILURE", "ignore").with("ORDER_CHECK_PROMOCODE", "true");

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @ParameterizedTest
  @CsvSource({"nobody, off, 1", "spring200, on, 2"})
  void an_order_goes_on_without_a_refused_promocode(String code, String promotion, int calls) {
    bundle.sandbox().set("promotion_active", promotion);

    order("I-" + code, code, "1100.00");
    bundle.awaitStatus("I-" + code, "DONE");

    assertThat(bundle.calls("customer", "I-" + code)).hasSize(calls);
    assertThat(bundle.calls("promocode-check")).isEmpty();
    assertThat(bundle.remote("I-" + code))
        .singleElement()
        .satisfies(order -> assertThat(order.customerPresent()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"nobody, off", "spring200, on"})
  void an_order_that_was_sold_with_the_discount_is_refused_all_the_same(
      String code, String promotion) {
    bundle.sandbox().set("promotion_active", promotion);

    order("J-" + code, code, "900.00");
    bundle.awaitStatus("J-" + code, "REFUSED");

    assertThat(bundle.erp().reason("J-" + code)).startsWith("PRICE_CHANGED: ");
    assertThat(bundle.calls("done", "J-" + code)).isEmpty();
  }

  private void order(String orderNo, String code, String total) {
    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo(code)
        .total(total)
        .save();
  }
}
