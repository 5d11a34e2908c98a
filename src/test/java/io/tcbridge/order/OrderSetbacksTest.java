package io.tcbridge.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.LogLines;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one durable consequence of each setback; waiting times without jitter. */
class OrderSetbacksTest {

  private static final String REMOTE = "6b0000000000000000000001";
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final ErrorDictionary errors = ErrorDictionary.load(Path.of("config", "errors.yaml"));
  private final KeyGate gate = new KeyGate();
  private final OrderSetbacks setbacks =
      new OrderSetbacks(DefaultSettings.load(), gate, new Deaf(), () -> 0.5);

  @ParameterizedTest
  @CsvSource({"0, 2000", "1, 4000", "2, 8000", "7, 256000", "8, 300000", "11, 300000"})
  void waiting_times_double_up_to_the_longest(int failures, long millis) {
    Claim claim = created().failed("BUSY", failures).build();

    Map<String, Object> row = setbacks.plan(claim, retryLater("BUSY", null));

    assertThat(row)
        .containsEntry("status", "waiting")
        .containsEntry("attempts", failures + 1)
        .containsEntry("due_in_ms", millis);
  }

  @Test
  void another_class_of_failure_is_counted_anew() {
    Claim claim = created().failed("BUSY", 7).build();

    assertThat(setbacks.plan(claim, retryLater("INTERNAL", null)))
        .containsEntry("attempts", 1)
        .containsEntry("attempt_class", "INTERNAL");
  }

  @Test
  void what_ticketscloud_asks_to_wait_is_waited() {
    Claim claim = created().build();

    assertThat(setbacks.plan(claim, retryLater("RATE_LIMITED", Duration.ofSeconds(77))))
        .containsEntry("due_in_ms", 77_000L);
  }

  @Test
  void an_exhausted_limit_needs_a_person_and_refuses_nothing() {
    Claim claim = created().failed("BUSY", 12).remote(REMOTE, Duration.ofMinutes(3)).build();

    assertThat(setbacks.plan(claim, retryLater("BUSY", null)))
        .containsEntry("status", "held")
        .containsEntry("outcome", null)
        .containsEntry("reason_code", "GAVE_UP")
        .containsEntry("report", true)
        .hasEntrySatisfying(
            "due_in_ms", due -> assertThat((Long) due).isBetween(170_000L, 180_000L));
  }

  @Test
  void a_release_is_never_given_up() {
    Claim claim = created().failed("BUSY", 500).remote(REMOTE, QUARTER).decided("refused").build();

    assertThat(setbacks.plan(claim, retryLater("BUSY", null)))
        .containsEntry("status", "waiting")
        .containsEntry("decision", "refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "cancelled", "recreate"})
  void a_decided_order_whose_remote_order_is_never_found_needs_a_person(String decision) {
    Claim claim =
        created().failed("REMOTE_NOT_FOUND", 12).remote(REMOTE, Duration.ofMinutes(40)).build();
    claim.decide(decision);

    assertThat(setbacks.plan(claim, retryLater("REMOTE_NOT_FOUND", null)))
        .containsEntry("status", "held")
        .containsEntry("outcome", null)
        .containsEntry("decision", decision)
        .containsEntry("reason_code", "GAVE_UP")
        .containsEntry(
            "reason", "after 13 attempts: REMOTE_NOT_FOUND: text; decided before: " + decision)
        .containsEntry("due_in_ms", 900_000L)
        .containsEntry("report", true);
  }

  @Test
  void a_sold_order_is_never_given_up() {
    Claim claim = created().failed("BUSY", 500).stage(Stage.COMMITTED).committing().build();

    assertThat(setbacks.plan(claim, retryLater("BUSY", null))).containsEntry("status", "waiting");
  }

  @Test
  void a_refusal_ends_at_once_what_has_no_remote_order() {
    Claim claim = new ClaimBuilder().stage(Stage.RECEIVED).build();

    assertThat(setbacks.plan(claim, of(Consequence.REFUSE, "EVENT_NOT_FOUND", Operation.CREATE)))
        .containsEntry("status", "finished")
        .containsEntry("outcome", "refused")
        .containsEntry("due_in_ms", null)
        .containsEntry("report", true);
  }

  @Test
  void a_refusal_of_what_has_a_remote_order_is_a_decision_that_is_carried_out_first() {
    Claim claim = created().remote(REMOTE, QUARTER).build();

    assertThat(setbacks.plan(claim, of(Consequence.SOLD_OUT, "SOLD_OUT", Operation.RESERVE)))
        .containsEntry("status", "waiting")
        .containsEntry("decision", "refused")
        .containsEntry("outcome", null)
        .containsEntry("reason_code", "SOLD_OUT")
        .containsEntry("due_in_ms", 0L)
        .containsEntry("report", false);
  }

  @Test
  void an_unclear_done_is_remembered_and_a_refused_one_is_not() {
    Claim claim = created().stage(Stage.IDENTIFIED).committing().remote(REMOTE, QUARTER).build();

    assertThat(setbacks.plan(claim, of(Consequence.READ_THEN_DECIDE, "NO_ANSWER", Operation.DONE)))
        .containsEntry("committing", true);
    assertThat(setbacks.plan(claim, of(Consequence.HOLD, "NO_DEAL", Operation.DONE)))
        .containsEntry("committing", false);
  }

  @Test
  void a_person_gets_the_hold_for_a_quarter_of_an_hour_at_most() {
    Claim claim = created().remote(REMOTE, Duration.ofMinutes(40)).build();

    assertThat(setbacks.plan(claim, of(Consequence.HOLD, "NO_DEAL", Operation.RESERVE)))
        .containsEntry("status", "held")
        .containsEntry("due_in_ms", 900_000L);
  }

  @Test
  void an_order_that_is_held_already_is_not_looked_at_in_a_circle() {
    Claim claim = created().held("FOREIGN_ORDER").remote(REMOTE, Duration.ofMinutes(-3)).build();

    assertThat(setbacks.plan(claim, of(Consequence.HOLD, "FOREIGN_ORDER", Operation.READ)))
        .containsEntry("status", "held")
        .containsEntry("due_in_ms", 300_000L)
        .containsEntry("report", false);
  }

  @Test
  void a_pause_of_the_process_burns_no_attempt() {
    Claim claim = created().failed("BUSY", 3).build();

    assertThat(setbacks.plan(claim, of(Consequence.PAUSE_PROCESS, "KEY_REFUSED", Operation.READ)))
        .containsEntry("attempts", 3)
        .containsEntry("status", "waiting");
    assertThat(gate.pause().reason()).isEqualTo("KEY_REFUSED");
  }

  @Test
  void a_pause_of_commits_waits_for_its_end_and_burns_no_attempt() {
    Claim claim = created().failed("BUSY", 3).build();

    assertThat(setbacks.plan(claim, of(Consequence.PAUSE_COMMITS, "NO_MONEY", Operation.DONE)))
        .containsEntry("attempts", 3)
        .containsEntry("waiting_for", "commits")
        .containsEntry("committing", false);
  }

  @Test
  void a_defect_is_tried_again_and_quotes_the_order_neither_in_its_row_nor_in_the_log() {
    Claim claim = created().build();
    Exception failure =
        new IllegalStateException(
            "anna@example.com", new NumberFormatException("For input string: anna@example.com"));

    try (LogLines log = LogLines.open()) {
      assertThat(setbacks.plan(claim, failure))
          .containsEntry("status", "waiting")
          .containsEntry("problem", "INTERNAL: IllegalStateException, see the log");

      assertThat(log.all())
          .singleElement()
          .asString()
          .contains("IllegalStateException", "NumberFormatException", "OrderSetbacksTest.java")
          .doesNotContain("anna@example.com");
    }
  }

  @Test
  void remote_texts_lose_the_data_of_this_buyer() {
    Claim claim = created().build();
    Verdict verdict =
        new Verdict(Consequence.REFUSE, "BAD", "not anna@example.com please", false, null);

    assertThat(setbacks.plan(claim, new Setback(verdict, Set.of(Operation.CUSTOMER))).get("reason"))
        .asString()
        .startsWith("not ")
        .doesNotContain("anna@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"errors\": [\"%sanna@example.com\"]}", "<html>%sanna@example.com</html>"})
  void a_buyer_whose_data_stand_where_a_text_is_cut_is_not_half_told(String body) {
    Claim claim = created().build();
    for (int before = 0; before < 2_100; before++) {
      RemoteAnswer answer =
          new RemoteAnswer(400, "", null, body.formatted("x".repeat(before)).getBytes(UTF_8));

      Verdict verdict = errors.classify(Set.of(Operation.CUSTOMER), answer);
      Map<String, Object> row =
          setbacks.plan(claim, new Setback(verdict, Set.of(Operation.CUSTOMER)));

      assertThat(row.get("problem")).asString().doesNotContain("xa", ">a").hasSizeLessThan(2_100);
    }
  }

  private static ClaimBuilder created() {
    return new ClaimBuilder().places("6a00000000000000000000a1", 1);
  }

  private static Setback retryLater(String reason, Duration retryAfter) {
    return new Setback(
        new Verdict(Consequence.RETRY_LATER, reason, "text", false, retryAfter),
        Set.of(Operation.RESERVE));
  }

  private static Setback of(Consequence consequence, String reason, Operation operation) {
    return new Setback(new Verdict(consequence, reason, "text", false, null), Set.of(operation));
  }
}
