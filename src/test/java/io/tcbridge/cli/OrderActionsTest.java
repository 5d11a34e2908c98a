package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each action on each state, on a real journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderActionsTest {

  private final JournalRows journal = new JournalRows();

  @AfterEach
  void clear() {
    journal.clear();
  }

  @AfterAll
  void close() {
    journal.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # action | state      | effect    | fit   | status   | wish   | due
          retry   | held         | again     | true  | waiting  |        | now
          retry   | held-empty   | again     | true  | waiting  |        | now
          retry   | held-claimed | after     | true  | waiting  |        | same
          retry   | held-unclear | again     | true  | waiting  |        | now
          retry   | held-sold    | read      | true  | held     |        | now
          retry   | later        | sooner    | true  | waiting  |        | now
          retry   | lost         | sooner    | true  | waiting  |        | now
          retry   | recreating   | sooner    | true  | waiting  |        | now
          retry   | refusing     | sooner    | true  | waiting  |        | now
          retry   | barcodes     | sooner    | true  | waiting  |        | now
          retry   | due          | due       | false | waiting  |        | same
          retry   | money        | money     | false | waiting  |        | same
          retry   | working      | busy      | false | working  |        | same
          retry   | lease-over   | due       | false | working  |        | same
          retry   | done         | sold      | false | finished |        | same
          retry   | refused      | ended     | false | finished |        | same
          retry   | cancelled    | ended     | false | finished |        | same
          retry   | untold       | tell      | true  | finished |        | same
          hold    | later        | hold      | true  | held     |        | later
          hold    | new          | hold      | true  | held     |        | none
          hold    | due          | hold      | true  | held     |        | later
          hold    | money        | hold      | true  | held     |        | later
          hold    | recreating   | hold      | true  | held     |        | later
          hold    | unclear      | unclear   | true  | held     |        | same
          hold    | working      | ask       | true  | working  | hold   | same
          hold    | working-done | ask       | true  | working  | hold   | same
          hold    | lease-over   | ask       | true  | working  | hold   | same
          hold    | working-wish | asked     | false | working  | hold   | same
          hold    | held         | held      | false | held     |        | same
          hold    | refusing     | ending    | false | waiting  |        | same
          hold    | cancelling   | ending    | false | waiting  |        | same
          hold    | barcodes     | sold      | false | waiting  |        | same
          hold    | held-sold    | sold      | false | held     |        | same
          hold    | done         | sold      | false | finished |        | same
          hold    | refused      | ended     | false | finished |        | same
          release | held         | release   | true  | held     |        | now
          release | held-claimed | busy      | true  | held     |        | same
          release | held-empty   | empty     | false | held     |        | same
          release | held-unclear | unclear   | false | held     |        | same
          release | held-sold    | sold      | false | held     |        | same
          release | later        | open      | false | waiting  |        | same
          release | working      | open      | false | working  |        | same
          release | done         | sold      | false | finished |        | same
          release | cancelled    | ended     | false | finished |        | same
          cancel  | held         | release   | true  | held     | cancel | now
          cancel  | held-empty   | cancel    | true  | held     | cancel | now
          cancel  | held-claimed | ask       | true  | held     | cancel | same
          cancel  | held-unclear | unclear   | true  | held     | cancel | now
          cancel  | later        | release   | true  | waiting  | cancel | now
          cancel  | new          | cancel    | true  | waiting  | cancel | now
          cancel  | money        | release   | true  | waiting  | cancel | now
          cancel  | unclear      | unclear   | true  | waiting  | cancel | now
          cancel  | refusing     | release   | true  | waiting  | cancel | now
          cancel  | working      | ask       | true  | working  | cancel | same
          cancel  | working-wish | ask       | true  | working  | cancel | same
          cancel  | working-done | unclear   | true  | working  | cancel | same
          cancel  | cancelling   | asked     | false | waiting  |        | same
          cancel  | barcodes     | sold      | false | waiting  |        | same
          cancel  | held-sold    | sold      | false | held     |        | same
          cancel  | done         | sold      | false | finished |        | same
          cancel  | refused      | ended     | false | finished |        | same
          cancel  | cancelled    | cancelled | false | finished |        | same
          """)
  void each_action_leaves_only_the_states_that_it_may(
      String action,
      String state,
      String effect,
      boolean fit,
      String status,
      String wish,
      String due) {
    journal.write("A-1", state);
    Map<String, Object> before = journal.row("A-1");

    Outcome dry = journal.order(action, "A-1", "--dry-run", "--json");
    assertThat(dry.out()).doesNotContain("\"done\" : 1", "\"result\" : \"done\"");
    Outcome outcome = journal.order(action, "A-1", "--yes", "--by", "night-shift", "--json");

    Map<String, Object> after = journal.row("A-1");
    assertThat(outcome.exitCode()).isEqualTo(fit ? 0 : 3);
    assertThat(JournalRows.first(outcome).getString("effect")).isEqualTo(effect);
    assertThat(JournalRows.first(outcome).getString("result"))
        .isEqualTo(fit ? "done" : "not-applicable");
    assertThat(after).containsEntry("status", status).containsEntry("wish", wish);
    assertThat(dueOf(before, after)).isEqualTo(due);
    assertThat(after.get("stage")).isEqualTo(before.get("stage"));
    assertThat(after.get("remote_id")).isEqualTo(before.get("remote_id"));
    assertThat(after.get("committing")).isEqualTo(before.get("committing"));
    assertThat(after.get("decision")).isEqualTo(before.get("decision"));
    assertThat(
            journal
                .jdbc()
                .queryForList(
                    "select instance || ': ' || fact from bridge.order_history", String.class))
        .isEqualTo(fit ? List.of("night-shift: " + action + " asked by a person") : List.of());
    if (!fit) {
      before.remove("due_in");
      after.remove("due_in");
      assertThat(after).isEqualTo(before);
    }
  }

  private static String dueOf(Map<String, Object> before, Map<String, Object> after) {
    if (after.get("due_at") == null) {
      return before.get("due_at") == null && !"waiting".equals(before.get("status"))
          ? "same"
          : "none";
    }
    if (after.get("due_at").equals(before.get("due_at"))) {
      return "same";
    }
    return ((Number) after.get("due_in")).doubleValue() <= 0 ? "now" : "later";
  }

  @Test
  void a_retried_order_begins_again_and_the_erp_is_told() {
    journal.write("A-1", "held-claimed", "wish", "'cancel'", "attempts", "7");

    journal.order("retry", "A-1", "--yes");

    assertThat(journal.row("A-1"))
        .containsEntry("fence", null)
        .containsEntry("claimed_by", "worker-1")
        .containsEntry("attempts", 0)
        .containsEntry("wish", null)
        .containsEntry("reason_code", null)
        .containsEntry("held_since", null);
    assertThat(journal.row("A-1").get("report_at")).isNotNull();
  }

  @Test
  void a_person_who_holds_an_order_is_its_reason() {
    journal.write("A-1", "later");

    journal.order("hold", "A-1", "--yes", "--by", "olga");

    assertThat(journal.row("A-1"))
        .containsEntry("reason_code", "HELD_BY_PERSON")
        .containsEntry("reason", "taken out of automation by olga");
    assertThat(journal.row("A-1").get("report_at")).isNotNull();
    assertThat(((Number) journal.row("A-1").get("due_in")).intValue()).isBetween(590, 600);
  }

  @Test
  void a_hold_keeps_the_seats_no_longer_than_the_setting() {
    journal.write("A-1", "later", "expires_at", "now() + interval '2 hours'");

    journal.order("hold", "A-1", "--yes");

    assertThat(((Number) journal.row("A-1").get("due_in")).intValue()).isBetween(890, 900);
  }

  @Test
  void an_order_that_nobody_knows_is_said_to_be_unknown() {
    Outcome outcome = journal.order("retry", "nowhere", "--yes");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).contains("nowhere  not applicable  the journal does not know it");
  }

  @Test
  void only_the_latest_revision_counts() {
    journal.write("A-1", "refused");
    journal.write("A-1", "held", "revision", "2");

    Outcome outcome = journal.order("retry", "A-1", "--yes");

    assertThat(outcome.exitCode()).isZero();
    assertThat(journal.row("A-1")).containsEntry("revision", 2).containsEntry("status", "waiting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "hold", "release", "cancel"})
  void without_yes_nothing_changes(String action) {
    for (String state :
        List.of("held", "held-empty", "held-claimed", "later", "new", "working", "untold")) {
      journal.write("A-" + state, state);
    }
    String before = journal.everything();

    Outcome byFilter =
        journal.order(action, "--status", "held,waiting,working,finished", "--dry-run");
    Outcome byName = journal.order(action, "A-held", "A-later", "A-working");

    assertThat(journal.everything()).isEqualTo(before);
    assertThat(byFilter.out())
        .contains(
            "WOULD BE", "A-held-empty", "A-untold", "Nothing was changed: this was a dry run.");
    assertThat(byName.out()).contains("A-held", "A-later", "A-working").doesNotContain("A-new");
  }

  @Test
  void a_rate_spreads_the_due_times_the_nearest_end_of_a_hold_first() {
    for (int i = 1; i <= 450; i++) {
      journal.write("R-" + i, "held", "expires_at", "now() + interval '" + (600 - i) + " seconds'");
    }
    journal.write("R-done", "done");

    Outcome outcome =
        journal.order("retry", "--reason", "no_deal", "--rate", "30/m", "--yes", "--json");

    JsonArray orders = new JsonObject(outcome.out()).getJsonArray("orders");
    assertThat(outcome.exitCode()).isZero();
    assertThat(orders).hasSize(450);
    assertThat(orders.getJsonObject(0).getString("order_no")).isEqualTo("R-450");
    assertThat(orders.getJsonObject(449).getString("order_no")).isEqualTo("R-1");
    assertThat(dueSeconds("R-450")).isBetween(-30, 0);
    assertThat(dueSeconds("R-350")).isBetween(170, 200);
    assertThat(dueSeconds("R-1")).isBetween(868, 898);
  }

  @Test
  void orders_that_are_not_fit_cost_no_time() {
    journal.write("R-1", "held");
    journal.write("R-2", "done");
    journal.write("R-3", "held");

    journal.order("retry", "R-1", "R-2", "R-3", "--rate", "1/m", "--yes");

    assertThat(dueSeconds("R-3")).isBetween(40, 60);
  }

  @Test
  void a_pile_is_not_retried_at_once_by_default() {
    IntStream.rangeClosed(1, 100).forEach(i -> journal.write("R-" + i, "held-empty"));

    journal.order("retry", "--status", "held", "--yes");

    assertThat(
            journal
                .jdbc()
                .queryForObject(
                    "select max(due_at) - min(due_at) = interval '9.9 seconds'"
                        + " from bridge.order_journal",
                    Boolean.class))
        .isTrue();
  }

  private int dueSeconds(String orderNo) {
    return ((Number) journal.row(orderNo).get("due_in")).intValue();
  }

  @Test
  void order_numbers_may_come_from_stdin() {
    journal.write("A-1", "held");
    journal.write("A 2", "held");
    journal.write("A-3", "held");

    Outcome outcome = journal.orderWith("A-1\n\n A 2 \r\n", "cancel", "-", "--yes");

    assertThat(outcome.exitCode()).isZero();
    assertThat(journal.row("A-1")).containsEntry("wish", "cancel");
    assertThat(journal.row("A 2")).containsEntry("wish", "cancel");
    assertThat(journal.row("A-3")).containsEntry("wish", null);
  }

  @Test
  void a_change_in_between_is_seen_and_not_overwritten() throws Exception {
    journal.write("A-1", "later");
    try (Connection worker =
            DriverManager.getConnection(
                journal.env().get("JOURNAL_JDBC_URL"),
                journal.env().get("JOURNAL_JDBC_USER"),
                journal.env().get("JOURNAL_JDBC_PASSWORD"));
        Statement statement = worker.createStatement()) {
      worker.setAutoCommit(false);
      statement.execute(
          "update bridge.order_journal set status = 'working', claimed_by = 'worker-2',"
              + " fence = gen_random_uuid(), due_at = now() + interval '30 seconds'");

      CompletableFuture<Outcome> hold =
          CompletableFuture.supplyAsync(() -> journal.order("hold", "A-1", "--yes", "--json"));
      Awaitility.await().until(() -> isSomebodyWaiting(statement));
      worker.commit();

      assertThat(JournalRows.first(hold.get()).getString("effect")).isEqualTo("ask");
    }
    assertThat(journal.row("A-1"))
        .containsEntry("status", "working")
        .containsEntry("claimed_by", "worker-2")
        .containsEntry("wish", "hold");
  }

  private static boolean isSomebodyWaiting(Statement statement) throws Exception {
    try (ResultSet waiting =
        statement.executeQuery("select exists (select 1 from pg_locks where not granted)")) {
      return waiting.next() && waiting.getBoolean(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "retry",
        "retry --yes",
        "retry A-1 --status held",
        "retry A-1 --yes --dry-run",
        "retry A-1 --rate fast",
        "retry A-1 --rate 0/s",
        "retry A-1 --rate 10/d",
        "retry --older-than soon",
        "retry --status hold",
        "retry --stage sold",
        "list --limit 0",
        "retry -",
        "show"
      })
  void wrong_usage_is_told(String args) {
    Outcome outcome = journal.order(args.isEmpty() ? new String[0] : args.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("bridge: ").doesNotContain("\tat ");
  }

  @Test
  void a_journal_of_no_version_is_told_in_plain_words() {
    journal.jdbc().execute("alter schema bridge rename to elsewhere");

    Outcome outcome = journal.order("list");

    journal.jdbc().execute("alter schema elsewhere rename to bridge");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("bin/bridge run brings them up to date")
        .doesNotContain("\tat ");
  }

  @Test
  void common_options_and_help_are_there_at_every_depth() {
    for (String command : List.of("list", "show", "retry", "hold", "release", "cancel")) {
      Outcome outcome = journal.order(command, "--help");

      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out())
          .contains("Usage: bridge order " + command, "--config=DIR", "--json");
    }
  }
}
