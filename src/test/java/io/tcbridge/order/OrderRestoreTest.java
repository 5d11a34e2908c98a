package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.prove.Finding;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.JournalCopy;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import io.tcbridge.testing.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal is lost, or replaced by an older one, and a bridge is started on it. */
class OrderRestoreTest {

  private final Bundle bundle = Bundle.create();

  @BeforeEach
  void prepare() {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void after_the_loss_of_the_journal_nothing_is_sold_twice_and_nothing_is_lost() throws Exception {
    Bridge first = bundle.startAndWait();
    List<String> done = ordersInEveryState();
    bundle.stop(first);
    bundle.erp().order("L-new", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.sandbox().clearFaults();

    loseJournal();
    bundle.startAndWait();
    for (String orderNo : List.of("L-created", "L-reserved", "L-sold", "L-new")) {
      bundle.awaitStatus(orderNo, "DONE");
    }
    bundle.await(() -> "POSSIBLE_HOLD".equals(bundle.journalRow("L-mixed").get("attempt_class")));
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.makeDue("L-mixed");
    bundle.awaitStatus("L-mixed", "DONE");
    bundle.await(() -> "held".equals(bundle.journalRow("L-held").get("status")));
    bundle.awaitStatus("L-cancel", "CANCELLED");
    bundle.await(() -> bundle.journalRow("L-held").get("due_at") == null);

    assertThat(bundle.erp().status("L-held")).isEqualTo("HELD");
    assertThat(bundle.erp().status("L-refused")).isEqualTo("REFUSED");
    assertThat(bundle.calls("done", "L-sold")).hasSize(1);
    assertThat(bundle.erp().tickets("L-sold")).hasSize(2);
    assertThat(done).allSatisfy(number -> assertThat(bundle.journalRow(number)).isEmpty());
    assertThat(bundle.log().all())
        .filteredOn(line -> line.contains("10 orders as DONE"))
        .hasSize(1);
    assertThat(unknownSales()).containsExactlyInAnyOrderElementsOf(done);
  }

  @Test
  void an_order_that_the_restored_erp_shows_as_new_is_not_sold_again() throws Exception {
    Bridge first = bundle.startAndWait();
    bundle.erp().order("N-sold", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    bundle.erp().order("N-cancel", Sample.EVENT).seat(Sample.seat(1)).save();
    bundle.awaitStatus("N-sold", "DONE");
    bundle.awaitStatus("N-cancel", "DONE");
    bundle.stop(first);

    loseJournal();
    bundle.erp().jdbc().update("delete from erp_ticket");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW', tc_order_id = null, tc_total = null");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = 'N-cancel'");
    bundle.with("ORDER_RESTORE", "on").startAndWait();
    bundle.awaitStatus("N-sold", "DONE");
    bundle.awaitStatus("N-cancel", "DONE");

    assertThat(bundle.calls("create")).hasSize(2);
    assertThat(bundle.erp().tickets("N-sold")).hasSize(2);
    assertThat(bundle.erp().reason("N-cancel")).startsWith("ALREADY_DONE");
    Agreement.check(bundle);
  }

  @Test
  void an_older_journal_goes_on_from_what_has_happened_since() throws Exception {
    bundle.sandbox().set("latency_ms", "60");
    Bridge first = bundle.startAndWait();
    List<String> numbers = IntStream.rangeClosed(1, 20).mapToObj("O-%d"::formatted).toList();
    for (String orderNo : numbers) {
      bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    }
    bundle.await(() -> bundle.erp().count("DONE") > 4);
    JournalCopy copy = new JournalCopy(bundle.env().get("JOURNAL_JDBC_URL"));
    bundle.await(() -> bundle.erp().count("DONE") == 20);
    bundle.stop(first);

    copy.putBack();
    assertThat(openRows()).isPositive();
    bundle.with("ORDER_RESTORE", "on").startAndWait();
    bundle.await(Duration.ofSeconds(60), () -> openRows() == 0);

    assertThat(bundle.calls("done")).hasSize(20);
    for (String orderNo : numbers) {
      assertThat(bundle.remote(orderNo)).extracting(OrderView::status).containsExactly("done");
      assertThat(bundle.erp().tickets(orderNo)).hasSize(2);
    }
    assertThat(unknownSales()).hasSize(20 - journalRows());
  }

  @Test
  void an_order_that_was_made_anew_after_the_backup_is_found() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forEvent(Sample.EVENT));
    Bridge first = bundle.startAndWait();
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("A-2", Sample.EVENT).seat(Sample.seat(7)).save();
    bundle.await(() -> bundle.calls("reserve").size() > 3);
    JournalCopy copy = new JournalCopy(bundle.env().get("JOURNAL_JDBC_URL"));
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.sandbox().clearFaults();
    bundle.makeDue("A-1");
    bundle.makeDue("A-2");
    bundle.awaitStatus("A-1", "DONE");
    bundle.awaitStatus("A-2", "DONE");
    bundle.stop(first);

    copy.putBack();
    bundle.with("ORDER_RESTORE", "on").startAndWait();
    bundle.await(Duration.ofSeconds(60), () -> openRows() == 0);

    assertThat(bundle.calls("done")).hasSize(2);
    assertThat(bundle.calls("create")).hasSize(4);
    assertThat(bundle.journalRow("A-1")).containsEntry("outcome", "done");
    Agreement.check(bundle);
  }

  @Test
  void what_a_restored_erp_has_lost_is_told_again() throws Exception {
    bundle.with("ORDER_SWEEP_EVERY", "1s").startAndWait();
    bundle.erp().order("E-done", Sample.EVENT).places(Sample.FLOOR, 2).save();
    bundle.erp().order("E-refused", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("E-done", "DONE");
    bundle.awaitStatus("E-refused", "REFUSED");
    bundle.await(() -> openRows() == 0);

    bundle.erp().jdbc().update("delete from erp_ticket");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'ACCEPTED', tc_order_id = null");
    bundle.awaitStatus("E-done", "DONE");
    bundle.awaitStatus("E-refused", "REFUSED");

    assertThat(bundle.erp().tickets("E-done")).hasSize(2);
    assertThat(bundle.calls("done")).hasSize(1);
    assertThat(bundle.calls("create")).hasSize(2);
    Agreement.check(bundle);
  }

  @Test
  void a_revision_that_was_sold_after_the_backup_is_found() throws Exception {
    Bridge first = bundle.startAndWait();
    bundle.erp().order("V-1", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("V-1", "REFUSED");
    bundle.await(() -> openRows() == 0);
    JournalCopy copy = new JournalCopy(bundle.env().get("JOURNAL_JDBC_URL"));
    bundle.erp().jdbc().update("update erp_order_line set quantity = 3");
    bundle.erp().jdbc().update("update erp_order set bridge_status = 'NEW'");
    bundle.awaitStatus("V-1", "DONE");
    bundle.stop(first);

    copy.putBack();
    bundle.erp().jdbc().update("delete from erp_ticket");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'ACCEPTED', tc_order_id = null");
    bundle.startAndWait();
    bundle.awaitStatus("V-1", "DONE");

    assertThat(bundle.calls("done")).hasSize(1);
    assertThat(bundle.erp().tickets("V-1")).hasSize(3);
    assertThat(bundle.journalRow("V-1")).containsEntry("revision", 2);
    Agreement.check(bundle);
  }

  @Test
  void a_remote_order_that_does_not_agree_is_a_persons_business_and_never_touched()
      throws Exception {
    Stranger stranger = new Stranger(bundle);
    String other = stranger.hold("F-other");
    String one = stranger.hold("F-two");
    String two = stranger.hold("F-two");
    String same = stranger.hold("F-same");
    bundle.erp().order("F-other", Sample.EVENT).seat(Sample.seat(1)).save();
    bundle.erp().order("F-two", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("F-same", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.erp().order("F-none", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.with("ORDER_RESTORE", "on").startAndWait();
    bundle.awaitStatus("F-other", "HELD");
    bundle.awaitStatus("F-two", "HELD");
    bundle.awaitStatus("F-same", "DONE");
    bundle.awaitStatus("F-none", "DONE");

    assertThat(bundle.erp().reason("F-other")).startsWith("FOREIGN_ORDER: ").contains(other);
    assertThat(bundle.erp().reason("F-two"))
        .startsWith("FOREIGN_ORDER: ")
        .contains(one)
        .contains(two);
    assertThat(bundle.calls("create")).hasSize(5);
    assertThat(bundle.remote("F-same")).extracting(OrderView::id).containsExactly(same);
    assertThat(bundle.remote("F-same")).extracting(OrderView::status).containsExactly("done");
    assertThat(bundle.calls("cancel")).isEmpty();
  }

  @Test
  void a_held_order_goes_on_once_the_other_one_is_gone() throws Exception {
    String other = new Stranger(bundle).hold("G-1");
    bundle.erp().order("G-1", Sample.EVENT).seat(Sample.seat(1)).save();
    bundle.with("ORDER_RESTORE", "on").startAndWait();
    bundle.awaitStatus("G-1", "HELD");

    new Stranger(bundle).patch(other, "{\"status\": \"cancelled\"}");
    bundle.erp().jdbc().update("update erp_order set bridge_status = 'NEW'");
    bundle.awaitStatus("G-1", "DONE");

    assertThat(bundle.erp().tickets("G-1")).hasSize(1);
    Agreement.check(bundle);
  }

  @Test
  void no_order_is_claimed_on_another_timeline_before_the_list_was_searched() throws Exception {
    bundle.startAndWait();
    bundle.sandbox().fault(Fault.statusBefore("read", 503));
    bundle.journal().update("update bridge.place set timeline = 'FFFFFFFF'");

    bundle.erp().order("P-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> "search".equals(bundle.journalRow("P-1").get("waiting_for")));
    int creates = bundle.calls("create").size();
    bundle.sandbox().clearFaults();
    bundle.journal().update("update bridge.restore set due_at = now()");
    bundle.awaitStatus("P-1", "DONE");

    assertThat(creates).isZero();
    assertThat(
            bundle
                .journal()
                .queryForList(
                    "select cause from bridge.alert_note union select cause from bridge.alert",
                    String.class))
        .contains("RESTORE");
    assertThat(bundle.journal().queryForObject("select reason from bridge.restore", String.class))
        .contains("promoted");
    Agreement.check(bundle);
  }

  /** Ten that are done, and one in each state that a backup may miss. */
  private List<String> ordersInEveryState() {
    List<String> done = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      done.add("L-done-" + i);
      bundle.erp().order("L-done-" + i, Sample.EVENT).places(Sample.FLOOR, 1).save();
    }
    done.forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found").forOrderNo("L-held"));
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo("L-created"));
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo("L-mixed").skip(1));
    bundle.sandbox().fault(Fault.statusBefore("customer", 503).forOrderNo("L-reserved"));
    bundle.sandbox().fault(Fault.statusBefore("customer", 503).forOrderNo("L-cancel"));
    bundle.sandbox().fault(Fault.statusAfter("done", 500).forOrderNo("L-sold"));
    bundle.erp().order("L-held", Sample.EVENT).seat(Sample.seat(1)).save();
    bundle.erp().order("L-refused", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.erp().order("L-invalid", "wrong").places(Sample.FLOOR, 1).save();
    bundle.erp().order("L-created", Sample.EVENT).seat(Sample.seat(2)).save();
    bundle.erp().order("L-mixed", Sample.EVENT).places(Sample.FLOOR, 1).seat(Sample.seat(3)).save();
    bundle.erp().order("L-reserved", Sample.EVENT).seat(Sample.seat(4)).total("2750.00").save();
    bundle.erp().order("L-cancel", Sample.EVENT).seat(Sample.seat(5)).save();
    bundle.await(() -> bundle.calls("customer", "L-reserved").size() > 1);
    bundle.await(() -> bundle.calls("customer", "L-cancel").size() > 1);
    bundle.await(() -> bundle.calls("reserve", "L-mixed").size() > 1);
    bundle.awaitStatus("L-held", "HELD");
    bundle.awaitStatus("L-refused", "REFUSED");
    bundle.awaitStatus("L-invalid", "REFUSED");
    bundle.sandbox().fault(Fault.statusBefore("read", 503));
    bundle.erp().order("L-sold", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    bundle.await(() -> !bundle.calls("done", "L-sold").isEmpty());
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = 'L-cancel'");
    return done;
  }

  @Test
  void a_list_that_is_longer_than_it_shows_was_not_searched() throws Exception {
    Bridge first = bundle.startAndWait();
    bundle.erp().order("S-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("S-1", "DONE");
    bundle.stop(first);
    bundle.erp().jdbc().update("delete from erp_ticket");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'ACCEPTED', tc_order_id = null");
    loseJournal();

    try (Wire wire = Wire.to(bundle.sandbox().url())) {
      bundle.with("TICKETSCLOUD_URL", wire.url());
      wire.rewrite(
          request -> request.contains("GET /v2/resources/orders?created_at"),
          body -> "{\"data\": [], \"pagination\": {\"page\": 1, \"total\": 1}}");
      bundle.start();
      bundle.await(() -> bundle.log().all().stream().anyMatch(line -> line.contains("read anew")));

      assertThat(bundle.calls("create")).hasSize(1);

      wire.straighten();
      bundle.await(Duration.ofMinutes(1), () -> "DONE".equals(bundle.erp().status("S-1")));
    }

    assertThat(bundle.calls("create")).hasSize(1);
    assertThat(bundle.erp().tickets("S-1")).hasSize(1);
  }

  private void loseJournal() {
    bundle.journal().execute("drop schema bridge cascade");
  }

  private int openRows() {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from bridge.order_journal where status <> 'finished' or report_at is not null",
            Integer.class);
  }

  private int journalRows() {
    return bundle
        .journal()
        .queryForObject("select count(*) from bridge.order_journal", Integer.class);
  }

  /** Orders that only the ERP knows; nothing else is off. */
  private List<String> unknownSales() {
    List<Finding> findings =
        bundle.prove(terms -> terms.withoutTakeOvers().withoutPatience()).findings();

    assertThat(findings).filteredOn(one -> !one.code().equals("NOT_IN_JOURNAL")).isEmpty();
    return findings.stream().map(Finding::orderNo).toList();
  }
}
