package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCancelTest {

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
    bundle.sandbox().set("barcode_at_done", "immediate");
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void an_order_that_is_cancelled_while_new_needs_no_remote_call() {
    bundle.erp().order("C-new", Sample.EVENT).places(Sample.FLOOR, 1).cancelled().save();
    int calls = bundle.sandbox().history().size();

    bundle.awaitStatus("C-new", "CANCELLED");

    assertThat(bundle.erp().reason("C-new")).startsWith("CANCELLED_BY_ERP: ");
    assertThat(bundle.sandbox().history()).hasSize(calls);
  }

  @Test
  void an_order_without_remote_order_is_cancelled_without_one() {
    bundle.sandbox().fault(Fault.statusBefore("create", 500));
    bundle.erp().order("C-create", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> bundle.journalRow("C-create").get("problem") != null);

    cancel("C-create");
    bundle.awaitStatus("C-create", "CANCELLED");

    assertThat(bundle.remote("C-create")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reserve", "customer"})
  void an_order_on_its_way_is_released_and_cancelled(String step) {
    String orderNo = "C-" + step;
    bundle.sandbox().fault(Fault.statusBefore(step, 500));
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> bundle.journalRow(orderNo).get("problem") != null);
    String remoteId = (String) bundle.journalRow(orderNo).get("remote_id");

    cancel(orderNo);
    bundle.awaitStatus(orderNo, "CANCELLED");

    assertThat(bundle.sandbox().orders())
        .filteredOn(order -> order.id().equals(remoteId))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  @Test
  void a_cancel_while_a_worker_is_busy_is_seen_just_before_done() {
    bundle.sandbox().fault(Fault.latency("customer", 700, 0).forOrderNo("C-busy"));
    bundle.erp().order("C-busy", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> !bundle.calls("customer").isEmpty() && isAt("C-busy", "reserved"));

    cancel("C-busy");
    bundle.awaitStatus("C-busy", "CANCELLED");

    assertThat(bundle.remote("C-busy")).extracting(OrderView::status).containsExactly("cancelled");
  }

  @Test
  void a_held_order_is_released_and_cancelled() {
    bundle.sandbox().fault(Fault.textError("customer", "Mood of the customer is bad"));
    bundle.erp().order("C-held", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("C-held", "HELD");

    cancel("C-held");
    bundle.awaitStatus("C-held", "CANCELLED");

    assertThat(bundle.remote("C-held")).extracting(OrderView::status).containsExactly("cancelled");
  }

  @Test
  void a_cancel_that_comes_while_done_is_on_its_way_is_too_late() {
    bundle.sandbox().fault(Fault.latency("done", 700, 0).forOrderNo("C-late"));
    bundle.erp().order("C-late", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("C-late").get("committing")));

    cancel("C-late");
    bundle.awaitStatus("C-late", "DONE");

    assertThat(bundle.erp().reason("C-late")).startsWith("ALREADY_DONE: ");
  }

  @Test
  void a_cancel_after_done_changes_nothing_but_the_reason() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:600000");
    bundle.erp().order("C-done", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> isAt("C-done", "committed"));

    cancel("C-done");
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("C-done").get("cancel_requested")));
    bundle.sandbox().advance(Duration.ofMinutes(10));
    bundle.makeDue("C-done");
    bundle.awaitStatus("C-done", "DONE");

    assertThat(bundle.erp().reason("C-done")).startsWith("ALREADY_DONE: ");
    assertThat(bundle.erp().tickets("C-done")).hasSize(1);
  }

  @Test
  void an_unclear_done_is_read_and_wins_over_the_cancel() {
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo("C-unclear").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", 500));
    bundle.erp().order("C-unclear", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> bundle.journalRow("C-unclear").get("problem") != null);

    cancel("C-unclear");
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("C-unclear").get("cancel_requested")));
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("C-unclear", "DONE");

    assertThat(bundle.erp().reason("C-unclear")).startsWith("ALREADY_DONE: ");
    assertThat(bundle.calls("cancel"))
        .noneMatch(call -> call.orderId().equals(bundle.remote("C-unclear").get(0).id()));
  }

  @Test
  void a_done_that_did_not_go_through_is_given_up_for_the_cancel() {
    bundle.sandbox().fault(Fault.dropBefore("done").forOrderNo("C-undone").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", 500));
    bundle.erp().order("C-undone", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> bundle.journalRow("C-undone").get("problem") != null);

    cancel("C-undone");
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("C-undone").get("cancel_requested")));
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("C-undone", "CANCELLED");

    assertThat(bundle.remote("C-undone"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  private void cancel(String orderNo) {
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = ?", orderNo);
  }

  private boolean isAt(String orderNo, String stage) {
    return stage.equals(bundle.journalRow(orderNo).get("stage"));
  }
}
