package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Cabinet;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundPollTest {

  private Bundle bundle;
  private Cabinet cabinet;

  @BeforeEach
  void prepare() {
    bundle = Bundle.onSale().withRefunds();
    cabinet = new Cabinet(bundle);
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  private List<String> sold(String orderNo, int places) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, places).save();
    bundle.awaitStatus(orderNo, "DONE");
    return bundle.erp().ticketIds(orderNo);
  }

  private String remoteOrder(String orderNo) {
    return (String) bundle.erp().row(orderNo).get("tc_order_id");
  }

  /** Gaps of the ledger: a read that began later than all before it had ended. */
  private List<Map<String, Object>> gaps() {
    return bundle
        .journal()
        .queryForList(
            "select c.kind, c.from_at from bridge.refund_coverage c"
                + " join bridge.refund_window w using (kind)"
                + " where c.from_at > coalesce((select max(e.to_at) from bridge.refund_coverage e"
                + "   where e.kind = c.kind and e.coverage_id < c.coverage_id), w.since)");
  }

  @Test
  void a_refund_of_the_cabinet_is_brought_back_also_when_it_is_approved_days_later()
      throws Exception {
    bundle.start();
    List<String> tickets = sold("B-1", 2);
    String id = cabinet.refund(remoteOrder("B-1"), tickets.subList(0, 1));
    bundle.awaitRefund(id, "OPEN");

    bundle.sandbox().advance(Duration.ofDays(6));
    cabinet.approve(id);
    bundle.awaitRefund(id, "APPROVED");

    assertThat(bundle.erp().refundRow(id))
        .containsEntry("order_no", "B-1")
        .containsEntry("tc_refund_id", id);
    assertThat(bundle.erp().refundTickets(id)).isEqualTo(tickets.subList(0, 1));
    assertThat(bundle.erp().tickets("B-1"))
        .extracting(row -> row.get("status"))
        .containsExactlyInAnyOrder("REFUNDED", "SOLD");
    assertThat(gaps()).isEmpty();
  }

  @Test
  void what_happened_in_weeks_of_downtime_is_found_window_by_window() throws Exception {
    var first = bundle.start();
    List<String> one = sold("B-2", 1);
    List<String> two = sold("B-3", 1);
    bundle.await(
        () ->
            bundle
                    .journal()
                    .queryForObject("select count(*) from bridge.refund_coverage", Long.class)
                > 1);
    bundle.stop(first);

    String early = cabinet.refund(remoteOrder("B-2"), one);
    cabinet.approve(early);
    bundle.sandbox().advance(Duration.ofDays(20));
    String late = cabinet.refund(remoteOrder("B-3"), two);
    bundle.sandbox().advance(Duration.ofDays(20));
    bundle.start();
    bundle.awaitRefund(early, "APPROVED");
    bundle.awaitRefund(late, "OPEN");

    bundle.await(
        () ->
            bundle
                .journal()
                .queryForObject(
                    "select min(covered_to) > now() + interval '39 days' from bridge.refund_window",
                    Boolean.class));
    assertThat(gaps()).isEmpty();
    assertThat(
            bundle
                .journal()
                .queryForObject(
                    "select max(to_at - from_at) <= interval '9 days' from bridge.refund_coverage",
                    Boolean.class))
        .isTrue();
  }

  @Test
  void a_listing_that_contradicts_itself_is_told_and_not_taken_as_read() throws Exception {
    Wire wire = Wire.to(bundle.sandbox().url());
    bundle.with("TICKETSCLOUD_URL", wire.url());
    bundle.start();
    List<String> tickets = sold("B-4", 1);
    wire.rewrite(
        request -> request.contains("GET /v2/resources/refund_requests"),
        body -> body.replaceAll("\"total\": ?\\d+", "\"total\": 7"));
    cabinet.refund(remoteOrder("B-4"), tickets);

    bundle.await(
        () ->
            bundle
                    .journal()
                    .queryForObject(
                        "select count(*) from bridge.alert where cause = 'REFUND_LIST'", Long.class)
                == 1);
    String trouble =
        bundle
            .journal()
            .queryForObject(
                "select trouble from bridge.refund_window where trouble is not null limit 1",
                String.class);

    assertThat(trouble).contains("its total is 7");
    wire.straighten();
    bundle.await(
        () ->
            bundle
                    .journal()
                    .queryForObject(
                        "select count(*) from bridge.refund_window where trouble is not null",
                        Long.class)
                == 0);
    assertThat(gaps()).isEmpty();
    wire.close();
  }

  private void pausePolls() {
    bundle
        .journal()
        .update(
            "update bridge.refund_window set due_at = now() + interval '1 day', fence = null,"
                + " claimed_by = null");
  }

  @Test
  void a_list_that_grows_while_it_is_read_does_not_contradict_itself() throws Exception {
    bundle.sandbox().set("total_unit", "records");
    Wire wire = Wire.to(bundle.sandbox().url());
    bundle.with("TICKETSCLOUD_URL", wire.url()).with("TICKETSCLOUD_TIMEOUT", "2s");
    bundle.with("ORDER_LEASE", "12s").start();
    List<String> tickets = sold("B-7", 1);
    pausePolls();
    for (int i = 0; i < 201; i++) {
      cabinet.reject(cabinet.refund(remoteOrder("B-7"), tickets));
    }
    AtomicInteger grown = new AtomicInteger();
    wire.rewrite(
        request -> request.contains("created_at=") && request.contains("page=1 "),
        body -> {
          if (grown.getAndIncrement() == 0) {
            cabinet.refund(remoteOrder("B-7"), tickets);
          }
          return body;
        });

    bundle
        .journal()
        .update("update bridge.refund_window set due_at = now() where kind = 'created'");
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForObject(
                    "select claimed_by is null and due_at < now() + interval '1 hour'"
                        + " from bridge.refund_window where kind = 'created' and"
                        + " (trouble is not null or exists (select 1 from bridge.refund_coverage"
                        + " where refunds >= 201))",
                    Boolean.class));

    assertThat(grown).hasPositiveValue();
    assertThat(
            bundle
                .journal()
                .queryForList(
                    "select refunds from bridge.refund_coverage where refunds >= 201 order by 1",
                    Integer.class))
        .contains(201);
    wire.close();
  }

  @Test
  void an_unreadable_entry_keeps_no_other_refund_from_coming_and_going_on() throws Exception {
    Wire wire = Wire.to(bundle.sandbox().url());
    bundle.with("TICKETSCLOUD_URL", wire.url()).start();
    List<String> spoiled = sold("B-8", 1);
    List<String> ours = sold("B-9", 1);
    List<String> theirs = sold("B-10", 1);
    String broken = cabinet.refund(remoteOrder("B-8"), spoiled);
    bundle.awaitRefund(broken, "OPEN");
    bundle.erp().refund("R-9", "B-9", ours);
    bundle.awaitRefund("R-9", "OPEN");
    wire.rewrite(
        request -> request.contains("GET /v2/resources/refund_requests"),
        body -> body.replaceAll("(\"id\": ?\"" + broken + "\", ?)\"status\": ?\"\\w+\",", "$1"));

    String id = cabinet.refund(remoteOrder("B-10"), theirs);
    bundle.awaitRefund(id, "OPEN");
    bundle.erp().decide("R-9", "APPROVE");
    bundle.awaitRefund("R-9", "APPROVED");
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForList(
                    "select detail from bridge.alert where cause = 'REFUND_LIST'", String.class)
                .stream()
                .anyMatch(detail -> detail.contains(broken)));
    wire.straighten();
    bundle.await(
        () ->
            bundle
                    .journal()
                    .queryForObject(
                        "select count(*) from bridge.refund_window where trouble is not null",
                        Long.class)
                == 0);

    assertThat(gaps()).isEmpty();
    wire.close();
  }

  @Test
  void refunds_of_orders_that_are_not_ours_are_counted_and_listed_only() throws Exception {
    bundle.start();
    List<String> tickets = sold("B-5", 1);
    String order = remoteOrder("B-5");
    bundle.journal().update("delete from bridge.remote_order where remote_id = ?", order);

    String id = cabinet.refund(order, tickets);
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForList("select remote_id from bridge.refund_stray", String.class)
                .contains(id));

    assertThat(bundle.erp().jdbc().queryForObject("select count(*) from erp_refund", Long.class))
        .isZero();
  }

  @Test
  void long_lists_are_read_to_their_end() throws Exception {
    bundle.start();
    List<String> tickets = sold("B-6", 1);
    for (int i = 0; i < 405; i++) {
      cabinet.reject(cabinet.refund(remoteOrder("B-6"), tickets));
    }

    bundle.await(
        Duration.ofSeconds(60),
        () ->
            bundle
                    .erp()
                    .jdbc()
                    .queryForObject(
                        "select count(*) from erp_refund where bridge_status = 'REJECTED'",
                        Long.class)
                == 405);

    assertThat(
            bundle
                .journal()
                .queryForObject("select max(pages) from bridge.refund_coverage", Integer.class))
        .isEqualTo(3);
  }
}
