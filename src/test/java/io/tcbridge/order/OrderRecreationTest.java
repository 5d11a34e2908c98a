package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
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
import org.junit.jupiter.params.provider.ValueSource;

/** When an order may get another remote order, and what a read may turn up instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRecreationTest {

  private final Bundle bundle =
      Bundle.create().with("ORDER_MAX_REMOTE_ORDERS", "3").with("ORDER_RETRY_LIMIT", "3");
  private final Stranger stranger = new Stranger(bundle);

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("order_ttl_s", "900");
    bundle.sandbox().set("done_mode", "sync");
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void an_order_that_was_seen_expired_gets_another_remote_order() {
    bundle.sandbox().fault(Fault.statusBefore("customer", 500));
    bundle.erp().order("X-expired", Sample.EVENT).places(Sample.FLOOR, 1).save();
    awaitProblem("X-expired");

    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("X-expired", "DONE");

    assertThat(bundle.remote("X-expired"))
        .extracting(OrderView::status)
        .containsExactly("expired", "done");
    assertThat(seen("X-expired")).containsExactly("expired", "done");
  }

  @Test
  void an_order_that_expires_while_done_is_on_its_way_gets_another_remote_order() throws Exception {
    bundle.sandbox().fault(Fault.latency("done", 600, 0).times(1));
    bundle.erp().order("X-done", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("X-done").get("committing")));

    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.awaitStatus("X-done", "DONE");

    assertThat(bundle.remote("X-done"))
        .extracting(OrderView::status)
        .containsExactly("expired", "done");
  }

  @Test
  void a_hold_that_is_short_of_time_is_cancelled_before_another_is_made() {
    bundle.sandbox().set("order_ttl_s", "50");
    bundle.sandbox().fault(Fault.latency("cancel", 400, 0));
    bundle.erp().order("X-short", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(
        () -> isRemote("X-short", "executed") && !seenCalls("cancel", "X-short").isEmpty());

    bundle.sandbox().set("order_ttl_s", "900");
    bundle.awaitStatus("X-short", "DONE");

    assertThat(bundle.remote("X-short"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
  }

  @Test
  void an_order_that_never_gets_time_enough_is_held_after_some_remote_orders() {
    bundle.sandbox().set("order_ttl_s", "50");
    bundle.erp().order("X-many", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("X-many", "HELD");

    assertThat(bundle.erp().reason("X-many")).startsWith("TOO_MANY_REMOTE_ORDERS: 3");
    assertThat(bundle.remote("X-many"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "cancelled", "cancelled");
  }

  @Test
  void an_order_that_is_too_old_gets_no_other_remote_order() {
    bundle.sandbox().fault(Fault.statusBefore("customer", 500));
    bundle.erp().order("X-old", Sample.EVENT).places(Sample.FLOOR, 1).save();
    awaitProblem("X-old");

    bundle
        .journal()
        .update(
            "update bridge.order_journal set erp_created_at = now() - interval '25 hours'"
                + " where order_no = 'X-old'");
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.awaitStatus("X-old", "HELD");

    assertThat(bundle.erp().reason("X-old")).startsWith("TOO_OLD: ");
    assertThat(bundle.remote("X-old")).extracting(OrderView::status).containsExactly("expired");
  }

  /** The first is a 404, the second a list without our order. */
  @ParameterizedTest
  @ValueSource(ints = {404, 200})
  void neither_absence_nor_a_clock_proves_that_a_remote_order_is_gone(int status) throws Exception {
    String orderNo = "X-absent-" + status;
    bundle.sandbox().fault(Fault.lostAnswer("customer").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", status).body("{\"data\": []}"));
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
    awaitProblem(orderNo);

    bundle
        .journal()
        .update(
            "update bridge.order_journal set expires_at = now() - interval '1 hour'"
                + " where order_no = ?",
            orderNo);
    bundle.awaitStatus(orderNo, "HELD");

    assertThat(bundle.erp().reason(orderNo)).startsWith("GAVE_UP: ").contains("REMOTE_NOT_FOUND");
    assertThat(bundle.remote(orderNo)).extracting(OrderView::status).containsExactly("executed");
    bundle.sandbox().clearFaults();
    bundle.await(() -> bundle.journalRow(orderNo).get("reported_at") != null);
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = ?", orderNo);
    bundle.awaitStatus(orderNo, "DONE");
  }

  @Test
  void an_order_in_progress_is_waited_for() {
    bundle.sandbox().set("done_mode", "via_in_progress:700");
    bundle.erp().order("X-progress", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("X-progress", "DONE");

    assertThat(bundle.remote("X-progress")).extracting(OrderView::status).containsExactly("done");
    assertThat(seenCalls("cancel", "X-progress")).isEmpty();
    assertThat(seenCalls("done", "X-progress")).hasSize(1);
  }

  @Test
  void an_order_that_turns_out_done_is_done_although_it_was_to_be_released() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("cancel", 500));
    bundle
        .erp()
        .order("X-refused", Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .promo("no-such-code")
        .save();
    bundle.await(() -> "refused".equals(bundle.journalRow("X-refused").get("decision")));

    stranger.patch(bundle.remote("X-refused").get(0).id(), "{\"status\": \"done\"}");
    bundle.awaitStatus("X-refused", "DONE");

    assertThat(bundle.erp().reason("X-refused")).startsWith("ALREADY_DONE: ");
    assertThat(bundle.erp().tickets("X-refused")).hasSize(1);
  }

  @Test
  void a_done_order_that_differs_from_what_was_sold_waits_for_a_person() throws Exception {
    bundle.sandbox().fault(Fault.dropBefore("done").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", 500));
    bundle.erp().order("X-differs", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    awaitProblem("X-differs");
    String remoteId = bundle.remote("X-differs").get(0).id();

    stranger.patch(remoteId, "{\"random\": {\"" + Sample.FLOOR + "\": 1}}");
    stranger.patch(remoteId, "{\"status\": \"done\"}");
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("X-differs", "HELD");

    assertThat(bundle.erp().reason("X-differs")).startsWith("COMMITTED_DIFFERENT: ");
    assertThat(bundle.journalRow("X-differs")).containsEntry("due_at", null);
    assertThat(seenCalls("done", "X-differs")).hasSize(2);
  }

  @Test
  void a_remote_order_with_another_mark_is_left_alone() throws Exception {
    bundle.sandbox().fault(Fault.lostAnswer("customer").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", 500));
    bundle.erp().order("X-foreign", Sample.EVENT).places(Sample.FLOOR, 1).save();
    awaitProblem("X-foreign");
    String remoteId = bundle.remote("X-foreign").get(0).id();

    stranger.patch(remoteId, "{\"vendor_data\": {\"order_id\": \"somebody-else\"}}");
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("X-foreign", "HELD");

    assertThat(bundle.erp().reason("X-foreign")).startsWith("FOREIGN_ORDER: ");
    assertThat(bundle.sandbox().orders())
        .filteredOn(order -> order.id().equals(remoteId))
        .extracting(OrderView::status)
        .containsExactly("executed");
    assertThat(bundle.calls("cancel")).noneMatch(call -> remoteId.equals(call.orderId()));
  }

  private void awaitProblem(String orderNo) {
    bundle.await(() -> bundle.journalRow(orderNo).get("problem") != null);
  }

  private boolean isRemote(String orderNo, String status) {
    return bundle.remote(orderNo).stream().anyMatch(order -> order.status().equals(status));
  }

  private List<Call> seenCalls(String operation, String orderNo) {
    List<String> ids = bundle.remote(orderNo).stream().map(OrderView::id).toList();
    return bundle.calls(operation).stream().filter(call -> ids.contains(call.orderId())).toList();
  }

  private List<String> seen(String orderNo) {
    return bundle
        .journal()
        .queryForList(
            "select r.seen from bridge.remote_order r join bridge.order_journal o using (order_id)"
                + " where o.order_no = ? order by r.created_at",
            String.class,
            orderNo);
  }
}
