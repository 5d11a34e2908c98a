package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is sold that is not what the ERP sold; each rule with separate and combined requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderGuardFlowTest {

  private static final String BOTH =
      """
      separate, 200_unchanged
      separate, 400_text
      combined, 200_unchanged
      combined, 400_text
      """;

  private final Bundle separate = Bundle.create().with("ORDER_PRICE_TOLERANCE", "1.10");
  private final Bundle combined =
      Bundle.create()
          .with("ORDER_PRICE_TOLERANCE", "1.10")
          .with("TICKETSCLOUD_CALLS", "combined")
          .with("ORDER_PROMO_FAILURE", "ignore");

  @BeforeAll
  void prepare() throws Exception {
    for (Bundle bundle : new Bundle[] {separate, combined}) {
      bundle.sandbox().seed(Sample.event());
      bundle.sandbox().set("fee_percent", "10");
      bundle.startAndWait();
    }
  }

  @AfterEach
  void agree() {
    for (Bundle bundle : new Bundle[] {separate, combined}) {
      bundle.sandbox().clearFaults();
      bundle.sandbox().set("aon_failure", "200_unchanged");
      bundle.sandbox().set("totals_bug", "off");
      Agreement.check(bundle);
    }
  }

  @AfterAll
  void cleanUp() {
    separate.close();
    combined.close();
  }

  @ParameterizedTest
  @CsvSource(textBlock = BOTH)
  void more_places_than_there_are_is_sold_out(String calls, String refusal) {
    Bundle bundle = bundle(calls);
    String orderNo = "G-places-" + refusal;
    bundle.sandbox().set("aon_failure", refusal);
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.BALCONY, 4).save();

    bundle.awaitStatus(orderNo, "REFUSED");

    assertThat(bundle.erp().reason(orderNo)).startsWith("SOLD_OUT: ");
    assertThat(bundle.journalRow(orderNo)).containsEntry("remote_orders", 1);
  }

  @ParameterizedTest
  @CsvSource(textBlock = BOTH)
  void a_seat_that_is_taken_is_sold_out(String calls, String refusal) {
    Bundle bundle = bundle(calls);
    int seat = refusal.equals("400_text") ? 11 : 12;
    bundle.erp().order("G-seat-1-" + refusal, Sample.EVENT).seat(Sample.seat(seat)).save();
    bundle.awaitStatus("G-seat-1-" + refusal, "DONE");
    bundle.sandbox().set("aon_failure", refusal);

    String orderNo = "G-seat-2-" + refusal;
    bundle.erp().order(orderNo, Sample.EVENT).seat(Sample.seat(seat)).seat(Sample.seat(13)).save();
    bundle.awaitStatus(orderNo, "REFUSED");

    assertThat(bundle.erp().reason(orderNo)).startsWith("SOLD_OUT: ");
  }

  @ParameterizedTest
  @CsvSource({"separate", "combined"})
  void fewer_tickets_than_wanted_are_given_back(String calls) {
    Bundle bundle = bundle(calls);
    bundle.sandbox().fault(Fault.partial("reserve"));
    bundle.erp().order("G-partial", Sample.EVENT).places(Sample.FLOOR, 3).save();

    bundle.awaitStatus("G-partial", "REFUSED");

    assertThat(bundle.erp().reason("G-partial")).startsWith("SOLD_OUT: ");
    assertThat(bundle.remote("G-partial"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  @ParameterizedTest
  @CsvSource({"separate", "combined"})
  void another_seat_is_given_back(String calls) {
    Bundle bundle = bundle(calls);
    bundle.sandbox().fault(Fault.otherSeat("reserve"));
    bundle.erp().order("G-other", Sample.EVENT).seat(Sample.seat(20)).save();

    bundle.awaitStatus("G-other", "REFUSED");

    assertThat(bundle.erp().reason("G-other")).startsWith("SOLD_OUT: ").contains(Sample.seat(20));
  }

  /** The fee of 10 % comes on top of the difference. */
  @ParameterizedTest
  @CsvSource({
    "separate, 1.00, DONE, 1101.10",
    "separate, 1.01, REFUSED, ",
    "combined, -1.00, DONE, 1098.90",
    "combined, -1.01, REFUSED, "
  })
  void a_price_may_differ_by_the_tolerance_and_no_more(
      String calls, BigDecimal delta, String status, BigDecimal total) {
    Bundle bundle = bundle(calls);
    String orderNo = "G-price" + delta;
    bundle.sandbox().fault(Fault.otherPrice("reserve", delta));
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();

    bundle.awaitStatus(orderNo, status);

    assertThat(bundle.erp().row(orderNo)).containsEntry("tc_total", total);
    if (status.equals("REFUSED")) {
      assertThat(bundle.erp().reason(orderNo)).startsWith("PRICE_CHANGED: ").contains("1100.00");
    }
  }

  @ParameterizedTest
  @CsvSource({"separate", "combined"})
  void an_order_without_expected_total_is_sold_at_any_price(String calls) {
    Bundle bundle = bundle(calls);
    bundle.sandbox().fault(Fault.otherPrice("reserve", new BigDecimal("500")));
    bundle.erp().order("G-any", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("G-any", "DONE");

    assertThat(bundle.erp().row("G-any")).containsEntry("tc_total", new BigDecimal("1650.00"));
  }

  @ParameterizedTest
  @CsvSource({"separate", "combined"})
  void a_total_that_is_not_the_sum_of_the_tickets_waits_for_a_person(String calls) {
    Bundle bundle = bundle(calls);
    bundle.sandbox().set("totals_bug", "on");
    bundle.erp().order("G-sum", Sample.EVENT).places(Sample.FLOOR, 2).save();

    bundle.awaitStatus("G-sum", "HELD");

    assertThat(bundle.erp().reason("G-sum")).startsWith("TOTALS_DIFFER: ");
    assertThat(bundle.calls("done"))
        .extracting(Call::orderId)
        .doesNotContain(bundle.remote("G-sum").get(0).id());
  }

  @Test
  void a_promocode_counts_when_the_total_agrees() {
    separate
        .erp()
        .order("G-promo", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo("SPRING200")
        .total("880.00")
        .save();

    separate.awaitStatus("G-promo", "DONE");

    assertThat(separate.remote("G-promo").get(0).promocodes()).hasSize(1);
  }

  @Test
  void a_refused_promocode_refuses_the_order() {
    separate
        .erp()
        .order("G-promo-refused", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo("nothing")
        .save();

    separate.awaitStatus("G-promo-refused", "REFUSED");

    assertThat(separate.erp().reason("G-promo-refused")).startsWith("PROMO_REFUSED: ");
  }

  @ParameterizedTest
  @CsvSource({"1100.00, DONE", "880.00, REFUSED"})
  void a_promocode_that_may_be_ignored_still_needs_the_right_total(String total, String status) {
    String orderNo = "G-ignored-" + status;
    combined
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo("nothing")
        .total(total)
        .save();

    combined.awaitStatus(orderNo, status);

    if (status.equals("REFUSED")) {
      assertThat(combined.erp().reason(orderNo)).startsWith("PRICE_CHANGED: ");
    }
  }

  private Bundle bundle(String calls) {
    return calls.equals("combined") ? combined : separate;
  }
}
