package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsCommandTest {

  private final Map<String, String> env = new HashMap<>();

  private Outcome classify(String... args) {
    return classifyStdin("", args);
  }

  private Outcome classifyStdin(String stdin, String... args) {
    return run(stdin, Stream.concat(Stream.of("classify"), Arrays.stream(args)));
  }

  private Outcome run(String stdin, Stream<String> args) {
    return Outcome.of(
        ErrorsCommand.of(env, new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8))),
        Stream.concat(Stream.of("errors"), args).toArray(String[]::new));
  }

  @Test
  void a_known_text_is_explained() {
    Outcome outcome = classify("Deal not found", "--operation", "reserve");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains(
            "HTTP 400 to reserve:",
            "\"Deal not found\" (orders no. 2, line ",
            "consequence  hold",
            "reason       NO_DEAL",
            "15m (order.held-hold-time)",
            "put an entry of your own under \"own\" in ",
            "config/errors.yaml");
  }

  @Test
  void without_an_operation_only_those_that_know_the_text_are_shown() {
    Outcome outcome = classify("Deal not found");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("to create, reserve, customer, done:")
        .doesNotContain("UNKNOWN_ANSWER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Not enough money, contact to TicketsCloud manager | done     | 400 | pause-commits    | NO_MONEY
          Promocode not found                               | reserve  | 200 | promo-refused    | PROMO_REFUSED
          Not allow to update order in status done          | done     | 400 | read-then-decide | ORDER_STATUS
          Mood of the customer is bad                       | reserve  | 400 | read-then-decide | UNKNOWN_400_AT_RESERVE
          Mood of the customer is bad                       | customer | 400 | hold             | UNKNOWN_ANSWER
          """)
  void programs_can_read_it(
      String text, String operation, int status, String consequence, String reason) {
    Outcome outcome = classify(text, "--operation", operation, "--json");

    JsonObject finding = new JsonObject(outcome.out()).getJsonArray("findings").getJsonObject(0);
    assertThat(finding.getInteger("status")).isEqualTo(status);
    assertThat(finding.getString("consequence")).isEqualTo(consequence);
    assertThat(finding.getString("reason")).isEqualTo(reason);
    assertThat(finding.getJsonObject("entry").getInteger("line")).isPositive();
    assertThat(finding.getString("then")).isNotEmpty();
  }

  @Test
  void an_unknown_text_comes_with_the_entry_to_write() {
    Outcome outcome = classify("Mood of the customer's bad", "--operation", "customer");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .contains(
            "No entry knows this text",
            "    - text: 'Mood of the customer''s bad'",
            "      operations: [customer]",
            "      consequence: hold");
  }

  @Test
  void the_entry_to_write_is_understood(@TempDir Path dir) throws IOException {
    String out = classify("Mood is bad", "--operation", "customer").out();
    String own = out.substring(out.indexOf("  own:"), out.indexOf("Every instance"));
    String file = Files.readString(Path.of("config/errors.yaml"));
    Files.writeString(
        dir.resolve("errors.yaml"), file.replace("\nown: []\n", "\n" + own.indent(-2) + "\n"));

    Outcome outcome =
        classify("Mood is bad", "--operation", "customer", "--config", dir.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("reason       OWN_CODE", "(own, line ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\": [\"Deal not found\"]}",
        "{\"errors\": [{\"code\": \"x\", \"msg\": \"Deal not found\"}]}",
        "{\"error\": \"bad\", \"reason\": \"Deal not found\"}"
      })
  void a_body_is_understood_as_the_bridge_does(String body) {
    Outcome argument = classify(body, "--operation", "done");
    Outcome stdin = classifyStdin(body, "-", "--operation", "done");

    assertThat(argument.out()).contains("NO_DEAL");
    assertThat(stdin.out()).isEqualTo(argument.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <html>Bad gateway</html> | 502 | REMOTE_DOWN
          <html>Hello</html>       | 200 | NOT_JSON
          {}                       | 429 | RATE_LIMITED
          {}                       | 401 | KEY_REFUSED
          """)
  void an_answer_without_a_text_goes_by_its_kind(String body, String status, String reason) {
    Outcome outcome = classifyStdin(body, "-", "--operation", "reserve", "--status", status);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("reason       " + reason, "There is no text to go by");
  }

  @Test
  void a_reason_that_the_erp_shows_can_be_pasted() {
    Outcome outcome =
        classify(
            "NO_DEAL: Organizer and distributor have no deal. Ticketscloud answered HTTP 400:"
                + " Deal not found",
            "--operation",
            "create");

    assertThat(outcome.out()).contains("HTTP 400 to create", "NO_DEAL");
  }

  @Test
  void an_unknown_refusal_of_done_is_read_first_as_the_bridge_does() {
    Outcome outcome = classify("Something new", "--operation", "done");

    assertThat(outcome.out()).contains("consequence  hold", "The order is read, and goes on");
  }

  @Test
  void of_a_promocode_check_only_a_refusal_counts() {
    Outcome off = classify("Promocode not found", "--operation", "promocode-check");
    env.put("ORDER_CHECK_PROMOCODE", "true");
    Outcome refused = classify("Promocode not found", "--operation", "promocode-check");
    Outcome other = classify("Something new", "--operation", "promocode-check");

    assertThat(off.out()).contains("Orders are not checked (order.check-promocode");
    assertThat(refused.out()).contains("ends as REFUSED, before anything is made");
    assertThat(other.out()).contains("The order goes on");
  }

  @Test
  void settings_count() {
    env.put("ORDER_PROMO_FAILURE", "ignore");
    env.put("ORDER_RETRY_LIMIT_BUSY", "7");

    Outcome promo = classify("Promocode not found", "--operation", "reserve");
    Outcome busy = classify("{}", "--operation", "reserve", "--status", "409");

    assertThat(promo.out()).contains("goes on without the promocode");
    assertThat(busy.out()).contains("7 times; then HELD as GAVE_UP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x --operation sell", "x --status 42", "x --status many", ""})
  void wrong_usage_is_told(String args) {
    Outcome outcome = classify(args.isEmpty() ? new String[0] : args.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("bridge: ").doesNotContain("\tat ");
  }

  @Test
  void a_wrong_dictionary_is_told(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("errors.yaml"), "own: [");

    Outcome outcome = classify("x", "--config", dir.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("errors.yaml", "is not YAML").doesNotContain("\tat ");
  }

  @Test
  void the_dictionary_is_a_table() {
    Outcome table = run("", Stream.of("list"));
    JsonArray json = new JsonArray(run("", Stream.of("list", "--json")).out());

    assertThat(table.out().lines().count()).isEqualTo(json.size() + 3);
    assertThat(table.out())
        .containsPattern(
            "\\d+ +orders +2 +400 +hold +NO_DEAL +create, reserve, customer, done +Deal not found");
    assertThat(json.getJsonObject(1).getString("reason")).isEqualTo("NO_DEAL");
  }
}
