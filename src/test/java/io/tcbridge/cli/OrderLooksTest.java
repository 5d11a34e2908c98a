package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What list and show tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderLooksTest {

  private static final List<String> PRIVATE =
      List.of(
          "Anna", "Petrova", "anna@", "79000000001", "Kuznetsov", "Sidorova", "12345678901234567");

  private final JournalRows journal = new JournalRows();

  @AfterEach
  void clear() {
    journal.clear();
  }

  @AfterAll
  void close() {
    journal.close();
  }

  private static List<String> numbers(Outcome outcome) {
    JsonArray rows = JournalRows.array(outcome);
    return rows.stream().map(row -> ((JsonObject) row).getString("order_no")).toList();
  }

  @Test
  void what_is_held_or_late_is_listed_and_nothing_else() {
    for (String state : List.of("held", "held-empty", "later", "refusing", "untold", "lost")) {
      journal.write(state, state);
    }
    journal.write("overdue", "due", "due_at", "now() - interval '2 minutes'");
    for (String state : List.of("due", "new", "working", "done", "refused", "barcodes")) {
      journal.write(state, state);
    }

    List<String> listed = numbers(journal.order("list", "--json"));

    assertThat(listed)
        .containsExactlyInAnyOrder(
            "held", "held-empty", "later", "refusing", "untold", "lost", "overdue");
  }

  @Test
  void the_newest_problem_comes_first() {
    journal.write("old", "held", "held_since", "now() - interval '2 hours'");
    journal.write("new", "held", "held_since", "now() - interval '1 minute'");
    journal.write("middle", "held", "held_since", "now() - interval '1 hour'");

    List<String> listed = numbers(journal.order("list", "--json"));

    assertThat(listed).containsExactly("new", "middle", "old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --status held              | deal,gave-up,other-event
          --status HELD,working      | deal,gave-up,other-event,working
          --status finished          | done
          --stage created            | gave-up
          --reason NO_DEAL           | deal,other-event
          --reason no_answer         | gave-up,waiting
          --reason GAVE_UP,NO_DEAL   | deal,gave-up,other-event
          --event 6a0000000000000000000002 | other-event
          --older-than 90m           | gave-up
          --older-than 90m --reason NO_DEAL |
          --reason NO_DEAL --limit 1 | other-event
          """)
  void filters_choose(String filters, String expected) {
    journal.write("deal", "held", "held_since", "now() - interval '3 minutes'");
    journal.write(
        "gave-up",
        "held",
        "stage",
        "'created'",
        "reason_code",
        "'GAVE_UP'",
        "attempt_class",
        "'NO_ANSWER'",
        "erp_created_at",
        "now() - interval '2 hours'");
    journal.write("other-event", "held", "event_id", "'6a0000000000000000000002'");
    journal.write("waiting", "later");
    journal.write("working", "working");
    journal.write("done", "done");

    List<String> listed =
        numbers(
            journal.order(
                Stream.concat(Stream.of("list", "--json"), Stream.of(filters.split(" ")))
                    .toArray(String[]::new)));

    assertThat(listed)
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(","));
  }

  @Test
  void the_table_tells_what_to_act_on() {
    journal.write("A-17", "held", "received_at", "now() - interval '2 hours 5 minutes'");
    journal.write("A-18", "later");

    String table = journal.order("list").out();

    assertThat(table.lines().findFirst().orElseThrow())
        .matches("ORDER +STATUS +STAGE +REASON +AGE +NEXT +REMOTE +EXPIRES");
    assertThat(table)
        .containsPattern(
            "A-17 +held +reserved +NO_DEAL +2h5m +in \\w+ +6a00000000000000000000f1 +in \\w+")
        .containsPattern("A-18 +waiting +reserved +NO_ANSWER");
  }

  @Test
  void more_than_a_page_is_said() {
    for (int i = 1; i <= 51; i++) {
      journal.write("A-" + i, "held");
    }

    String out = journal.order("list").out();

    assertThat(out.lines().filter(line -> line.startsWith("A-"))).hasSize(50);
    assertThat(out).contains("There are more");
  }

  @Test
  void reasons_are_counted() {
    journal.write("A-1", "held");
    journal.write("A-2", "held");
    journal.write("A-3", "later");

    JsonArray counts = JournalRows.array(journal.order("list", "--summary", "--json"));
    String table = journal.order("list", "--summary").out();

    assertThat(counts.getJsonObject(0).getString("reason")).isEqualTo("NO_DEAL");
    assertThat(counts.getJsonObject(0).getInteger("orders")).isEqualTo(2);
    assertThat(counts.getJsonObject(1).getString("reason")).isEqualTo("NO_ANSWER");
    assertThat(table).containsPattern("NO_DEAL +held +2");
  }

  @Test
  void nothing_to_list_is_said_too() {
    assertThat(journal.order("list").out()).startsWith("No order matches.");
    assertThat(JournalRows.array(journal.order("list", "--json"))).isEmpty();
  }

  private void soldOrder() {
    journal.write("A-17", "refused", "reason_code", "'SOLD_OUT'", "reason", "'too late'");
    journal.write(
        "A-17",
        "done",
        "revision",
        "2",
        "expected_total",
        "1100.00",
        "remote_total",
        "1100.00",
        "reported_status",
        "'DONE'",
        "reported_at",
        "now()");
    journal
        .jdbc()
        .execute(
            "insert into bridge.order_ticket (order_id, ticket_id, line_no, barcode, category,"
                + " full_price) select order_id, '6a0000000000000000000101', 1, '12345678901234567',"
                + " 'Parterre', 1100 from bridge.order_journal where revision = 2");
    journal
        .jdbc()
        .execute(
            "insert into bridge.remote_order (remote_id, order_id, seen, seen_at) select"
                + " '6a00000000000000000000f1', order_id, 'done', now()"
                + " from bridge.order_journal where revision = 2");
    journal
        .jdbc()
        .execute(
            "insert into bridge.order_history (order_id, instance, fact, detail) select"
                + " order_id, 'bridge-1', 'created', remote_id from bridge.order_journal");
  }

  @Test
  void one_order_is_shown_whole_but_for_the_buyer() {
    soldOrder();

    Outcome text = journal.order("show", "A-17");
    Outcome json = journal.order("show", "A-17", "--json");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .contains(
            "Order A-17, revision 1: refused",
            "Order A-17, revision 2: done",
            "seat 6a0000000000000000000101",
            "1100.00 expected, 1100.00 sold for",
            "was told DONE",
            "6a00000000000000000000f1",
            "…4567",
            "bridge-1  created",
            "do nothing by a command: it is sold");
    assertThat(new JsonObject(json.out()).getJsonArray("revisions")).hasSize(2);
    assertThat(new JsonObject(json.out()).getJsonArray("commands")).hasSize(4);
    assertThat(text.out() + json.out()).doesNotContain(PRIVATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          held         | its hold is given back in
          held-empty   | nothing by itself: a person decides
          held-unclear | nothing is cancelled, it is read again in
          held-sold    | it is sold; it is read again in
          later        | it is tried again in
          due          | it is tried again by the next free worker
          lost         | that is a defect
          money        | it waits for money on the account
          refusing     | then it ends as REFUSED
          cancelling   | then it ends as CANCELLED
          recreating   | then it is made anew
          barcodes     | its barcodes are read again
          working      | worker-1 has it, for at most
          lease-over   | worker-1 has not been heard of in time
          done         | nothing: it is sold and the ERP knows
          untold       | the ERP is told from
          refused      | set to NEW in the ERP
          """)
  void what_happens_next_is_said(String state, String next) {
    journal.write("A-1", state);

    Outcome outcome = journal.order("show", "A-1");

    assertThat(outcome.out().lines().filter(line -> line.startsWith("  next ")))
        .singleElement()
        .asString()
        .contains(next);
  }

  @Test
  void the_commands_that_are_possible_are_shown_and_nothing_is_changed() {
    journal.write("A-1", "held");
    String before = journal.everything();

    Outcome outcome = journal.order("show", "A-1");

    assertThat(outcome.out())
        .contains("order retry   A-1", "order release A-1", "order cancel  A-1")
        .doesNotContain("order hold    A-1");
    assertThat(journal.everything()).isEqualTo(before);
  }

  @Test
  void an_unknown_order_is_said_to_be_unknown() {
    Outcome outcome = journal.order("show", "A-404");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).contains("does not know order A-404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"list --status held,waiting,working,finished", "retry --status held", "show A-1"})
  void nothing_of_the_buyer_is_shown(String args) {
    journal.write("A-1", "held");
    journal.write("A-2", "later");
    journal.write("A-3", "done");

    Outcome text = journal.order(args.split(" "));
    Outcome json = journal.order((args + " --json").split(" "));

    assertThat(text.out()).contains("A-1").doesNotContain(PRIVATE);
    assertThat(json.out()).contains("A-1").doesNotContain(PRIVATE);
  }
}
