package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What it means when the ERP sets an order to NEW that the journal knows already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRevisionsTest {

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
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void a_refused_order_is_tried_again_as_its_next_revision() {
    bundle.erp().order("R-refused", Sample.EVENT).places(Sample.FLOOR, 1).total("1.00").save();
    bundle.awaitStatus("R-refused", "REFUSED");

    setNew("R-refused", "expected_total = 1100");
    bundle.awaitStatus("R-refused", "DONE");

    assertThat(outcomes(bundle, "R-refused")).containsExactly("1 refused", "2 done");
    assertThat(bundle.remote("R-refused"))
        .extracting(OrderView::status)
        .containsExactly("cancelled", "done");
    assertThat(bundle.erp().reason("R-refused")).isNull();
  }

  @Test
  void a_cancelled_order_is_tried_again_as_its_next_revision() {
    bundle.erp().order("R-cancelled", Sample.EVENT).places(Sample.FLOOR, 1).cancelled().save();
    bundle.awaitStatus("R-cancelled", "CANCELLED");

    setNew("R-cancelled", "cancel_requested = false");
    bundle.awaitStatus("R-cancelled", "DONE");

    assertThat(outcomes(bundle, "R-cancelled")).containsExactly("1 cancelled", "2 done");
  }

  @Test
  void an_invalid_order_is_tried_again_once_it_is_corrected() {
    bundle.erp().order("R-invalid", "wrong").places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("R-invalid", "REFUSED");

    setNew("R-invalid", "event_id = '" + Sample.EVENT + "'");
    bundle.awaitStatus("R-invalid", "DONE");

    assertThat(outcomes(bundle, "R-invalid")).containsExactly("1 refused", "2 done");
  }

  @Test
  void a_done_order_is_only_reported_again_with_the_tickets_that_the_erp_has_lost() {
    bundle.erp().order("R-done", Sample.EVENT).places(Sample.FLOOR, 2).save();
    bundle.awaitStatus("R-done", "DONE");
    int calls = bundle.sandbox().history().size();

    bundle
        .erp()
        .jdbc()
        .update(
            "delete from erp_ticket where ticket_id ="
                + " (select max(ticket_id) from erp_ticket where order_no = 'R-done')");
    setNew("R-done", "tc_order_id = null, tc_total = null");
    bundle.awaitStatus("R-done", "DONE");

    assertThat(bundle.erp().tickets("R-done")).hasSize(2);
    assertThat(bundle.sandbox().history()).hasSize(calls);
    assertThat(outcomes(bundle, "R-done")).containsExactly("1 done");
    assertThat(bundle.erp().row("R-done")).containsEntry("tc_order_id", id("R-done"));
  }

  @Test
  void a_held_order_goes_on_with_the_same_revision_and_reads_first() {
    bundle.sandbox().fault(Fault.textError("customer", "Mood of the customer is bad"));
    bundle.erp().order("R-held", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("R-held", "HELD");
    assertThat(bundle.erp().reason("R-held")).startsWith("UNKNOWN_ANSWER: ").contains("Mood");
    int before = bundle.sandbox().history().size();

    bundle.sandbox().clearFaults();
    setNew("R-held", "send_tickets = false");
    bundle.awaitStatus("R-held", "DONE");

    assertThat(bundle.sandbox().history())
        .filteredOn(call -> call.seq() > before)
        .extracting(Call::operation)
        .startsWith("read")
        .endsWith("customer", "done")
        .doesNotContain("create");
    assertThat(outcomes(bundle, "R-held")).containsExactly("1 done");
  }

  @Test
  void a_refused_order_set_to_new_while_the_journal_still_saves_the_report_is_tried_again() {
    bundle.erp().order("W-refused", Sample.EVENT).places(Sample.FLOOR, 1).total("1.00").save();
    bundle.awaitStatus("W-refused", "REFUSED");

    reportDiesBeforeItIsSaved("W-refused");
    setNewAtOnce("W-refused", "expected_total = 1100");
    awaitIntake("W-refused-witness");
    String meanwhile = bundle.erp().status("W-refused");
    endReport("W-refused");
    bundle.awaitStatus("W-refused", "DONE");

    assertThat(meanwhile).isEqualTo("NEW");
    assertThat(outcomes(bundle, "W-refused")).containsExactly("1 refused", "2 done");
  }

  @Test
  void a_held_order_set_to_new_while_the_journal_still_saves_the_report_goes_on() {
    bundle
        .sandbox()
        .fault(Fault.textError("customer", "Mood of the customer is bad").forOrderNo("W-held"));
    bundle.erp().order("W-held", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("W-held", "HELD");
    bundle.sandbox().clearFaults();

    reportDiesBeforeItIsSaved("W-held");
    setNewAtOnce("W-held", "send_tickets = false");
    awaitIntake("W-held-witness");
    String meanwhile = bundle.erp().status("W-held");
    endReport("W-held");
    bundle.awaitStatus("W-held", "DONE");

    assertThat(meanwhile).isEqualTo("NEW");
    assertThat(outcomes(bundle, "W-held")).containsExactly("1 done");
  }

  @Test
  void a_done_order_set_to_new_while_the_journal_still_saves_the_report_is_only_told_again() {
    bundle.erp().order("W-done", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("W-done", "DONE");

    reportDiesBeforeItIsSaved("W-done");
    setNewAtOnce("W-done", "tc_order_id = null");
    endReport("W-done");
    bundle.awaitStatus("W-done", "DONE");

    assertThat(outcomes(bundle, "W-done")).containsExactly("1 done");
    assertThat(bundle.erp().row("W-done")).containsEntry("tc_order_id", id("W-done"));
    assertThat(bundle.erp().tickets("W-done")).hasSize(1);
  }

  @Test
  void rows_that_were_read_before_the_report_bring_no_order_back(@TempDir Path config)
      throws Exception {
    try (Bundle own = Bundle.create();
        Connection gate =
            DriverManager.getConnection(own.erp().url(), own.erp().user(), own.erp().password());
        Statement statement = gate.createStatement()) {
      own.sandbox().seed(Sample.event());
      statement.execute("select pg_advisory_lock(42)");
      own.erp().order("R-stale", Sample.EVENT).places(Sample.FLOOR, 1).total("1.00").save();
      holdIntakeAt(config);
      Bridge late = own.start(List.of(config));
      own.await(() -> waitsAtTheGate(own));

      own.start();
      own.awaitStatus("R-stale", "REFUSED");
      awaitTold(own, "R-stale");
      statement.execute("select pg_advisory_unlock(42)");
      own.await(() -> !waitsAtTheGate(own));
      own.stop(late);

      assertThat(outcomes(own, "R-stale")).containsExactly("1 refused");
      assertThat(own.erp().status("R-stale")).isEqualTo("REFUSED");
      Agreement.check(own);
    }
  }

  /** This instance has read the ERP's rows, and gets to know them only when the gate is opened. */
  private static void holdIntakeAt(Path config) throws IOException {
    String sql = Files.readString(Path.of("config", "erp", "select-new-orders.sql"));
    Files.createDirectories(config.resolve("erp"));
    Files.writeString(
        config.resolve("erp").resolve("select-new-orders.sql"),
        sql.replace(
            "  from erp_order o\n",
            "  from erp_order o\n"
                + "  join (select pg_advisory_lock_shared(42) is not null as open) gate on gate.open\n"));
  }

  private static boolean waitsAtTheGate(Bundle bundle) {
    return bundle
            .erp()
            .jdbc()
            .queryForObject(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                Long.class)
        > 0;
  }

  /** Between the ERP's commit and the journal's note of it a NEW would only be told again. */
  private static void awaitTold(Bundle bundle, String orderNo) {
    bundle.await(() -> bundle.journalRow(orderNo).get("reported_at") != null);
  }

  /** As if the process that has just told the ERP had died: its report is claimed, not saved. */
  private void reportDiesBeforeItIsSaved(String orderNo) {
    awaitTold(bundle, orderNo);
    bundle
        .journal()
        .update(
            "update bridge.order_journal set report_at = now() + interval '1 hour',"
                + " report_attempts = 1, reported_at = null, reported_status = 'ACCEPTED'"
                + " where order_no = ?",
            orderNo);
  }

  /** The time comes when another report looks after it. */
  private void endReport(String orderNo) {
    bundle
        .journal()
        .update(
            "update bridge.order_journal set report_at = now() where order_no = ? and revision = 1",
            orderNo);
  }

  /** A later order that is taken proves that intake has looked since. */
  private void awaitIntake(String witness) {
    bundle.erp().order(witness, Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus(witness, "DONE");
  }

  private void setNew(String orderNo, String change) {
    awaitTold(bundle, orderNo);
    setNewAtOnce(orderNo, change);
  }

  private void setNewAtOnce(String orderNo, String change) {
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set bridge_status = 'NEW', " + change + " where order_no = ?",
            orderNo);
  }

  private static List<String> outcomes(Bundle bundle, String orderNo) {
    return bundle
        .journal()
        .queryForList(
            "select revision, outcome from bridge.order_journal where order_no = ? order by revision",
            orderNo)
        .stream()
        .map((Map<String, Object> row) -> row.get("revision") + " " + row.get("outcome"))
        .toList();
  }

  private String id(String orderNo) {
    return bundle.remote(orderNo).get(0).id();
  }
}
