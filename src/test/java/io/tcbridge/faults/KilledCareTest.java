package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.JournalCopy;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} while a bridge looks after what is left over: in the sweep, at the beginning and
 * the end of a pause, in the purge, and while it searches for what a restored journal does not
 * know.
 */
final class KilledCareTest {

  private static final int BATCH = 10_000;

  // --- the sweep ---

  @Test
  void a_sweep_that_died_with_an_order_in_hand_is_done_by_another_one() throws Exception {
    sweep(Written.OWNER_CLAIMED, Fate.COMMITTED);
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({
    "SWEEP_CLAIMED, ROLLED_BACK",
    "SWEEP_CLAIMED, COMMITTED",
    "OWNER_CLAIMED, ROLLED_BACK",
    "SWEPT, ROLLED_BACK",
    "SWEPT, COMMITTED",
    "SWEEP_ENDED, ROLLED_BACK",
    "SWEEP_ENDED, COMMITTED"
  })
  void a_sweep_that_died_is_done_by_another_one(Written written, Fate fate) throws Exception {
    sweep(written, fate);
  }

  private static void sweep(Written written, Fate fate) throws Exception {
    Scenario.of("kill -9 in the sweep, " + written + " " + fate, "R1")
        .on(() -> Scene.ground().with("ORDER_SWEEP_EVERY", "24h"))
        .run(
            scene -> {
              BridgeProcess first = scene.start("first");
              String left = leftBehind(scene);
              try (CommitGate gate = gate(scene)) {
                CommitGate.Stop stop = gate.at(fate.moment(), written.table(), written.of("left"));
                letSweep(scene);
                scene.await(stop::isReached);

                first.kill();

                fate.end(stop);
                awaitSwept(scene, left);
              }
            });
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({"NONE", "DONE", "LATE"})
  void a_sweep_that_died_in_its_request_is_done_by_another_one(String effect) throws Exception {
    Scenario.of("kill -9 in the sweep's request, effect " + effect, "R1", "R4")
        .on(() -> Scene.ground().with("ORDER_SWEEP_EVERY", "24h"))
        .run(
            scene -> {
              BridgeProcess first = scene.start("first");
              String left = leftBehind(scene);
              Fault hang = Fault.hang("cancel").times(1);
              scene
                  .bundle()
                  .sandbox()
                  .fault(
                      switch (effect) {
                        case "NONE" -> hang.withEffect(false);
                        case "DONE" -> hang;
                        default -> hang.effectDelayMs(8_000);
                      });
              letSweep(scene);
              scene.await(() -> hangs(scene));

              first.kill();

              awaitSwept(scene, left);
            });
  }

  /** A hold that the journal made for an order that has ended without it. */
  private static String leftBehind(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    bundle.erp().order("left", Sample.EVENT).places(Sample.BALCONY, 4).save();
    scene.counts(1);
    bundle.awaitStatus("left", "REFUSED");
    String left = new Stranger(bundle).hold("left");
    bundle
        .journal()
        .update(
            "insert into bridge.remote_order (remote_id, order_id) values (?, ?)",
            left,
            bundle.journalRow("left").get("order_id"));
    return left;
  }

  private static void letSweep(Scene scene) {
    scene.bundle().journal().update("update bridge.sweep set due_at = now()");
  }

  private static void awaitSwept(Scene scene, String left) {
    Bundle bundle = scene.bundle();
    scene.start("second");
    scene.await(() -> bundle.everyRemote("left").stream().noneMatch(KilledCareTest::isHeld));
    letSweep(scene);
    scene.await(
        () ->
            bundle
                .journal()
                .queryForObject(
                    "select fence is null and due_at > now() from bridge.sweep", Boolean.class));

    assertThat(bundle.everyRemote("left"))
        .filteredOn(order -> order.id().equals(left))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
    assertThat(bundle.journalRow("left"))
        .containsEntry("outcome", "refused")
        .containsEntry("due_at", null);
  }

  private static boolean hangs(Scene scene) {
    return scene.bundle().sandbox().history().stream()
        .anyMatch(call -> "hang".equals(call.fault()));
  }

  private static boolean isHeld(OrderView order) {
    return order.status().equals("executed");
  }

  // --- pauses ---

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({
    "PAUSED, ROLLED_BACK",
    "PAUSED, COMMITTED",
    "PROBE_WOKEN, ROLLED_BACK",
    "PROBE_WOKEN, COMMITTED",
    "PROBING, ROLLED_BACK",
    "PROBING, COMMITTED",
    "RESUMED, ROLLED_BACK",
    "RESUMED, COMMITTED",
    "WOKEN, ROLLED_BACK",
    "WOKEN, COMMITTED"
  })
  void a_pause_without_money_ends_whoever_has_begun_it(Written written, Fate fate)
      throws Exception {
    Scenario.of("kill -9 in a pause for money, " + written + " " + fate, "R1", "R14")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              BridgeProcess first = scene.start("first");
              bundle.sandbox().balance(BigDecimal.ZERO);
              try (CommitGate gate = gate(scene)) {
                CommitGate.Stop stop = null;
                if (written == Written.PAUSED) {
                  stop = gate.at(fate.moment(), written.table(), written.of(""));
                }
                scene.orders("money", 4);
                if (stop == null) {
                  scene.await(() -> waiting(bundle) == 4);
                  stop = gate.at(fate.moment(), written.table(), written.of(""));
                  bundle.sandbox().balance(null);
                  letProbe(bundle);
                }
                scene.await(stop::isReached);

                first.kill();

                fate.end(stop);
                scene.start("second");
                bundle.sandbox().balance(null);
                awaitSold(scene, 4);
              }
            });
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_pause_without_money_ends_although_who_asked_has_died(boolean effect) throws Exception {
    Scenario.of("kill -9 in the request that asks for the end of a pause, effect " + effect, "R14")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              BridgeProcess first = scene.start("first");
              bundle.sandbox().balance(BigDecimal.ZERO);
              scene.orders("money", 4);
              scene.await(() -> waiting(bundle) == 4);
              bundle.sandbox().fault(Fault.hang("done").times(1).withEffect(effect));
              bundle.sandbox().balance(null);
              letProbe(bundle);
              scene.await(() -> hangs(scene));

              first.kill();

              scene.start("second");
              awaitSold(scene, 4);
            });
  }

  @Test
  @Tag("campaign")
  void a_pause_for_a_refused_key_is_nobody_elses() throws Exception {
    Scenario.of("kill -9 in a pause for a refused key, and when it ends", "R1", "R13")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              BridgeProcess first = scene.start("first");
              bundle.sandbox().fault(Fault.statusBefore(null, 401).skip(40));
              scene.orders("key", 20);
              scene.await(() -> pauses(first));

              first.kill();

              BridgeProcess second = bundle.startProcess("second");
              scene.await(() -> pauses(second));
              bundle.sandbox().clearFaults();
              bundle.sandbox().set("latency_ms", "200");
              scene.await(second::isReady);

              second.kill();

              scene.start("third");
              scene.await(() -> bundle.erp().count("DONE") == 20);
            });
  }

  private static boolean pauses(BridgeProcess process) {
    return process.lines().stream().anyMatch(line -> line.contains("KEY_REFUSED"));
  }

  private static int waiting(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from bridge.order_journal"
                + " where waiting_for = 'commits' and status = 'waiting'",
            Integer.class);
  }

  private static void letProbe(Bundle bundle) {
    bundle
        .journal()
        .update("update bridge.pause set probe_at = now(), woken_at = now() - interval '1 minute'");
  }

  private static void awaitSold(Scene scene, int orders) {
    scene.await(
        () -> {
          letProbe(scene.bundle());
          return scene.bundle().erp().count("DONE") == orders;
        });
    scene.await(
        () -> scene.bundle().journal().queryForList("select name from bridge.pause").isEmpty());
  }

  // --- the purge ---

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource
  void a_purge_that_died_between_its_batches_is_gone_on_with(Fate fate) throws Exception {
    Scenario.of("kill -9 in the second batch of a purge, " + fate, "R1")
        .on(
            () ->
                Scene.ground()
                    .with("JOURNAL_KEEP_PERSONAL_DATA", "1h")
                    .with("JOURNAL_PURGE_SCHEDULE", "* * * * * ?"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              BridgeProcess first = scene.start("first");
              try (CommitGate gate = gate(scene)) {
                CommitGate.Stop stop =
                    gate.at(
                        fate.moment(),
                        Written.PURGED.table(),
                        Written.PURGED.of("old-" + (BATCH + 10)));
                saveOld(bundle, BATCH + 20);
                scene.await(stop::isReached);
                long before = purged(bundle);

                first.kill();

                fate.end(stop);
                scene.await(() -> purged(bundle) == (fate == Fate.COMMITTED ? BATCH + 20 : BATCH));
                scene.start("second");
                scene.order("young");
                bundle.awaitStatus("young", "DONE");
                scene.await(() -> purged(bundle) == BATCH + 20);

                assertThat(before).isEqualTo(BATCH);
                assertThat(
                        bundle
                            .journal()
                            .queryForList(
                                "select order_no from bridge.order_journal where customer_name is not null",
                                String.class))
                    .containsExactly("young");
              }
            });
  }

  /** Orders that ended long ago, the first one longest. */
  private static void saveOld(Bundle bundle, int count) {
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_order (order_no, event_id, customer_name, created_at, bridge_status,"
                + " bridge_reason) select 'old-' || n, ?, 'Anna Petrova', now() - interval '99 days',"
                + " 'REFUSED', 'SOLD_OUT: long ago' from generate_series(1, ?) n",
            Sample.EVENT,
            count);
    bundle
        .journal()
        .update(
            "insert into bridge.order_journal (order_no, revision, event_id, customer_name, status,"
                + " outcome, reason_code, finished_at, received_at, reported_status, reported_at)"
                + " select 'old-' || n, 1, ?, 'Anna Petrova', 'finished', 'refused', 'SOLD_OUT',"
                + " now() - interval '98 days', now() - interval '99 days', 'REFUSED',"
                + " now() - interval '98 days' + n * interval '1 second'"
                + " from generate_series(1, ?) n",
            Sample.EVENT,
            count);
  }

  private static long purged(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject("select count(*) from bridge.order_journal where purged", Long.class);
  }

  // --- a journal that was put back ---

  @Test
  void a_search_after_a_restore_is_gone_on_with_by_another_instance() throws Exception {
    restore(Written.PAGE_SAVED, Fate.COMMITTED, false, 30);
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({
    "RESTORE_BEGUN, ROLLED_BACK, true",
    "RESTORE_BEGUN, COMMITTED, true",
    "WALK_CLAIMED, ROLLED_BACK, false",
    "WALK_CLAIMED, COMMITTED, true",
    "PAGE_SAVED, ROLLED_BACK, true",
    "PAGE_SAVED, COMMITTED, true",
    "WALK_ENDED, ROLLED_BACK, false",
    "WALK_ENDED, COMMITTED, true",
    "SEARCHED, ROLLED_BACK, true",
    "SEARCHED, COMMITTED, false",
    "ADOPTED, ROLLED_BACK, true",
    "ADOPTED, COMMITTED, true",
    "ADOPTED, COMMITTED, false"
  })
  void an_instance_that_died_after_a_restore_is_replaced(Written written, Fate fate, boolean empty)
      throws Exception {
    restore(written, fate, empty, 300);
  }

  /**
   * The journal is put back to what it was when a third of the orders were there, or none; the ERP
   * has lost what the journal does not know. Two instances start on that, and one is killed.
   */
  private static void restore(Written written, Fate fate, boolean empty, int orders)
      throws Exception {
    String title = "kill -9 after the journal was put back%s, %s %s, %d orders";
    Scenario.of(title.formatted(empty ? " empty" : "", written, fate, orders), "R1", "R49")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.sandbox().set("latency_ms", "20");
              BridgeProcess before = scene.start("before");
              if (!empty) {
                scene.orders("before", orders / 3);
                scene.await(() -> bundle.erp().count("DONE") > orders / 6);
              }
              JournalCopy copy = copy(bundle);
              scene.orders("after", empty ? orders : orders - orders / 3);
              scene.await(() -> bundle.erp().count("DONE") > orders * 2 / 3);
              before.kill();
              copy.putBack();
              forgetInErp(bundle);

              try (CommitGate gate = gate(scene)) {
                CommitGate.Stop stop = gate.at(fate.moment(), written.table(), written.of(""));
                BridgeProcess one = bundle.startProcess("one");
                scene.await(stop::isReached);
                bundle.startProcess("two");

                one.kill();

                fate.end(stop);
                scene.await(() -> bundle.erp().count("DONE") == orders);
              }
              assertThat(bundle.sandbox().orders())
                  .filteredOn(order -> order.status().equals("done"))
                  .hasSize(orders);
            });
  }

  private static JournalCopy copy(Bundle bundle) throws Exception {
    return new JournalCopy(bundle.env().get("JOURNAL_JDBC_URL"));
  }

  /** Every other one as if it had just been taken. */
  private static void forgetInErp(Bundle bundle) {
    List<String> known =
        bundle.journal().queryForList("select order_no from bridge.order_journal", String.class);
    int n = 0;
    for (String orderNo :
        bundle.erp().jdbc().queryForList("select order_no from erp_order", String.class)) {
      if (!known.contains(orderNo)) {
        bundle.erp().jdbc().update("delete from erp_ticket where order_no = ?", orderNo);
        bundle
            .erp()
            .jdbc()
            .update(
                "update erp_order set bridge_status = ?, tc_order_id = null, tc_total = null"
                    + " where order_no = ?",
                n++ % 2 == 0 ? "NEW" : "ACCEPTED",
                orderNo);
      }
    }
  }

  private static CommitGate gate(Scene scene) throws Exception {
    return new CommitGate(scene.bundle().env().get("JOURNAL_JDBC_URL"), Written.tables(false));
  }
}
