package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances poll the same ERP all the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderIntakeTest {

  private final Bundle bundle = Bundle.create();

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
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
  void bad_rows_are_refused_with_every_reason_and_hold_up_nobody() {
    bundle
        .erp()
        .order("I-bad", "too-short")
        .places("also-short", 0)
        .seat(Sample.seat(1))
        .seat(Sample.seat(1))
        .email("nobody@nowhere")
        .raw("[]")
        .save();
    bundle.erp().order("I-neighbour", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("I-bad", "REFUSED");
    bundle.awaitStatus("I-neighbour", "DONE");

    assertThat(bundle.erp().reason("I-bad"))
        .startsWith("INVALID: ")
        .contains("event_id", "customer_email", "raw", "line 1: set_id", "line 1: quantity")
        .contains("line 3: ticket_id is there twice")
        .doesNotContain("nobody");
    assertThat(bundle.journalRow("I-bad")).containsEntry("claims", 0);
  }

  @Test
  void rows_whose_number_cannot_be_kept_are_refused_too() {
    bundle.erp().order("", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order(" I-blank ", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("", "REFUSED");
    bundle.awaitStatus(" I-blank ", "REFUSED");

    assertThat(bundle.erp().reason("")).startsWith("INVALID: order_no is empty");
    assertThat(bundle.erp().reason(" I-blank ")).contains("order_no begins or ends with a blank");
  }

  @Test
  void an_order_waits_for_its_lines() {
    bundle.erp().order("I-early", Sample.EVENT).save();
    bundle.erp().order("I-witness", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("I-witness", "DONE");
    String before = bundle.erp().status("I-early");

    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_order_line (order_no, line_no, set_id, quantity) values (?, 1, ?, 2)",
            "I-early",
            Sample.FLOOR);
    bundle.awaitStatus("I-early", "DONE");

    assertThat(before).isEqualTo("NEW");
    assertThat(bundle.erp().tickets("I-early")).hasSize(2);
  }

  @Test
  void an_order_without_lines_is_refused_after_a_minute() {
    bundle.erp().order("I-never", Sample.EVENT).save();

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set created_at = created_at - interval '61' second"
                + " where order_no = 'I-never'");
    bundle.awaitStatus("I-never", "REFUSED");

    assertThat(bundle.erp().reason("I-never")).isEqualTo("INVALID: the order has no lines");
  }

  @Test
  void two_instances_take_each_order_once() {
    IntStream.range(0, 40)
        .forEach(
            n -> bundle.erp().order("I-two-" + n, Sample.EVENT).places(Sample.FLOOR, 1).save());

    bundle.await(
        () ->
            IntStream.range(0, 40).allMatch(n -> "DONE".equals(bundle.erp().status("I-two-" + n))));

    assertThat(
            bundle
                .journal()
                .queryForList(
                    "select order_no from bridge.order_journal where order_no like 'I-two-%'",
                    String.class))
        .hasSize(40)
        .doesNotHaveDuplicates();
    assertThat(bundle.calls("reserve"))
        .extracting(Call::mark)
        .filteredOn(mark -> mark.startsWith("I-two-"))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_row_that_becomes_visible_late_is_taken_although_later_ones_are_through() throws Exception {
    try (Connection late =
            DriverManager.getConnection(
                bundle.erp().url(), bundle.erp().user(), bundle.erp().password());
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(
          "insert into erp_order (order_no, event_id, created_at)"
              + " values ('I-1-late', '"
              + Sample.EVENT
              + "', current_timestamp - interval '5' second)");
      statement.execute(
          "insert into erp_order_line (order_no, line_no, set_id, quantity)"
              + " values ('I-1-late', 1, '"
              + Sample.FLOOR
              + "', 1)");
      bundle.erp().order("I-2-later", Sample.EVENT).places(Sample.FLOOR, 1).save();
      bundle.awaitStatus("I-2-later", "DONE");

      late.commit();
    }

    bundle.awaitStatus("I-1-late", "DONE");
  }

  @Test
  void edits_after_acceptance_are_ignored() {
    bundle.sandbox().fault(Fault.statusBefore("create", 500));
    bundle.erp().order("I-edit", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus("I-edit", "ACCEPTED");

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order set expected_total = 1, event_id = 'x' where order_no = 'I-edit'");
    bundle.erp().jdbc().update("update erp_order_line set quantity = 7 where order_no = 'I-edit'");
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("I-edit", "DONE");

    assertThat(bundle.erp().tickets("I-edit")).hasSize(1);
  }

  @Test
  void an_order_whose_mark_could_not_be_written_is_sold_once_and_marked_later() {
    erpRefuses("order_no = 'I-mark'");
    bundle.erp().order("I-mark", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> "finished".equals(journalStatus("I-mark")));
    String before = bundle.erp().status("I-mark");

    erpAcceptsAgain();
    bundle.awaitStatus("I-mark", "DONE");

    assertThat(before).isEqualTo("NEW");
    assertThat(bundle.erp().tickets("I-mark")).hasSize(1);
    assertThat(bundle.remote("I-mark")).hasSize(1);
  }

  @Test
  void key_and_journal_row_of_an_order_appear_together_or_not_at_all() {
    bundle.erp().order("I-before", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("I-before", "DONE");
    bundle
        .journal()
        .execute(
            "create function bridge.refuse() returns trigger language plpgsql as"
                + " 'begin perform nextval(''bridge.refusals''); raise ''no''; end'");
    bundle.journal().execute("create sequence bridge.refusals");
    bundle
        .journal()
        .execute(
            "create trigger refuse before insert on bridge.order_journal"
                + " for each row when (new.order_no = 'I-key') execute function bridge.refuse()");
    bundle.erp().order("I-key", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForObject("select is_called from bridge.refusals", Boolean.class));

    long keys =
        bundle
            .journal()
            .queryForObject(
                "select count(*) from bridge.processed_message where message_id = 'I-key#1'",
                Long.class);
    bundle.journal().execute("drop trigger refuse on bridge.order_journal");
    bundle.awaitStatus("I-key", "DONE");

    assertThat(keys).isZero();
    assertThat(bundle.remote("I-key")).hasSize(1);
  }

  private String journalStatus(String orderNo) {
    return bundle
        .journal()
        .queryForList(
            "select status from bridge.order_journal where order_no = ?", String.class, orderNo)
        .stream()
        .findFirst()
        .orElse("");
  }

  /** The ERP fails each update of these rows. */
  private void erpRefuses(String condition) {
    bundle
        .erp()
        .jdbc()
        .execute(
            "create or replace function refuse() returns trigger language plpgsql as"
                + " 'begin raise ''no''; end'");
    bundle
        .erp()
        .jdbc()
        .execute(
            "create trigger refuse before update on erp_order"
                + " for each row when (new."
                + condition
                + ") execute function refuse()");
  }

  private void erpAcceptsAgain() {
    bundle.erp().jdbc().execute("drop trigger refuse on erp_order");
  }
}
