package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.time.Duration;
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
class OrderDoneTest {

  private final Bundle bundle = Bundle.onSale();

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("done_mode", "sync");
    bundle.sandbox().set("barcode_at_done", "immediate");
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_done_is_never_repeated_once_it_had_its_effect(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("done").forOrderNo("D-" + mishap).times(1));

    order("D-" + mishap);
    bundle.awaitStatus("D-" + mishap, "DONE");

    assertThat(bundle.calls("done", "D-" + mishap)).hasSize(mishap.hasEffect() ? 1 : 2);
    assertThat(bundle.calls("cancel", "D-" + mishap)).isEmpty();
    assertThat(bundle.everyRemote("D-" + mishap)).hasSize(1);
  }

  @Test
  void a_done_in_progress_is_read_until_it_is_done() {
    bundle.sandbox().set("done_mode", "via_in_progress:150");

    order("D-progress");
    bundle.awaitStatus("D-progress", "DONE");

    assertThat(bundle.calls("done", "D-progress")).hasSize(1);
  }

  @Test
  void tickets_are_reported_once_every_barcode_is_there() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:1200");

    order("D-barcode");
    bundle.awaitStatus("D-barcode", "DONE");

    assertThat(bundle.erp().tickets("D-barcode"))
        .hasSize(2)
        .noneMatch(ticket -> ticket.get("barcode") == null);
    assertThat(bundle.calls("done", "D-barcode")).hasSize(1);
  }

  @Test
  void a_sale_that_differs_from_what_the_erp_sold_is_held_and_never_repeated() throws Exception {
    bundle
        .sandbox()
        .fault(Fault.statusBefore("done", 429).retryAfter("60").forOrderNo("D-different").times(1));

    order("D-different");
    bundle.await(
        () -> "RATE_LIMITED".equals(bundle.journalRow("D-different").get("attempt_class")));
    new Stranger(bundle)
        .patch(
            bundle.remote("D-different").get(0).id(),
            "{\"random\":{\"%s\":1},\"status\":\"done\"}".formatted(Sample.FLOOR));
    bundle.makeDue("D-different");
    bundle.awaitStatus("D-different", "HELD");

    assertThat(bundle.erp().reason("D-different")).startsWith("COMMITTED_DIFFERENT: ");
    assertThat(bundle.calls("done", "D-different")).filteredOn(Call::applied).hasSize(1);
    assertThat(bundle.calls("cancel", "D-different")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phone: value is not a string  | CUSTOM_FIELD",
        "Deal not found                | NO_DEAL"
      })
  void a_refused_done_is_held_and_its_hold_let_go(String text, String code) {
    bundle.sandbox().fault(Fault.textError("done", text).forOrderNo("X-" + code));

    order("X-" + code);
    bundle.awaitStatus("X-" + code, "HELD");
    awaitReleased("X-" + code);

    assertThat(bundle.erp().reason("X-" + code)).startsWith(code + ": ");
    assertThat(bundle.calls("done", "X-" + code)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna Petrova may not buy this        | UNKNOWN_ANSWER",
        "there is no tickets in order         | EMPTY_ORDER",
        "Incorrect status done for this operation | ORDER_STATUS"
      })
  void an_unclear_refusal_of_done_is_read_before_it_is_asked_again(String text, String code) {
    bundle.sandbox().fault(Fault.textError("done", text).forOrderNo("Y-" + code).times(1));

    order("Y-" + code);
    bundle.awaitStatus("Y-" + code, "DONE");

    assertThat(bundle.calls("done", "Y-" + code)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna Petrova may not buy this        | UNKNOWN_ANSWER",
        "there is no tickets in order         | EMPTY_ORDER"
      })
  void a_done_that_is_refused_for_good_is_never_cancelled_and_runs_out_by_itself(
      String text, String code) {
    bundle.sandbox().fault(Fault.textError("done", text).forOrderNo("Z-" + code));

    order("Z-" + code);
    bundle.awaitStatus("Z-" + code, "HELD");

    assertThat(bundle.erp().reason("Z-" + code)).contains(code);
    assertThat(bundle.calls("done", "Z-" + code)).hasSize(3);
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.makeDue("Z-" + code);
    bundle.await(() -> bundle.journalRow("Z-" + code).get("remote_id") == null);
    assertThat(statuses("Z-" + code)).containsExactly("expired");
    assertThat(bundle.calls("cancel", "Z-" + code)).isEmpty();
    assertThat(bundle.erp().status("Z-" + code)).isEqualTo("HELD");
  }

  @Test
  void an_unclear_done_is_read_until_it_is_known_and_never_cancelled() {
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo("N-1").withEffect(false));

    order("N-1");
    bundle.awaitStatus("N-1", "HELD");
    int reads = bundle.calls("read").size();
    bundle.makeDue("N-1");
    bundle.await(() -> bundle.calls("read").size() > reads);

    assertThat(bundle.erp().reason("N-1")).startsWith("GAVE_UP: after 3 attempts: NO_ANSWER");
    assertThat(bundle.calls("done", "N-1")).hasSize(3);
    assertThat(bundle.calls("cancel", "N-1")).isEmpty();
    assertThat(statuses("N-1")).containsExactly("executed");
  }

  @Test
  void a_held_order_whose_done_comes_through_after_all_is_done_by_itself() {
    bundle.sandbox().fault(Fault.hang("done").forOrderNo("N-2").effectDelayMs(60_000));

    order("N-2");
    bundle.awaitStatus("N-2", "HELD");
    bundle.sandbox().advance(Duration.ofSeconds(61));
    bundle.makeDue("N-2");
    bundle.awaitStatus("N-2", "DONE");

    assertThat(bundle.calls("cancel", "N-2")).isEmpty();
    assertThat(bundle.erp().reason("N-2")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"503, 3", "500, 3", "409, 3"})
  void a_done_that_stays_down_is_held_and_still_read(int status, int calls) {
    bundle.sandbox().fault(Fault.statusBefore("done", status).forOrderNo("S-" + status));

    order("S-" + status);
    bundle.awaitStatus("S-" + status, "HELD");

    assertThat(bundle.erp().reason("S-" + status)).startsWith("GAVE_UP: after 3 attempts: ");
    assertThat(bundle.calls("done", "S-" + status)).hasSize(calls);
    assertThat(bundle.calls("cancel", "S-" + status)).isEmpty();
    assertThat(bundle.journalRow("S-" + status).get("due_at")).isNotNull();
  }

  @Test
  void a_done_that_is_turned_away_for_good_gives_its_hold_back() {
    bundle.sandbox().fault(Fault.statusBefore("done", 429).forOrderNo("S-429"));

    order("S-429");
    bundle.awaitStatus("S-429", "HELD");

    assertThat(bundle.erp().reason("S-429")).startsWith("GAVE_UP: after 3 attempts: RATE_LIMITED");
    assertThat(bundle.calls("done", "S-429")).hasSize(6);
    awaitReleased("S-429");
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
