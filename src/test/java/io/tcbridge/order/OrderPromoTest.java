package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promocodes are asked about before anything is made for their order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderPromoTest {

  private final Bundle bundle = Bundle.onSale().with("ORDER_CHECK_PROMOCODE", "true");
  private int orders;

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("check_case", "insensitive");
    bundle.sandbox().set("promotion_active", "off");
    awaitAsking();
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void an_order_with_a_good_code_is_sold_with_its_discount() {
    int before = checks();

    order("G-1", "spring200", "880.00");
    bundle.awaitStatus("G-1", "DONE");

    assertThat(checks() - before).isEqualTo(1);
    assertThat(bundle.remote("G-1"))
        .singleElement()
        .satisfies(remote -> assertThat(remote.promocodes()).hasSize(1));
  }

  @Test
  void an_order_with_an_unknown_code_is_refused_before_anything_is_made() {
    int before = checks();
    int creates = bundle.calls("create").size();

    order("B-1", "nobody", "1100.00");
    bundle.awaitStatus("B-1", "REFUSED");

    assertThat(bundle.erp().reason("B-1"))
        .startsWith("PROMO_REFUSED: ")
        .contains("Promocode not found")
        .doesNotContain(" of 1");
    assertThat(checks() - before).isEqualTo(1);
    assertThat(bundle.calls("create")).hasSize(creates);
    assertThat(bundle.everyRemote("B-1")).isEmpty();
    assertThat(bundle.journalRow("B-1"))
        .containsEntry("outcome", "refused")
        .containsEntry("remote_orders", 0)
        .containsEntry("due_at", null);
  }

  @Test
  void of_several_codes_each_is_asked_about_until_one_is_refused() {
    int before = checks();

    order("B-2", "spring200,nobody,noone", "1100.00");
    bundle.awaitStatus("B-2", "REFUSED");

    assertThat(bundle.erp().reason("B-2")).contains("promocode 2 of 3");
    assertThat(checks() - before).isEqualTo(2);
    assertThat(bundle.everyRemote("B-2")).isEmpty();
  }

  @Test
  void an_order_that_was_refused_may_come_again_with_another_code() {
    order("B-3", "nobody", "880.00");
    bundle.awaitStatus("B-3", "REFUSED");
    int before = checks();

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set promo_codes = 'spring200', bridge_status = 'NEW'"
                + " where order_no = 'B-3'");
    bundle.awaitStatus("B-3", "DONE");

    assertThat(checks() - before).isEqualTo(1);
  }

  @Test
  void an_order_without_a_code_is_not_asked_about() {
    int before = checks();

    bundle.erp().order("N-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("N-1", "DONE");

    assertThat(checks()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"insensitive, 1", "sensitive, 2"})
  void capitals_in_a_code_refuse_no_order(String checkCase, int asked) {
    bundle.sandbox().set("check_case", checkCase);
    int before = checks();

    order("C-" + checkCase, "SPRING200", "880.00");
    bundle.awaitStatus("C-" + checkCase, "DONE");

    assertThat(checks() - before).isEqualTo(asked);
  }

  @ParameterizedTest
  @EnumSource
  void without_a_plain_refusal_the_order_goes_on_and_is_asked_about_no_more(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("promocode-check"));
    int before = checks();

    order("M-" + mishap, "spring200", "880.00");
    bundle.awaitStatus("M-" + mishap, "DONE");

    assertThat(checks() - before).isEqualTo(1);
    assertThat(bundle.remote("M-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 405, 501})
  void a_status_of_the_check_alone_stops_nobody(int status) {
    bundle.sandbox().fault(Fault.statusBefore("promocode-check", status));

    order("S-" + status, "spring200", "880.00");
    bundle.awaitStatus("S-" + status, "DONE");

    assertThat(bundle.log().all()).noneMatch(line -> line.contains("This process pauses"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T-1 | Something new",
        "T-2 | Promokey expired",
        "T-3 | Promocode already used",
        "T-4 | Event 6a0000000000000000000001 not found"
      })
  void an_answer_that_is_not_documented_for_the_check_refuses_no_order(String no, String text) {
    bundle.sandbox().fault(Fault.textError("promocode-check", text));
    long troubles = lines("Promocodes cannot be checked");
    int before = checks();

    order(no, "spring200", "880.00");
    bundle.awaitStatus(no, "DONE");
    order(no + "-next", "spring200", "880.00");
    bundle.awaitStatus(no + "-next", "DONE");

    assertThat(checks() - before).isEqualTo(2);
    assertThat(lines("Promocodes cannot be checked")).isEqualTo(troubles);
    assertThat(bundle.log().all()).anyMatch(line -> line.contains("is no refusal"));
  }

  @Test
  void an_unknown_answer_about_one_code_does_not_hide_that_another_is_refused() {
    bundle.sandbox().fault(Fault.textError("promocode-check", "Something new").times(1));

    order("T-5", "spring200,nobody", "1100.00");
    bundle.awaitStatus("T-5", "REFUSED");

    assertThat(bundle.everyRemote("T-5")).isEmpty();
  }

  @Test
  void after_an_unclear_check_the_order_itself_still_refuses_a_bad_code() {
    bundle.sandbox().fault(Fault.statusBefore("promocode-check", 500));

    order("U-1", "nobody", "1100.00");
    bundle.awaitStatus("U-1", "REFUSED");

    assertThat(bundle.erp().reason("U-1")).startsWith("PROMO_REFUSED: ");
    assertThat(bundle.everyRemote("U-1"))
        .singleElement()
        .satisfies(remote -> assertThat(remote.status()).isEqualTo("cancelled"));
  }

  @Test
  void trouble_is_told_once_and_so_is_its_end() {
    bundle.sandbox().fault(Fault.statusBefore("promocode-check", 500).times(1));
    long troubles = lines("Promocodes cannot be checked");
    long ends = lines("Promocodes are checked again");

    order("L-1", "spring200", "880.00");
    bundle.awaitStatus("L-1", "DONE");
    awaitAsking();

    bundle.await(() -> lines("Promocodes are checked again") == ends + 1);
    assertThat(lines("Promocodes cannot be checked")).isEqualTo(troubles + 1);
  }

  @Test
  void an_order_that_is_tried_again_is_not_asked_about_twice() {
    bundle.sandbox().fault(Fault.statusBefore("create", 500).times(1));
    int before = checks();

    order("R-1", "spring200", "880.00");
    bundle.awaitStatus("R-1", "DONE");

    assertThat(checks() - before).isEqualTo(1);
    assertThat(bundle.journalRow("R-1").get("claims")).isNotEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"spring200, 880.00", "nobody, 1100.00"})
  void a_worker_that_lost_its_order_while_it_asked_decides_nothing(String code, String total) {
    String orderNo = "F-" + code;
    int before = checks();
    bundle.sandbox().fault(Fault.latency("promocode-check", 600, 0).times(1));
    order(orderNo, code, total);
    bundle.await(() -> checks() > before);

    bundle
        .journal()
        .update(
            "update bridge.order_journal set fence = gen_random_uuid(), claimed_by = 'another',"
                + " due_at = now() + interval '1 hour' where order_no = ?",
            orderNo);
    Map<String, Object> taken = bundle.journalRow(orderNo);
    bundle.await(() -> lines("order " + orderNo + " has another owner now") == 1);

    assertThat(bundle.journalRow(orderNo)).isEqualTo(taken);
    bundle.endLease(orderNo);
    bundle.await(() -> "finished".equals(bundle.journalRow(orderNo).get("status")));
    assertThat(checks() - before).isEqualTo(1);
  }

  @Test
  void an_order_that_the_erp_has_called_off_is_not_asked_about() {
    int before = checks();

    bundle
        .erp()
        .order("K-1", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo("nobody")
        .cancelled()
        .save();
    bundle.awaitStatus("K-1", "CANCELLED");

    assertThat(checks()).isEqualTo(before);
  }

  /** After trouble nothing is asked for a while. */
  private void awaitAsking() {
    bundle.await(
        () -> {
          int before = checks();
          String no = "Z-" + ++orders;
          order(no, "spring200", "880.00");
          bundle.awaitStatus(no, "DONE");
          return checks() > before;
        });
  }

  private long lines(String text) {
    return bundle.log().all().stream().filter(line -> line.contains(text)).count();
  }

  private int checks() {
    return bundle.calls("promocode-check").size();
  }

  private void order(String orderNo, String codes, String total) {
    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo(codes)
        .total(total)
        .save();
  }
}
