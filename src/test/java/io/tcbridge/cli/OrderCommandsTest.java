package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands beside a running bridge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCommandsTest {

  private final Bundle bundle =
      Bundle.create().with("ORDER_RETRY_LIMIT", "2").with("ORDER_HELD_HOLD_TIME", "10m");

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

  private Outcome order(String... args) {
    return Outcome.of(
        OrderCommand.of(bundle.env(), InputStream.nullInputStream()),
        Stream.concat(Stream.of("order"), Stream.of(args)).toArray(String[]::new));
  }

  private void sell(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
  }

  private void holdAt(String operation, String orderNo) {
    bundle.sandbox().fault(Fault.textError(operation, "Mood of the customer is bad"));
    sell(orderNo);
    bundle.awaitStatus(orderNo, "HELD");
    bundle.await(() -> bundle.journalRow(orderNo).get("report_at") == null);
    bundle.sandbox().clearFaults();
  }

  private String remoteStatus(String orderNo) {
    return bundle.remote(orderNo).get(0).status();
  }

  private boolean isHeld(String orderNo) {
    return "held".equals(bundle.journalRow(orderNo).get("status"));
  }

  @Test
  void a_held_order_is_retried_and_sold_with_the_same_remote_order() {
    holdAt("customer", "O-retry");
    int reads = bundle.calls("read").size();

    Outcome outcome = order("retry", "O-retry", "--yes", "--by", "olga");
    bundle.awaitStatus("O-retry", "DONE");

    assertThat(outcome.exitCode()).isZero();
    assertThat(bundle.remote("O-retry")).extracting(OrderView::status).containsExactly("done");
    assertThat(bundle.calls("read")).hasSizeGreaterThan(reads);
    assertThat(bundle.journalRow("O-retry")).containsEntry("revision", 1);
    assertThat(order("show", "O-retry").out())
        .containsPattern("olga +retry asked by a person +it goes on, and is read first");
  }

  @Test
  void the_erp_sees_that_a_retried_order_is_on_its_way() {
    holdAt("customer", "O-told");
    bundle.sandbox().fault(Fault.statusBefore("customer", 500));

    order("retry", "O-told", "--yes");
    bundle.awaitStatus("O-told", "ACCEPTED");
    String reason = bundle.erp().reason("O-told");
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("O-told", "DONE");

    assertThat(reason).isNull();
  }

  @Test
  void a_released_order_holds_nothing_and_stays_held() {
    holdAt("customer", "O-release");
    String before = remoteStatus("O-release");

    Outcome outcome = order("release", "O-release", "--yes");
    bundle.await(() -> bundle.journalRow("O-release").get("remote_id") == null);

    assertThat(outcome.exitCode()).isZero();
    assertThat(before).isEqualTo("executed");
    assertThat(remoteStatus("O-release")).isEqualTo("cancelled");
    assertThat(bundle.erp().status("O-release")).isEqualTo("HELD");
    assertThat(order("release", "O-release", "--yes").exitCode()).isEqualTo(3);
  }

  @Test
  void a_released_order_can_still_be_sold() {
    holdAt("customer", "O-again");
    order("release", "O-again", "--yes");
    bundle.await(() -> bundle.journalRow("O-again").get("remote_id") == null);

    order("retry", "O-again", "--yes");
    bundle.awaitStatus("O-again", "DONE");

    assertThat(bundle.remote("O-again"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
  }

  @Test
  void a_cancelled_order_holds_nothing_and_the_erp_knows_who_did_it() {
    holdAt("customer", "O-cancel");

    Outcome outcome = order("cancel", "O-cancel", "--yes", "--by", "olga");
    bundle.awaitStatus("O-cancel", "CANCELLED");

    assertThat(outcome.exitCode()).isZero();
    assertThat(remoteStatus("O-cancel")).isEqualTo("cancelled");
    assertThat(bundle.erp().reason("O-cancel")).isEqualTo("CANCELLED_BY_PERSON: cancelled by olga");
    assertThat(order("cancel", "O-cancel", "--yes").exitCode()).isEqualTo(3);
  }

  @Test
  void an_order_without_a_remote_one_is_cancelled_without_a_call() {
    bundle.sandbox().fault(Fault.textError("create", "Mood of the customer is bad"));
    sell("O-nothing");
    bundle.awaitStatus("O-nothing", "HELD");
    int calls = bundle.sandbox().history().size();

    order("cancel", "O-nothing", "--yes");
    bundle.awaitStatus("O-nothing", "CANCELLED");

    assertThat(bundle.sandbox().history()).hasSize(calls);
  }

  @Test
  void what_is_sold_can_not_be_cancelled() {
    sell("O-sold");
    bundle.awaitStatus("O-sold", "DONE");

    Outcome outcome = order("cancel", "O-sold", "--yes");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).contains("it is sold; only a refund helps");
    assertThat(remoteStatus("O-sold")).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "reserve", "customer"})
  void an_order_in_work_is_held_before_the_sale(String operation) {
    String orderNo = "O-hold-" + operation;
    int before = bundle.calls(operation).size();
    bundle.sandbox().fault(Fault.latency(operation, 700, 0).times(1));
    sell(orderNo);
    bundle.await(() -> bundle.calls(operation).size() > before);

    Outcome outcome = order("hold", orderNo, "--yes", "--by", "olga");
    bundle.awaitStatus(orderNo, "HELD");

    assertThat(outcome.out()).contains("a worker has it at this moment");
    assertThat(bundle.erp().reason(orderNo))
        .isEqualTo("HELD_BY_PERSON: taken out of automation by olga");
    assertThat(remoteStatus(orderNo)).isEqualTo("executed");
    assertThat(bundle.calls("done", orderNo)).isEmpty();
    assertThat(bundle.journalRow(orderNo)).containsEntry("wish", null);
    assertThat((Timestamp) bundle.journalRow(orderNo).get("due_at"))
        .isAfter(Instant.now().plus(Duration.ofMinutes(5)));
    order("retry", orderNo, "--yes");
    bundle.awaitStatus(orderNo, "DONE");
    assertThat(bundle.remote(orderNo)).extracting(OrderView::status).containsExactly("done");
  }

  @Test
  void an_order_whose_sale_is_under_way_is_sold_in_spite_of_hold() {
    bundle.sandbox().fault(Fault.latency("done", 700, 0).forOrderNo("O-late"));
    sell("O-late");
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("O-late").get("committing")));

    order("hold", "O-late", "--yes");
    bundle.awaitStatus("O-late", "DONE");

    assertThat(bundle.erp().reason("O-late")).isNull();
    assertThat(bundle.calls("done", "O-late")).hasSize(1);
  }

  @Test
  void an_order_whose_sale_is_under_way_is_sold_in_spite_of_cancel() {
    bundle.sandbox().fault(Fault.latency("done", 700, 0).forOrderNo("O-too-late"));
    sell("O-too-late");
    bundle.await(() -> Boolean.TRUE.equals(bundle.journalRow("O-too-late").get("committing")));

    order("cancel", "O-too-late", "--yes");
    bundle.awaitStatus("O-too-late", "DONE");

    assertThat(bundle.erp().reason("O-too-late")).startsWith("ALREADY_DONE: ");
  }

  @Test
  void an_order_in_work_is_cancelled_before_the_sale() {
    bundle.sandbox().fault(Fault.latency("customer", 700, 0).forOrderNo("O-busy"));
    sell("O-busy");
    bundle.await(() -> !bundle.calls("customer", "O-busy").isEmpty());

    order("cancel", "O-busy", "--yes", "--by", "olga");
    bundle.awaitStatus("O-busy", "CANCELLED");

    assertThat(bundle.calls("done", "O-busy")).isEmpty();
    assertThat(remoteStatus("O-busy")).isEqualTo("cancelled");
    assertThat(bundle.erp().reason("O-busy")).startsWith("CANCELLED_BY_PERSON: ");
  }

  @Test
  void an_order_that_a_worker_sets_back_is_held_at_once() {
    bundle.sandbox().fault(Fault.latency("customer", 500, 0).forOrderNo("O-back").times(1));
    bundle.sandbox().fault(Fault.statusBefore("customer", 500).forOrderNo("O-back"));
    sell("O-back");
    bundle.await(() -> !bundle.calls("customer", "O-back").isEmpty());

    order("hold", "O-back", "--yes");
    bundle.awaitStatus("O-back", "HELD");

    assertThat(bundle.erp().reason("O-back")).startsWith("HELD_BY_PERSON: ");
    assertThat(remoteStatus("O-back")).isEqualTo("executed");
    order("cancel", "O-back", "--yes");
    bundle.awaitStatus("O-back", "CANCELLED");
  }

  @Test
  void a_waiting_order_is_held_with_its_seats() {
    bundle.sandbox().fault(Fault.statusBefore("customer", 500).forOrderNo("O-wait"));
    sell("O-wait");
    bundle.await(() -> bundle.journalRow("O-wait").get("problem") != null);
    bundle.await(
        () -> {
          order("hold", "O-wait", "--yes");
          return isHeld("O-wait");
        });
    bundle.awaitStatus("O-wait", "HELD");

    assertThat(remoteStatus("O-wait")).isEqualTo("executed");
    bundle.sandbox().clearFaults();
    order("retry", "O-wait", "--yes");
    bundle.awaitStatus("O-wait", "DONE");
    assertThat(bundle.remote("O-wait")).extracting(OrderView::status).containsExactly("done");
  }

  @Test
  void an_unclear_sale_is_held_and_read_and_never_cancelled() throws Exception {
    bundle.sandbox().fault(Fault.dropBefore("done").forOrderNo("O-unclear"));
    bundle.sandbox().fault(Fault.statusBefore("read", 500));
    sell("O-unclear");
    bundle.await(
        () ->
            Boolean.TRUE.equals(bundle.journalRow("O-unclear").get("committing"))
                && bundle.journalRow("O-unclear").get("problem") != null);
    bundle.await(
        () -> {
          order("hold", "O-unclear", "--yes");
          return isHeld("O-unclear");
        });
    Outcome release = order("release", "O-unclear", "--yes");
    String remote = remoteStatus("O-unclear");

    bundle.sandbox().clearFaults();
    new Stranger(bundle).patch(bundle.remote("O-unclear").get(0).id(), "{\"status\": \"done\"}");
    bundle.await(
        () -> {
          bundle.makeDue("O-unclear");
          return "DONE".equals(bundle.erp().status("O-unclear"));
        });

    assertThat(release.exitCode()).isEqualTo(3);
    assertThat(release.out()).contains("whether it was sold is not known");
    assertThat(remote).isEqualTo("executed");
  }

  @Test
  void an_unclear_sale_that_lapses_ends_as_cancelled_when_a_person_wants_it() {
    bundle.sandbox().fault(Fault.dropBefore("done").forOrderNo("O-lapsed"));
    sell("O-lapsed");
    bundle.awaitStatus("O-lapsed", "HELD");
    Outcome cancel = order("cancel", "O-lapsed", "--yes");

    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.await(
        () -> {
          bundle.makeDue("O-lapsed");
          return "CANCELLED".equals(bundle.erp().status("O-lapsed"));
        });

    assertThat(cancel.out()).contains("if so, it stays sold; if not, it ends as CANCELLED");
    assertThat(bundle.erp().reason("O-lapsed")).startsWith("CANCELLED_BY_PERSON: ");
  }

  @Test
  void a_dry_run_changes_nothing() {
    holdAt("customer", "O-dry");
    var before = bundle.journalRow("O-dry");
    int calls = bundle.sandbox().history().size();

    for (String action : new String[] {"retry", "hold", "release", "cancel"}) {
      order(action, "O-dry");
      order(action, "--status", "held", "--dry-run");
    }

    assertThat(bundle.journalRow("O-dry")).isEqualTo(before);
    assertThat(bundle.sandbox().history()).hasSize(calls);
    order("cancel", "O-dry", "--yes");
    bundle.awaitStatus("O-dry", "CANCELLED");
  }

  @Test
  void a_result_that_the_erp_did_not_take_is_told_again_at_once() {
    bundle.erp().jdbc().execute("alter table erp_ticket rename to erp_ticket_away");
    sell("O-untold");
    bundle.await(
        () -> {
          Object attempts = bundle.journalRow("O-untold").get("report_attempts");
          return attempts != null && (Integer) attempts > 1;
        });
    bundle
        .journal()
        .update(
            "update bridge.order_journal set report_at = now() + interval '1 hour'"
                + " where order_no = 'O-untold'");
    bundle.erp().jdbc().execute("alter table erp_ticket_away rename to erp_ticket");

    bundle.await(
        () -> {
          order("retry", "O-untold", "--yes");
          return "DONE".equals(bundle.erp().status("O-untold"));
        });

    assertThat(bundle.erp().tickets("O-untold")).hasSize(1);
  }
}
