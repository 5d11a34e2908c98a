package io.tcbridge.ticketscloud;

import static io.tcbridge.ticketscloud.Consequence.HOLD;
import static io.tcbridge.ticketscloud.Consequence.PAUSE_COMMITS;
import static io.tcbridge.ticketscloud.Consequence.PAUSE_PROCESS;
import static io.tcbridge.ticketscloud.Consequence.PROMO_REFUSED;
import static io.tcbridge.ticketscloud.Consequence.READ_THEN_DECIDE;
import static io.tcbridge.ticketscloud.Consequence.REFUSE;
import static io.tcbridge.ticketscloud.Consequence.RETRY_LATER;
import static io.tcbridge.ticketscloud.Operation.CANCEL;
import static io.tcbridge.ticketscloud.Operation.CREATE;
import static io.tcbridge.ticketscloud.Operation.CUSTOMER;
import static io.tcbridge.ticketscloud.Operation.DONE;
import static io.tcbridge.ticketscloud.Operation.EXPORT;
import static io.tcbridge.ticketscloud.Operation.PROMOCODE_CHECK;
import static io.tcbridge.ticketscloud.Operation.READ;
import static io.tcbridge.ticketscloud.Operation.REFUND_APPROVE;
import static io.tcbridge.ticketscloud.Operation.REFUND_CREATE;
import static io.tcbridge.ticketscloud.Operation.REFUND_READ;
import static io.tcbridge.ticketscloud.Operation.REFUND_REJECT;
import static io.tcbridge.ticketscloud.Operation.RESERVE;
import static io.tcbridge.ticketscloud.Operation.VISITORS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDictionaryTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final Set<Operation> READS = EnumSet.of(READ, PROMOCODE_CHECK, REFUND_READ);
  private static final Set<Operation> DESIRED_STATE =
      EnumSet.of(RESERVE, CUSTOMER, CANCEL, VISITORS);

  private final ErrorDictionary dictionary =
      ErrorDictionary.load(Path.of("config/errors.yaml"), NOON);

  private static RemoteAnswer answer(int status, String body) {
    return new RemoteAnswer(status, "application/json", null, body.getBytes(UTF_8));
  }

  private static RemoteAnswer waiting(int status, String retryAfter) {
    return new RemoteAnswer(status, null, retryAfter, null);
  }

  private Verdict verdict(Operation operation, int status, String body) {
    return dictionary.classify(EnumSet.of(operation), answer(status, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Not enough money, \u0441ontact to TicketsCloud manager",
        "Not enough money, contact to TicketsCloud manager",
        "N\u043et \u0435nough m\u043en\u0435y, contact to Tickets\u0421loud manager",
        "  Not\u00a0enough  money,\tcontact to\u200b TicketsCloud manager "
      })
  void letters_that_look_alike_and_white_space_make_no_difference(String text) {
    var verdict = verdict(DONE, 400, "{\"errors\": [\"" + text.replace("\t", "\\t") + "\"]}");

    assertThat(verdict.consequence()).isEqualTo(PAUSE_COMMITS);
    assertThat(verdict.reason()).isEqualTo("NO_MONEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tickets' or 'random' must be",
        "„tickets“ or „random“ must be",
        "‘tickets’ or “random” must be",
        "«tickets» or `random` must be",
        "\\\"tickets\\\" or 'random' must be"
      })
  void quotation_marks_of_every_kind_are_the_same(String text) {
    var verdict = verdict(CREATE, 400, "{\"errors\": [\"" + text + "\"]}");

    assertThat(verdict.reason()).isEqualTo("CREATE_NEEDS_TICKETS");
    assertThat(verdict.text()).contains("ticketscloud.create");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "custom_fields.order.0 value is not a list",
        "passport: value is not a list",
        "[birthday] value is not a list",
        "Дата рождения value is not a list"
      })
  void a_custom_field_text_may_follow_its_field(String text) {
    assertThat(verdict(CUSTOMER, 400, "{\"errors\": [\"" + text + "\"]}").reason())
        .isEqualTo("CUSTOM_FIELD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"undervalue is not a list", "Event with two words not found"})
  void a_text_that_only_resembles_a_message_is_unknown(String text) {
    assertThat(verdict(CUSTOMER, 400, "{\"errors\": [\"" + text + "\"]}").reason())
        .isEqualTo("UNKNOWN_ANSWER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"errors\": [\"Deal not found\"]}",
        "{\"errors\": \"Deal not found\"}",
        "{\"errors\": [{\"code\": \"x\", \"msg\": \"Deal not found\"}]}",
        "{\"errors\": [[[\"Deal not found\"]]]}",
        "{\"errors\": [], \"error\": \"HTTPBadRequest\", \"reason\": \"Deal not found\"}",
        "{\"error\": \"HTTPBadRequest\", \"reason\": \"Deal not found\"}",
        "{\"error\": \"Deal not found\"}",
        "{\"message\": \"Deal not found\"}",
        "[\"Deal not found\"]",
        "\"Deal not found\""
      })
  void a_text_is_found_in_every_shape(String body) {
    assertThat(verdict(RESERVE, 400, body).reason()).isEqualTo("NO_DEAL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\": [[\"5dfa1fa4637adf7f979951a1\", \"5b5728e8637adf7f979951a2\"]]}",
        "{\"errors\": [\"5dfa1fa4637adf7f979951a1\"]}",
        "{\"errors\": [\"[5dfa1fa4637adf7f979951a1,5b5728e8637adf7f979951a2]\"]}"
      })
  void missing_documents_are_a_list_of_ids(String body) {
    assertThat(verdict(REFUND_CREATE, 400, body).reason()).isEqualTo("REFUND_DOCUMENTS");
  }

  @Test
  void errors_by_field_are_read_as_field_and_text() {
    var body = "{\"errors\": {\"tickets\": [\"list length is less than 1\"]}}";

    var verdict = verdict(REFUND_CREATE, 400, body);

    assertThat(verdict.reason()).isEqualTo("BAD_REQUEST");
    assertThat(verdict.text()).endsWith("HTTP 400: tickets list length is less than 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Promokey expired | Something new | HOLD | UNKNOWN_ANSWER",
        "Something new | Promokey expired | HOLD | UNKNOWN_ANSWER",
        "Promokey expired | value is not a list | HOLD | CUSTOM_FIELD",
        "Promokey expired | Not allow to update order in status done | READ_THEN_DECIDE"
            + " | ORDER_STATUS",
        "max expired_after is 2026-01-01 00:00:00 | Promokey expired | RECREATE | LIFETIME_OVER",
        "Promokey fully reserved | Promokey expired | REFUSE | PROMOKEY_EXPIRED",
        "Deal not found | Not enough money, contact to TicketsCloud manager | PAUSE_COMMITS"
            + " | NO_MONEY"
      })
  void of_several_texts_the_strongest_consequence_wins_and_all_are_kept(
      String first, String second, String consequence, String reason) {
    var body = "{\"errors\": [\"" + first + "\", \"" + second + "\"]}";

    var verdict = verdict(CUSTOMER, 400, body);

    assertThat(verdict.consequence().name()).isEqualTo(consequence);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.text()).endsWith(first + "; " + second);
  }

  @Test
  void an_unknown_text_holds_the_order_except_at_reserve() {
    var body = "{\"errors\": [\"Seats are out of reach\"]}";

    for (var operation : EnumSet.complementOf(EnumSet.of(RESERVE))) {
      assertThat(verdict(operation, 400, body).consequence()).as("%s", operation).isEqualTo(HOLD);
    }
    assertThat(verdict(RESERVE, 400, body).consequence()).isEqualTo(READ_THEN_DECIDE);
    assertThat(verdict(RESERVE, 400, body).reason()).isEqualTo("UNKNOWN_400_AT_RESERVE");
    assertThat(verdict(RESERVE, 422, body).consequence()).isEqualTo(HOLD);
  }

  @Test
  void a_refusing_text_is_not_believed_at_done() {
    var verdict = verdict(DONE, 400, "{\"errors\": [\"Promokey expired\"]}");

    assertThat(verdict.consequence()).isEqualTo(HOLD);
  }

  @Test
  void a_combined_request_is_judged_for_all_its_operations() {
    var both = EnumSet.of(RESERVE, CUSTOMER);

    var unknown = dictionary.classify(both, answer(400, "{\"errors\": [\"Out of reach\"]}"));
    var known = dictionary.classify(both, answer(400, "{\"errors\": [\"Promokey expired\"]}"));
    var busy = dictionary.classify(both, answer(409, ""));
    var withDone = dictionary.classify(EnumSet.of(CUSTOMER, DONE), answer(409, ""));

    assertThat(unknown.consequence()).isEqualTo(HOLD);
    assertThat(known.consequence()).isEqualTo(REFUSE);
    assertThat(busy.consequence()).isEqualTo(RETRY_LATER);
    assertThat(busy.repeatNow()).isTrue();
    assertThat(withDone.consequence()).isEqualTo(READ_THEN_DECIDE);
    assertThat(withDone.repeatNow()).isFalse();
  }

  @Test
  void a_promocode_error_with_an_unknown_text_is_known_by_its_code() {
    var body =
        "{\"data\": {}, \"errors\": [{\"code\": \"promocode_apply_info\", \"msg\": \"No\"}]}";

    assertThat(verdict(CUSTOMER, 200, body).consequence()).isEqualTo(PROMO_REFUSED);
    assertThat(verdict(DONE, 200, body).consequence()).isEqualTo(HOLD);
  }

  @Test
  void an_unknown_error_inside_a_success_holds() {
    var body = "{\"data\": {}, \"errors\": [{\"code\": \"new\", \"msg\": \"Something new\"}]}";

    assertThat(verdict(CUSTOMER, 200, body).reason()).isEqualTo("UNKNOWN_ANSWER");
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void a_refused_key_or_a_redirect_pauses_the_process(Operation operation) {
    for (var status : Set.of(401, 403)) {
      assertThat(verdict(operation, status, "{\"errors\": [\"Deal not found\"]}"))
          .extracting(Verdict::consequence, Verdict::reason)
          .containsExactly(PAUSE_PROCESS, "KEY_REFUSED");
    }
    for (var status : Set.of(301, 302, 307, 308)) {
      assertThat(verdict(operation, status, "<html>Moved</html>"))
          .extracting(Verdict::consequence, Verdict::reason)
          .containsExactly(PAUSE_PROCESS, "WRONG_ADDRESS");
    }
  }

  @Test
  void a_missing_remote_order_is_read_again() {
    for (var operation : EnumSet.of(RESERVE, CUSTOMER, DONE, CANCEL, READ, REFUND_READ)) {
      assertThat(verdict(operation, 404, ""))
          .extracting(Verdict::consequence, Verdict::reason)
          .containsExactly(READ_THEN_DECIDE, "REMOTE_NOT_FOUND");
    }
    assertThat(verdict(CREATE, 404, "").consequence()).isEqualTo(HOLD);
  }

  @Test
  void a_busy_order_is_asked_again_but_a_done_is_read_first() {
    for (var operation : DESIRED_STATE) {
      assertThat(verdict(operation, 409, "{\"errors\": [\"Conflict\"]}"))
          .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
          .containsExactly(RETRY_LATER, "BUSY", true);
    }
    for (var operation : EnumSet.of(DONE, REFUND_CREATE, REFUND_APPROVE, REFUND_REJECT)) {
      assertThat(verdict(operation, 409, ""))
          .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
          .containsExactly(READ_THEN_DECIDE, "BUSY", false);
    }
  }

  @Test
  void a_remote_failure_is_repeated_only_where_that_is_safe() {
    for (var status : Set.of(500, 502, 503, 504, 599)) {
      for (var operation : DESIRED_STATE) {
        assertThat(verdict(operation, status, "<html>Bad</html>"))
            .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
            .containsExactly(RETRY_LATER, "REMOTE_DOWN", status == 503);
      }
      for (var operation : READS) {
        assertThat(verdict(operation, status, "").consequence()).isEqualTo(RETRY_LATER);
      }
      for (var operation : EnumSet.of(DONE, REFUND_CREATE, REFUND_APPROVE, EXPORT)) {
        assertThat(verdict(operation, status, ""))
            .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
            .containsExactly(READ_THEN_DECIDE, "REMOTE_DOWN", false);
      }
    }
    assertThat(verdict(CREATE, 503, "").repeatNow()).isTrue();
    assertThat(verdict(CREATE, 500, ""))
        .extracting(Verdict::consequence, Verdict::repeatNow)
        .containsExactly(RETRY_LATER, false);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void what_was_not_sent_may_be_repeated_and_what_was_not_answered_is_read(Operation operation) {
    var notSent = dictionary.notSent(EnumSet.of(operation));
    var noAnswer = dictionary.noAnswer(EnumSet.of(operation));

    assertThat(notSent)
        .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
        .containsExactly(RETRY_LATER, "NOT_SENT", true);
    assertThat(noAnswer)
        .extracting(Verdict::consequence, Verdict::reason, Verdict::repeatNow)
        .containsExactly(
            READS.contains(operation) ? RETRY_LATER : READ_THEN_DECIDE, "NO_ANSWER", false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><title>Login</title></html>",
        "{\"data\": {\"id\": \"69b529dd",
        "{\"data\": {}} trailing",
        "",
        "{\"refs\": {}}",
        "[]",
        "null"
      })
  void a_success_without_usable_json_is_unclear_for_a_write(String body) {
    assertThat(verdict(RESERVE, 200, body))
        .extracting(Verdict::consequence, Verdict::reason)
        .containsExactly(READ_THEN_DECIDE, "NOT_JSON");
    assertThat(verdict(READ, 200, body))
        .extracting(Verdict::consequence, Verdict::reason)
        .containsExactly(RETRY_LATER, "NOT_JSON");
  }

  @Test
  void a_refusal_by_a_proxy_does_not_mean_sold_out() {
    var verdict = verdict(RESERVE, 400, "<html>400 Bad\n Request</html>");

    assertThat(verdict.reason()).isEqualTo("NOT_JSON");
    assertThat(verdict.text())
        .endsWith("HTTP 400: application/json, 29 bytes: <html>400 Bad Request</html>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "null", "{\"errors\": []}", "{\"errors\": [null, \" \"]}"})
  void a_refusal_without_a_text_is_read_where_a_done_order_answers_so(String body) {
    assertThat(verdict(DONE, 400, body))
        .extracting(Verdict::consequence, Verdict::reason)
        .containsExactly(READ_THEN_DECIDE, "NO_TEXT");
    assertThat(verdict(RESERVE, 400, body).reason()).isEqualTo("UNKNOWN_400_AT_RESERVE");
    assertThat(verdict(CREATE, 400, body).reason()).isEqualTo("UNKNOWN_ANSWER");
  }

  @Test
  void a_json_answer_without_a_complaint_is_not_quoted() {
    var verdict = verdict(DONE, 400, "{\"data\": {\"email\": \"anna@example.com\"}}");

    assertThat(verdict.reason()).isEqualTo("UNKNOWN_ANSWER");
    assertThat(verdict.text()).doesNotContain("anna");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      value = {
        "null | null | true",
        "'' | null | true",
        "0 | 0 | true",
        "1 | 1 | false",
        "3 | 3 | false",
        " 60 | 60 | false",
        "300 | 300 | false",
        "301 | 300 | false",
        "99999999999999999999 | 300 | false",
        "-5 | null | true",
        "1.5 | null | true",
        "soon | null | true",
        "Tue, 24 Nov 2026 12:00:30 GMT | 30 | false",
        "Tue, 24 Nov 2026 13:00:00 GMT | 300 | false",
        "Tue, 24 Nov 2026 11:59:00 GMT | null | true",
        "Mon, 24 Nov 2026 12:00:30 GMT | null | true"
      })
  void retry_after_is_honoured_up_to_five_minutes(String header, Long seconds, boolean repeatNow) {
    var verdict = dictionary.classify(EnumSet.of(DONE), waiting(429, header));

    assertThat(verdict.consequence()).isEqualTo(RETRY_LATER);
    assertThat(verdict.reason()).isEqualTo("RATE_LIMITED");
    assertThat(verdict.retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    assertThat(verdict.repeatNow()).isEqualTo(repeatNow);
  }

  @Test
  void a_down_server_may_ask_for_a_wait_too() {
    var verdict = dictionary.classify(EnumSet.of(RESERVE), waiting(503, "120"));

    assertThat(verdict.retryAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(verdict.repeatNow()).isFalse();
  }

  @Test
  void poisonous_bodies_do_no_harm() {
    var deep = "[".repeat(100_000);
    var wide = "{\"errors\": [\"" + "Event x not found ".repeat(100_000) + "\"]}";
    var unstorable = "{\"errors\": [\"a\\u0000b\\ud800c\"]}";

    assertThat(verdict(RESERVE, 400, deep).reason()).isEqualTo("NOT_JSON");
    assertThat(verdict(CREATE, 400, wide).reason()).isEqualTo("UNKNOWN_ANSWER");
    assertThat(verdict(CREATE, 400, wide).kept(text -> text).text()).hasSize(2_000).endsWith("…");
    assertThat(verdict(CREATE, 400, unstorable).text()).endsWith("HTTP 400: a b c");
    assertThat(answer(400, "anna@example.com").toString()).doesNotContain("anna");
  }

  @Test
  void a_request_without_an_operation_is_a_mistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dictionary.classify(Set.of(), answer(400, "")));
  }
}
