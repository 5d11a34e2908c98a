package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.cli.Main;
import io.tcbridge.cli.OrderCommand;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds at Ticketscloud that no order needs, and holds that are not ours at all. */
class OrderSweepTest {

  private final Bundle bundle = Bundle.create().with("ORDER_SWEEP_EVERY", "24h");
  private final Stranger stranger = new Stranger(bundle);

  @BeforeEach
  void start() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.startAndWait();
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void a_hold_that_we_made_for_an_order_that_has_ended_is_cancelled() throws Exception {
    bundle.erp().order("S-done", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("S-out", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("S-done", "DONE");
    bundle.awaitStatus("S-out", "REFUSED");
    String beside = stranger.hold("S-done");
    String left = stranger.hold("S-out");
    makeOurs(beside, "S-done");
    makeOurs(left, "S-out");

    sweep();

    assertThat(status(beside)).isEqualTo("cancelled");
    assertThat(status(left)).isEqualTo("cancelled");
    assertThat(seen(left)).isEqualTo("cancelled");
    assertThat(bundle.journalRow("S-out"))
        .containsEntry("due_at", null)
        .containsEntry("fence", null)
        .containsEntry("outcome", "refused");
    assertThat(alerts("SWEPT")).containsExactlyInAnyOrder("S-done", "S-out");
    assertThat(bundle.remote("S-done")).extracting(OrderView::status).contains("done");
  }

  @Test
  void the_current_remote_order_of_an_open_order_is_left_alone() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("customer", 503).forOrderNo("S-open"));
    bundle.erp().order("S-open", Sample.EVENT).places(Sample.FLOOR, 2).save();
    bundle.await(() -> "reserved".equals(bundle.journalRow("S-open").get("stage")));
    String current = (String) bundle.journalRow("S-open").get("remote_id");
    String beside = stranger.hold("S-open");
    makeOurs(beside, "S-open");

    bundle.await(
        () -> {
          sweep();
          return "cancelled".equals(status(beside));
        });
    String kept = status(current);
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("S-open", "DONE");

    assertThat(kept).isEqualTo("executed");
    assertThat(bundle.calls("cancel")).hasSize(1);
    assertThat(bundle.erp().tickets("S-open")).hasSize(2);
  }

  @Test
  void what_is_not_ours_is_told_once_and_never_touched() throws Exception {
    String marked = stranger.hold("S-foreign");
    String unmarked = stranger.hold();

    sweep();
    sweep();

    assertThat(status(marked)).isEqualTo("executed");
    assertThat(status(unmarked)).isEqualTo("executed");
    assertThat(bundle.calls("cancel")).isEmpty();
    assertThat(bundle.log().all())
        .filteredOn(line -> line.contains("Holds that are not this journal's"))
        .singleElement()
        .asString()
        .contains("2 with 2 tickets, 1 of them with a number");
    assertThat(strays()).contains(marked, "S-foreign", unmarked);
    assertThat(strays("--marked")).contains(marked).doesNotContain(unmarked);
  }

  @Test
  void a_hold_with_our_number_that_we_never_made_alerts_once() throws Exception {
    bundle.erp().order("S-ours", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("S-ours", "DONE");
    String foreign = stranger.hold("S-ours");
    stranger.hold("S-of-somebody-else");

    sweep();
    sweep();

    assertThat(status(foreign)).isEqualTo("executed");
    assertThat(alerts("STRAY")).containsExactly("S-ours");
  }

  @Test
  void what_is_gone_is_forgotten() throws Exception {
    String marked = stranger.hold("S-gone");
    sweep();
    stranger.patch(marked, "{\"status\": \"cancelled\"}");

    sweep();

    assertThat(strays()).contains("Every remote order that was seen is this journal's.");
  }

  @Test
  void a_sold_order_that_is_shown_as_executed_is_never_cancelled() throws Exception {
    bundle.erp().order("S-back", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("S-back", "DONE");
    String back = stranger.hold("S-back");
    makeOurs(back, "S-back");
    bundle
        .journal()
        .update("update bridge.remote_order set seen = 'done' where remote_id = ?", back);

    sweep();
    sweep();

    assertThat(status(back)).isEqualTo("executed");
    assertThat(bundle.calls("cancel")).isEmpty();
    assertThat(alerts("WENT_BACK")).containsExactly("S-back");
    assertThat(bundle.log().all())
        .filteredOn(line -> line.contains("REMOTE_WENT_BACK"))
        .singleElement()
        .asString()
        .contains(back, "S-back");
  }

  /** The list is older than the journal by the time that it takes to read it. */
  @ParameterizedTest
  @ValueSource(strings = {"done", "cancelled"})
  void what_ended_while_the_list_was_read_is_left_alone(String end) throws Exception {
    bundle.erp().order("S-late", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("S-late", "DONE");
    String shown = stranger.hold("S-late");
    makeOurs(shown, "S-late");
    bundle
        .journal()
        .update(
            "update bridge.remote_order set seen = ?, seen_at = now() + interval '1 minute'"
                + " where remote_id = ?",
            end,
            shown);

    sweep();

    assertThat(status(shown)).isEqualTo("executed");
    assertThat(bundle.calls("cancel")).isEmpty();
    assertThat(alerts("WENT_BACK")).isEmpty();
    assertThat(bundle.log().all()).noneMatch(line -> line.contains("REMOTE_WENT_BACK"));
  }

  @Test
  void a_refused_cancellation_leaves_everything_for_the_next_sweep() throws Exception {
    bundle.erp().order("S-busy", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("S-busy", "REFUSED");
    String left = stranger.hold("S-busy");
    makeOurs(left, "S-busy");
    bundle.sandbox().fault(Fault.lostAnswer("cancel").times(1));
    bundle.sandbox().fault(Fault.statusBefore("cancel", 409).times(1));

    sweep();
    boolean before = seen(left) == null;
    sweep();
    sweep();

    assertThat(before).isTrue();
    assertThat(status(left)).isEqualTo("cancelled");
    assertThat(bundle.log().all()).anyMatch(line -> line.contains("could not be cancelled: "));
  }

  @Test
  void one_instance_sweeps_for_all() throws Exception {
    bundle.startAndWait();
    int before = bundle.calls("read").size();

    sweep();

    assertThat(bundle.calls("read")).hasSize(before + 1);
  }

  /** Makes the sweep due and waits for its end. */
  private void sweep() {
    bundle.journal().update("update bridge.sweep set due_at = now(), ended_at = null");
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForObject("select ended_at is not null from bridge.sweep", Boolean.class));
  }

  /**
   * The order numbers of all notes with this cause, whether they are part of an alert yet or not.
   */
  private List<String> alerts(String cause) {
    return bundle
        .journal()
        .queryForList(
            """
            select order_no from bridge.alert_note where cause = ?
            union all
            select unnest(orders) from bridge.alert where cause = ?
            """,
            String.class,
            cause,
            cause);
  }

  private void makeOurs(String remoteId, String orderNo) {
    bundle
        .journal()
        .update(
            "insert into bridge.remote_order (remote_id, order_id) values (?, ?)",
            remoteId,
            bundle.journalRow(orderNo).get("order_id"));
  }

  private String status(String remoteId) {
    return bundle.sandbox().orders().stream()
        .filter(order -> order.id().equals(remoteId))
        .map(OrderView::status)
        .findFirst()
        .orElseThrow();
  }

  private Object seen(String remoteId) {
    Map<String, Object> row =
        bundle
            .journal()
            .queryForMap("select seen from bridge.remote_order where remote_id = ?", remoteId);
    return row.get("seen");
  }

  private String strays(String... options) {
    StringWriter out = new StringWriter();
    List<String> words = new java.util.ArrayList<>(List.of("order", "strays"));
    words.addAll(List.of(options));
    int exit =
        Main.commandLine(OrderCommand.of(bundle.env(), InputStream.nullInputStream()))
            .setOut(new PrintWriter(out))
            .execute(words.toArray(String[]::new));
    assertThat(exit).isZero();
    return out.toString();
  }
}
