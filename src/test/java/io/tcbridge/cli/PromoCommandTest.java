package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.Sandbox;
import io.tcbridge.sandbox.SandboxOptions;
import io.tcbridge.testing.Sample;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromoCommandTest {

  private static final String KEY = "promo-key-with-32-characters-000";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withApiKey(KEY));
  private final Map<String, String> env = new HashMap<>();

  PromoCommandTest() {
    sandbox.seed(Sample.event());
    env.put("TICKETSCLOUD_URL", sandbox.url());
    env.put("TICKETSCLOUD_API_KEY", KEY);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void a_code_that_is_good_tells_its_rules() {
    Outcome outcome = run("check", Sample.EVENT, "spring200");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("discount", "200.00", "categories  all");
  }

  @Test
  void programs_get_the_answer_itself() {
    Outcome outcome = run("check", Sample.EVENT, "spring200", "--json");

    JsonObject told = new JsonObject(outcome.out());
    assertThat(told.getBoolean("applies")).isTrue();
    assertThat(told.getJsonObject("data").getJsonObject("discount").getString("fix"))
        .isEqualTo("200.00");
  }

  @Test
  void a_code_that_is_not_known_fails_with_the_reason() {
    Outcome outcome = run("check", Sample.EVENT, "nonsense");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("It cannot be applied: Promocode not found");
  }

  @Test
  void another_answer_says_nothing_about_the_code() {
    sandbox.fault(Fault.statusBefore("promocode-check", 400).body("<html>no</html>"));

    Outcome outcome = run("check", Sample.EVENT, "spring200", "--json");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("answers HTTP 400 and no promocode");
  }

  @Test
  void a_refused_key_is_told_without_showing_it() {
    env.put("TICKETSCLOUD_API_KEY", "another-key-with-32-characters-0");

    Outcome outcome = run("check", Sample.EVENT, "spring200");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("the key is refused").doesNotContain("another-key");
  }

  @Test
  void nobody_there_is_told_in_plain_words() {
    env.put("TICKETSCLOUD_URL", "http://127.0.0.1:1");

    Outcome outcome = run("check", Sample.EVENT, "spring200");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("cannot be reached");
  }

  private Outcome run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "promo";
    System.arraycopy(args, 0, all, 1, args.length);
    return Outcome.of(PromoCommand.of(env), all);
  }
}
