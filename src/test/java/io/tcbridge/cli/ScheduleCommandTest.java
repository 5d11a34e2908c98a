package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import io.tcbridge.testing.Ops;
import io.tcbridge.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {

  private final Bundle bundle = Bundle.onSale().with("BRIDGE_HEARTBEAT", "200ms");

  @TempDir Path dir;

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void the_list_says_of_each_how_it_ran_and_when_it_runs_next() throws Exception {
    Outcome before = run("list");
    bundle.startAndWait();
    bundle.await(() -> "fine".equals(schedule("order-intake").getString("last_result")));
    // Not told while a run is on its way
    bundle.await(() -> schedule("order-intake").getLong("last_took_ms") != null);

    Outcome list = run("list");
    JsonObject intake = schedule("order-intake");
    JsonObject purge = schedule("journal-purge");
    Outcome unknown = run("pause", "order-intak", "--reason", "x");
    Outcome guard = run("pause", "order-compare", "--reason", "x");

    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.err()).contains("bin/bridge run brings them up to date");
    assertThat(list.exitCode()).as(list.out()).isZero();
    assertThat(list.out()).contains("SCHEDULE", "NEXT", "order-sweep", "10m", "0 30 3 * * ?");
    assertThat(intake.getLong("every_ms")).isEqualTo(50);
    assertThat(intake.getString("last_by")).isEqualTo("test-1");
    assertThat(intake.getLong("last_took_ms")).isNotNegative();
    assertThat(intake.getLong("missed")).isZero();
    assertThat(purge.getString("zone")).isNotEmpty();
    assertThat(Instant.parse(purge.getString("next_at"))).isAfter(Instant.now());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("no schedule is called order-intak; there is ", "order-sweep");
    assertThat(guard.exitCode()).isEqualTo(2);
    assertThat(guard.err()).contains("order-compare cannot be paused");
  }

  @Test
  void a_pause_holds_for_all_instances_and_over_a_restart_until_it_is_resumed() throws Exception {
    bundle.with("ALERT_POLL_DELAY", "300ms");
    Bridge first = bundle.startAndWait();
    Bridge second = bundle.startAndWait();

    Outcome paused = run("pause", "order-intake", "--reason", "new hall plan", "--by", "anna");
    for (Bridge bridge : List.of(first, second)) {
      bundle.await(() -> new Ops(bridge.port()).health().contains("\"paused\":[\"order-intake\"]"));
    }
    bundle.stop(first);
    bundle.stop(second);
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    Bridge third = bundle.startAndWait();
    Ops ops = new Ops(third.port());
    bundle.await(() -> ops.health().contains("\"paused\":[\"order-intake\"]"));
    bundle.await(() -> !alerts("SCHEDULE_PAUSED.order-intake").isEmpty());
    bundle.await(ops::isReady);

    assertThat(paused.exitCode()).as(paused.err()).isZero();
    assertThat(paused.out()).contains("order-intake is paused. 2 living instances");
    assertThat(run("pause", "order-intake", "--reason", "still", "--by", "anna").out())
        .contains("was paused already since");
    assertThat(bundle.erp().status("A-1")).isEqualTo("NEW");
    assertThat(ops.metric("bridge_schedules_paused")).isEqualTo(1);
    assertThat(schedule("order-intake").getString("next_at")).isNull();
    assertThat(run("list", "--paused").out()).contains("paused by anna since", "still");
    bundle.await(() -> alerts("SCHEDULE_PAUSED.order-intake").equals(List.of("still (by anna)")));
    Outcome refused = run("run", "order-intake", "--wait", "5s");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).contains("Nothing runs: order-intake is paused by anna");

    Outcome resumed = run("resume", "order-intake");
    bundle.awaitStatus("A-1", "DONE");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out()).contains("order-intake goes on", "paused by anna");
    assertThat(run("resume", "order-intake").out()).contains("was not paused");
    assertThat(schedule("order-intake").getString("missed_from")).isNull();
  }

  @Test
  void what_was_claimed_goes_on_while_claims_are_paused_and_health_stays_up() throws Exception {
    Bridge bridge = bundle.startAndWait();
    run("pause", "order-claim", "--reason", "stock-taking");
    Ops ops = new Ops(bridge.port());
    bundle.await(() -> ops.health().contains("\"paused\":[\"order-claim\"]"));

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("A-1", "ACCEPTED");
    bundle.await(() -> "paused".equals(schedule("order-claim").getString("state").split(" ")[0]));

    assertThat(bundle.calls("create")).isEmpty();
    bundle.await(ops::isReady);
    assertThat(ops.health()).contains("\"name\":\"claims\",\"status\":\"UP\"");
    run("resume", "order-claim");
    bundle.awaitStatus("A-1", "DONE");
  }

  @Test
  void a_run_that_a_person_wants_is_taken_by_one_instance_and_its_end_is_told() throws Exception {
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.await(() -> schedule("journal-purge").containsKey("name"));

    Outcome purge = run("run", "journal-purge", "--wait", "30s", "--by", "anna");
    Outcome sweep = run("run", "order-sweep", "--wait", "30s");
    Outcome intake = run("run", "order-intake", "--wait", "30s", "--json");
    Outcome asked = run("run", "order-report");

    assertThat(purge.exitCode()).as(purge.out() + purge.err()).isZero();
    assertThat(purge.out()).containsPattern("journal-purge, by test-[12]: fine");
    assertThat(schedule("journal-purge").getString("last_result")).isEqualTo("fine");
    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isZero();
    assertThat(new JsonObject(intake.out()).getString("result")).isEqualTo("fine");
    assertThat(new JsonObject(intake.out()).getString("taken_at")).isNotNull();
    assertThat(asked.exitCode()).isZero();
    assertThat(bundle.log().all().stream().filter(line -> line.contains("journal-purge runs")))
        .hasSize(1);
    bundle.erp().jdbc().execute("alter table erp_order rename to erp_order_away");
    Outcome failed = run("run", "order-intake", "--wait", "30s");
    bundle.await(() -> run("list").exitCode() == 3);
    bundle.erp().jdbc().execute("alter table erp_order_away rename to erp_order");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("failed: ", "select-new-orders.sql");
  }

  @Test
  void the_catalogue_and_the_refunds_are_read_once_for_each_who_wants_it() throws Exception {
    bundle.withCatalogue().withRefunds().with("REFUND_POLL_EVERY", "1h");
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.await(() -> "fine".equals(schedule("catalogue-sync").getString("last_result")));
    bundle.await(() -> "fine".equals(schedule("refund-poll").getString("last_result")));
    bundle.await(() -> refundReads().size() == 2);
    Instant before = Instant.now();

    Outcome sync = run("run", "catalogue-sync", "--wait", "30s");
    Outcome poll = run("run", "refund-poll", "--wait", "30s", "--json");
    JsonObject synced = schedule("catalogue-sync");
    JsonObject polled = schedule("refund-poll");

    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    assertThat(sync.out()).contains("catalogue-sync").contains(": fine");
    assertThat(poll.exitCode()).as(poll.out() + poll.err()).isZero();
    assertThat(new JsonObject(poll.out()).getString("result")).isEqualTo("fine");
    assertThat(bundle.calls("catalogue-events")).hasSize(2);
    assertThat(refundReads())
        .containsExactlyInAnyOrder("created", "created", "finished", "finished");
    assertThat(synced.getString("last_by")).startsWith("test-");
    for (JsonObject row : List.of(synced, polled)) {
      assertThat(row.getString("last_result")).isEqualTo("fine");
      assertThat(Instant.parse(row.getString("last_ended_at"))).isAfter(before.minusSeconds(1));
      assertThat(Instant.parse(row.getString("next_at"))).isAfter(before.plusSeconds(1800));
    }

    bundle.sandbox().fault(Fault.statusBefore("catalogue-events", 503));
    Outcome failed = run("run", "catalogue-sync", "--wait", "30s");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("failed: the stream of events");
    assertThat(schedule("catalogue-sync").getString("last_result")).isEqualTo("failed");
    assertThat(run("list").exitCode()).isEqualTo(3);
  }

  /** Each complete reading of the list of refunds, by what it was read. */
  private List<String> refundReads() {
    return bundle.journal().queryForList("select kind from bridge.refund_coverage", String.class);
  }

  @Test
  void what_was_missed_during_a_downtime_is_seen_and_told() throws Exception {
    bundle.with("ALERT_POLL_DELAY", "300ms");
    Bridge bridge = bundle.startAndWait();
    bundle.await(() -> "fine".equals(schedule("order-intake").getString("last_result")));
    bundle.stop(bridge);
    bundle.journal().update("delete from bridge.instance");
    bundle
        .journal()
        .update(
            "update bridge.schedule set began_at = began_at - interval '1 day',"
                + " ended_at = ended_at - interval '1 day',"
                + " next_at = now() - interval '1 day', seen_at = seen_at - interval '1 day'");

    Outcome down = run("list");
    JsonObject missed = schedule("order-intake");
    Outcome nobody = run("run", "journal-purge", "--wait", "1s");
    bundle.journal().update("update bridge.schedule set wanted = 0");
    bundle.startAndWait();
    bundle.await(() -> schedule("order-intake").getString("missed_to") != null);
    bundle.await(() -> !alerts("SCHEDULE_LATE").isEmpty());
    bundle.await(() -> alerts("SCHEDULE_LATE").contains("journal-purge"));
    Outcome up = run("list");

    assertThat(down.exitCode()).isEqualTo(3);
    assertThat(down.out()).contains("no instance runs");
    assertThat(missed.getLong("missed")).isEqualTo(1000);
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("no instance has taken it within 1s; 0 instances live");
    assertThat(schedule("order-intake").getLong("missed")).isZero();
    assertThat(schedule("journal-purge").getLong("missed")).isEqualTo(1);
    assertThat(up.exitCode()).isEqualTo(3);
    assertThat(run("run", "journal-purge", "--wait", "30s").exitCode()).isZero();
    assertThat(schedule("journal-purge").getLong("missed")).isZero();
  }

  @Test
  void an_export_that_was_paused_is_treated_by_its_policy_when_it_goes_on() throws Exception {
    Exports exports =
        new Exports(bundle, dir)
            .define(
                """
                name: daily-sales
                cron: 0 0 6 * * ?
                zone: Europe/Moscow
                period: yesterday
                recipients: [sales@example.org]
                missed: last
                """);
    bundle.startAndWait();
    bundle.await(() -> schedule("export/daily-sales").containsKey("name"));
    bundle.await(() -> !exports.ledger().isEmpty());

    run("pause", "export/daily-sales", "--reason", "wrong addressee");
    exports.missDays(3);
    bundle.await(() -> schedule("export/daily-sales").getLong("missed") == 3);
    Outcome held = run("run", "export/daily-sales");
    assertThat(exports.slots()).isEmpty();
    run("resume", "export/daily-sales");
    bundle.await(() -> exports.count("done") == 1 && exports.count("skipped") == 2);
    Outcome now = run("run", "export/daily-sales", "--wait", "30s");

    assertThat(held.exitCode()).isEqualTo(3);
    assertThat(bundle.calls("export")).hasSize(1);
    // Today's is the last that was missed, or is still to come
    assertThat(now.exitCode()).as(now.out() + now.err()).isIn(0, 3);
    assertThat(schedule("export/daily-sales").getString("zone")).isEqualTo("Europe/Moscow");
    assertThat(schedule("export/daily-sales").getString("last_result")).isEqualTo("fine");
  }

  private List<String> alerts(String cause) {
    return bundle
        .journal()
        .queryForList(
            "select detail from bridge.alert where cause = ? and over_at is null",
            String.class,
            cause);
  }

  /** What the list says of one; nothing if it is not in it. */
  private JsonObject schedule(String name) {
    Outcome list = run("list", "--json");
    return list.exitCode() == ExitCode.FAILED
        ? new JsonObject()
        : new JsonArray(list.out())
            .stream()
                .map(row -> (JsonObject) row)
                .filter(row -> row.getString("name").equals(name))
                .findFirst()
                .orElse(new JsonObject());
  }

  private Outcome run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> line = new ArrayList<>(List.of("--config", dir.toString(), "schedule"));
    line.addAll(List.of(words));
    int exit =
        Main.everything(bundle.env(), InputStream.nullInputStream(), settings -> () -> {})
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(new String[0]));
    return new Outcome(exit, out.toString(), err.toString());
  }
}
