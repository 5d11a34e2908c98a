package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderReportTest {

  private final Bundle bundle = Bundle.create();

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
    bundle.start();
  }

  @AfterEach
  void tidyUp() {
    bundle.sandbox().clearFaults();
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @Test
  void results_reach_the_erp_after_an_outage_by_themselves() {
    List<String> orderNos = IntStream.range(0, 12).mapToObj(n -> "T-outage-" + n).toList();
    bundle.sandbox().fault(Fault.latency("done", 300, 0));
    orderNos.forEach(
        orderNo -> bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save());
    bundle.await(() -> orderNos.stream().noneMatch(no -> "NEW".equals(bundle.erp().status(no))));

    bundle.erp().jdbc().execute("alter table erp_order rename to erp_order_away");
    bundle.await(() -> orderNos.stream().allMatch(this::isFinished));
    bundle.await(() -> orderNos.stream().allMatch(orderNo -> reportAttempts(orderNo) > 0));
    bundle.erp().jdbc().execute("alter table erp_order_away rename to erp_order");
    orderNos.forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));

    Agreement.check(bundle);
  }

  @Test
  void a_report_that_the_erp_cannot_take_holds_up_nobody() {
    bundle
        .erp()
        .jdbc()
        .execute(
            "alter table erp_ticket add constraint too_small"
                + " check (order_no <> 'T-poison') not valid");
    bundle.sandbox().fault(Fault.latency("done", 300, 0));
    bundle.erp().order("T-poison", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("T-neighbour-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("T-neighbour-2", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("T-neighbour-1", "DONE");
    bundle.awaitStatus("T-neighbour-2", "DONE");
    bundle.await(() -> reportAttempts("T-poison") > 1);
    Map<String, Object> poison = bundle.erp().row("T-poison");
    bundle.erp().jdbc().execute("alter table erp_ticket drop constraint too_small");
    bundle.awaitStatus("T-poison", "DONE");

    assertThat(poison).containsEntry("bridge_status", "ACCEPTED").containsEntry("tc_total", null);
    Agreement.check(bundle);
  }

  @Test
  void a_report_that_is_repeated_changes_nothing() {
    bundle.erp().order("T-again", Sample.EVENT).places(Sample.FLOOR, 3).save();
    bundle.awaitStatus("T-again", "DONE");
    awaitTold("T-again");
    Map<String, Object> before = bundle.erp().row("T-again");
    List<Map<String, Object>> tickets = bundle.erp().tickets("T-again");

    tellAgain("T-again");
    awaitTold("T-again");

    assertThat(bundle.erp().row("T-again")).isEqualTo(before);
    assertThat(bundle.erp().tickets("T-again")).isEqualTo(tickets);
    Agreement.check(bundle);
  }

  @Test
  void a_state_that_somebody_else_made_final_is_never_overwritten() {
    bundle.sandbox().fault(Fault.latency("done", 500, 0).forOrderNo("T-final"));
    bundle.erp().order("T-final", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("T-final", "ACCEPTED");
    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set bridge_status = 'CANCELLED', bridge_reason = 'by hand'"
                + " where order_no = 'T-final'");

    bundle.await(() -> isFinished("T-final") && reportAttempts("T-final") > 0);
    bundle.await(() -> isReportPostponed("T-final"));

    assertThat(bundle.erp().row("T-final"))
        .containsEntry("bridge_status", "CANCELLED")
        .containsEntry("bridge_reason", "by hand");
    assertThat(bundle.erp().tickets("T-final")).isEmpty();
    assertThat(bundle.journalRow("T-final")).containsEntry("reported_status", null);
    bundle.erp().jdbc().update("delete from erp_order where order_no = 'T-final'");
  }

  @Test
  void a_row_that_was_deleted_is_looked_for_again() {
    bundle.sandbox().fault(Fault.latency("done", 500, 0).forOrderNo("T-gone"));
    bundle.erp().order("T-gone", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("T-gone", "ACCEPTED");
    bundle
        .erp()
        .jdbc()
        .execute("create table kept as select * from erp_order where order_no = 'T-gone'");
    bundle.erp().jdbc().update("delete from erp_order where order_no = 'T-gone'");
    bundle.await(() -> isFinished("T-gone") && isReportPostponed("T-gone"));

    bundle.erp().jdbc().update("insert into erp_order select * from kept");
    bundle
        .journal()
        .update("update bridge.order_journal set report_at = now() where order_no = 'T-gone'");
    bundle.awaitStatus("T-gone", "DONE");

    assertThat(bundle.erp().tickets("T-gone")).hasSize(1);
  }

  @Test
  void a_held_order_and_its_reason_reach_the_erp() {
    bundle.sandbox().fault(Fault.textError("create", "Deal not found").times(1));
    bundle.erp().order("T-held", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("T-held", "HELD");

    assertThat(bundle.erp().reason("T-held")).startsWith("NO_DEAL: ").contains("Deal not found");
  }

  private boolean isFinished(String orderNo) {
    return "finished".equals(bundle.journalRow(orderNo).get("status"));
  }

  private int reportAttempts(String orderNo) {
    return (Integer) bundle.journalRow(orderNo).getOrDefault("report_attempts", 0);
  }

  private boolean isReportPostponed(String orderNo) {
    return Boolean.TRUE.equals(
        bundle
            .journal()
            .queryForObject(
                "select coalesce(report_at > now() + interval '100 seconds', false)"
                    + " from bridge.order_journal where order_no = ?",
                Boolean.class,
                orderNo));
  }

  private void tellAgain(String orderNo) {
    bundle
        .journal()
        .update("update bridge.order_journal set report_at = now() where order_no = ?", orderNo);
  }

  private void awaitTold(String orderNo) {
    bundle.await(
        () -> {
          Map<String, Object> row = bundle.journalRow(orderNo);
          return row.get("report_at") == null && row.get("reported_at") != null;
        });
  }
}
