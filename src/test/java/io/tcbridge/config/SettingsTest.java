package io.tcbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tcbridge.config.Settings.Calls;
import io.tcbridge.config.Settings.Create;
import io.tcbridge.config.Settings.LogFormat;
import io.tcbridge.config.Settings.PromoFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String KEY = "0123456789abcdef0123456789abcdeR";

  @TempDir private Path dir;

  private final Map<String, String> env =
      new HashMap<>(
          Map.of(
              "ERP_JDBC_URL", "jdbc:mariadb://erp:3306/erp",
              "ERP_JDBC_USER", "erp",
              "ERP_JDBC_PASSWORD", "hidden-1",
              "JOURNAL_JDBC_URL", "jdbc:postgresql://journal:5432/journal",
              "JOURNAL_JDBC_USER", "journal",
              "JOURNAL_JDBC_PASSWORD", "hidden-2",
              "TICKETSCLOUD_API_KEY", KEY));

  @Test
  void the_required_settings_are_enough() {
    Settings settings = load();

    assertThat(settings.erp().jdbcUrl()).isEqualTo("jdbc:mariadb://erp:3306/erp");
    assertThat(settings.erp().poolSize()).isEqualTo(8);
    assertThat(settings.journal().database().jdbcUser()).isEqualTo("journal");
    assertThat(settings.journal().keepPersonalData()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.ticketscloud().url()).isEqualTo(URI.create("https://stage.freetc.net"));
    assertThat(settings.ticketscloud().apiKey().reveal()).isEqualTo(KEY);
    assertThat(settings.ticketscloud().calls()).isEqualTo(Calls.SEPARATE);
    assertThat(settings.ticketscloud().create()).isEqualTo(Create.EMPTY);
    assertThat(settings.ticketscloud().timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(settings.ticketscloud().maxConnections()).isEqualTo(40);
    assertThat(settings.bridge().logFormat()).isEqualTo(LogFormat.TEXT);
    assertThat(settings.bridge().instance())
        .endsWith("-" + ProcessHandle.current().pid())
        .doesNotContain(" ");
    assertThat(settings.order().priceTolerance()).isEqualTo(new BigDecimal("0.00"));
    assertThat(settings.order().promoFailure()).isEqualTo(PromoFailure.REFUSE);
    assertThat(settings.order().checkPromocode()).isFalse();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void a_check_of_promocodes_that_refuses_nothing_is_odd() {
    env.put("ORDER_CHECK_PROMOCODE", "true");

    assertThat(load().warnings()).isEmpty();

    env.put("ORDER_PROMO_FAILURE", "ignore");
    assertThat(load().warnings())
        .singleElement()
        .asString()
        .contains("ORDER_CHECK_PROMOCODE", "order.promo-failure");
  }

  @Test
  void all_missing_settings_are_named_at_once() {
    env.clear();

    assertThat(problems())
        .extracting(Problem::property, Problem::variable, Problem::found)
        .containsExactlyInAnyOrder(
            tuple("erp.jdbc-url", "ERP_JDBC_URL"),
            tuple("erp.jdbc-user", "ERP_JDBC_USER"),
            tuple("erp.jdbc-password", "ERP_JDBC_PASSWORD"),
            tuple("journal.jdbc-url", "JOURNAL_JDBC_URL"),
            tuple("journal.jdbc-user", "JOURNAL_JDBC_USER"),
            tuple("journal.jdbc-password", "JOURNAL_JDBC_PASSWORD"),
            tuple("ticketscloud.api-key", "TICKETSCLOUD_API_KEY"));
  }

  @Test
  void a_variable_is_stronger_than_a_file() throws IOException {
    write(dir, "order.workers = 7\norder.batch-size = 8\n");
    env.put("ORDER_WORKERS", "9");

    Settings settings = load();

    assertThat(settings.order().workers()).isEqualTo(9);
    assertThat(settings.order().batchSize()).isEqualTo(8);
    assertThat(settings.ticketscloud().maxConnections()).isEqualTo(17);
  }

  @Test
  void the_last_directory_wins_key_by_key() throws IOException {
    Path first = Files.createDirectory(dir.resolve("first"));
    Path last = Files.createDirectory(dir.resolve("last"));
    write(first, "order.workers = 1\norder.batch-size = 2\n");
    write(last, "order.workers = 3\n");

    Settings settings = Settings.load(new ConfigDirs(List.of(first, last)), env);

    assertThat(settings.order().workers()).isEqualTo(3);
    assertThat(settings.order().batchSize()).isEqualTo(2);
  }

  @Test
  void an_empty_variable_counts_as_not_set() throws IOException {
    write(dir, "erp.jdbc-password = from-the-file\n");
    env.put("ORDER_WORKERS", "");
    env.put("ERP_JDBC_PASSWORD", "");

    Settings settings = load();

    assertThat(settings.order().workers()).isEqualTo(32);
    assertThat(settings.erp().jdbcPassword().reveal()).isEqualTo("from-the-file");
  }

  @Test
  void a_password_may_be_empty_but_not_left_out() {
    env.put("ERP_JDBC_PASSWORD", "");
    env.remove("JOURNAL_JDBC_PASSWORD");

    assertThat(problems()).extracting(Problem::property).containsExactly("journal.jdbc-password");
  }

  @ParameterizedTest
  @CsvSource({
    "ORDER_WORKERS, many, whole number from 1 to 500",
    "ORDER_WORKERS, 0, whole number from 1 to 500",
    "BRIDGE_PORT, 65536, whole number from 0 to 65535",
    "ORDER_POLL_DELAY, soon, written like 500ms",
    "ORDER_MAX_AGE, 31d, a duration from 1s to 30d",
    "ORDER_PRICE_TOLERANCE, 0.005, at most two decimals",
    "ORDER_PRICE_TOLERANCE, -1, an amount from 0",
    "TICKETSCLOUD_TIME_ZONE, Moscow, Europe/Moscow",
    "TICKETSCLOUD_CALLS, both, 'separate, combined'",
    "TICKETSCLOUD_CREATE, full, 'empty, with-tickets'",
    "ORDER_PROMO_FAILURE, no, 'refuse, ignore'",
    "ORDER_CHECK_PROMOCODE, maybe, true or false",
    "BRIDGE_LOG_FORMAT, xml, 'text, json'",
    "CATALOGUE_TLS, maybe, true or false",
    "BRIDGE_INSTANCE, my bridge, without blanks",
    "BRIDGE_ROUTES, /nowhere/routes, name a directory",
    "TICKETSCLOUD_URL, stage.freetc.net, an address like https",
    "TICKETSCLOUD_URL, ftp://stage.freetc.net, an address like https",
    "TICKETSCLOUD_URL, https://a b, an address like https",
    "TICKETSCLOUD_URL, https://stage.freetc.net?key=1, must not carry",
    "TICKETSCLOUD_URL, http://stage.freetc.net, plain http",
    "TICKETSCLOUD_URL, http://localhost.example, plain http",
    "ERP_JDBC_URL, postgresql://erp/erp, must start with jdbc:",
    "ERP_JDBC_URL, jdbc:unknown:erp, no JDBC driver",
    "JOURNAL_JDBC_URL, jdbc:mariadb://journal/journal, must start with jdbc:postgresql:",
    "ORDER_RETRY_FIRST, 10m, must not be longer than order.retry-max (5m)",
    "ORDER_LEASE, 20s, at least ticketscloud.timeout (15s) + 10s",
    "TICKETSCLOUD_TIMEOUT, 21s, set it to 31s or more",
  })
  void a_wrong_value_is_named_with_its_rule(String variable, String value, String rule) {
    env.put(variable, value);

    List<Problem> problems = problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message()).contains(rule);
    assertThat(problems.get(0).found()).contains(value.equals("21s") ? "30s" : value);
  }

  @Test
  void whoever_is_told_by_mail_needs_sender_and_server() {
    env.put("ALERT_MAIL_TO", "ops@example.org, Night <night@example.org>");

    assertThat(problems())
        .extracting(Problem::property)
        .containsExactlyInAnyOrder("alert.mail-to", "alert.mail-from", "alert.smtp-host");
  }

  @Test
  void mail_goes_encrypted_to_the_usual_port_and_its_password_may_be_in_a_file()
      throws IOException {
    Path file = Files.writeString(dir.resolve("smtp-password"), "hidden-4\n");
    env.put("ALERT_MAIL_TO", "ops@example.org");
    env.put("ALERT_MAIL_FROM", "bridge@example.org");
    env.put("ALERT_SMTP_HOST", "mail.example.org");
    env.put("ALERT_SMTP_USER", "bridge");
    env.put("ALERT_SMTP_PASSWORD_FILE", file.toString());

    Settings.Mail mail = load().alert().mail().orElseThrow();

    assertThat(mail.security()).isEqualTo(Settings.SmtpSecurity.STARTTLS);
    assertThat(mail.port()).isEqualTo(587);
    assertThat(mail.password().reveal()).isEqualTo("hidden-4");
    assertThat(load().toString() + load().alert() + mail).doesNotContain("hidden-");
  }

  @Test
  void a_password_never_leaves_in_the_clear() {
    env.put("ALERT_MAIL_TO", "ops@example.org");
    env.put("ALERT_MAIL_FROM", "bridge@example.org");
    env.put("ALERT_SMTP_HOST", "mail.example.org");
    env.put("ALERT_SMTP_USER", "bridge");
    env.put("ALERT_SMTP_PASSWORD", "hidden-5");
    env.put("ALERT_SMTP_SECURITY", "none");

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.property()).isEqualTo("alert.smtp-security");
              assertThat(problem.toString()).doesNotContain("hidden-");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hooks.example.org/hidden-6", "ftp://x/hidden-6", "hidden-6"})
  void a_webhook_is_https_and_its_address_is_never_shown(String url) {
    env.put("ALERT_WEBHOOK_URL", url);

    assertThat(problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hidden-"));

    env.put("ALERT_WEBHOOK_URL", "https://hooks.example.org/hidden-6");
    assertThat(load().toString() + load().alert()).doesNotContain("hidden-");
    assertThat(load().alert().channels()).containsExactly("webhook");
  }

  @Test
  void a_problem_tells_property_variable_value_and_place() {
    env.put("ORDER_LEASE", "5s");

    assertThat(problems().get(0))
        .hasToString(
            "order.lease (ORDER_LEASE): found \"5s\" in the environment; must be at least"
                + " ticketscloud.timeout (15s) + 10s, so that an answer is saved before another"
                + " instance may take the order; set it to 25s or more, or lower"
                + " ticketscloud.timeout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
        "https://tc/"
      })
  void plain_http_is_for_this_machine_only(String url) {
    env.put("TICKETSCLOUD_URL", url);

    assertThat(load().ticketscloud().url()).hasToString(url.replaceAll("/$", ""));
  }

  @Test
  void a_user_in_the_address_is_refused_without_showing_the_password() {
    env.put("TICKETSCLOUD_URL", "https://me:open-sesame@stage.freetc.net");

    assertThat(problems().get(0).toString())
        .contains("must not carry a user")
        .doesNotContain("open-sesame");
  }

  @Test
  void the_key_may_be_in_a_file() throws IOException {
    Path file = Files.writeString(dir.resolve("key"), "  " + KEY + "\n");
    env.remove("TICKETSCLOUD_API_KEY");
    env.put("TICKETSCLOUD_API_KEY_FILE", file.toString());

    assertThat(load().ticketscloud().apiKey().reveal()).isEqualTo(KEY);
    assertThat(load().asProperties()).containsEntry("ticketscloud.api-key", KEY);
  }

  @Test
  void key_and_file_together_are_refused() {
    env.put("TICKETSCLOUD_API_KEY_FILE", "/run/secrets/key");

    assertThat(problems().get(0).toString()).contains("both the key and a file", "give only one");
  }

  @Test
  void a_key_in_the_environment_replaces_a_key_file_in_the_properties() throws IOException {
    write(dir, "ticketscloud.api-key-file = /nowhere/key\n");

    assertThat(load().ticketscloud().apiKey().reveal()).isEqualTo(KEY);
  }

  @Test
  void an_unreadable_or_odd_key_is_refused_without_showing_it() throws IOException {
    Path odd = Files.writeString(dir.resolve("key"), "key " + KEY);
    env.remove("TICKETSCLOUD_API_KEY");

    env.put("TICKETSCLOUD_API_KEY_FILE", odd.toString());
    assertThat(problems().get(0).toString()).contains("the bare key").doesNotContain(KEY);

    env.put("TICKETSCLOUD_API_KEY_FILE", dir.resolve("absent").toString());
    assertThat(problems().get(0).toString()).contains("absent", "can't be read");
  }

  @Test
  void an_unknown_property_is_a_problem_with_a_guess() throws IOException {
    write(dir, "order.pool-delay = 1s\nsomething.else = 1\n");

    assertThat(problems())
        .extracting(Problem::message)
        .containsExactly(
            "remove it or correct its name; did you mean order.poll-delay?",
            "remove it or correct its name");
  }

  @Test
  void an_unknown_variable_is_only_a_warning() {
    env.put("ORDER_WORKER", "5");
    env.put("ERP_HOME", "/opt/erp");
    env.put("JOURNAL_STREAM", "8:1");
    env.put("BRIDGE_SERVICE_HOST", "10.0.0.1");
    env.put("BRIDGE_PORT_9876_TCP_ADDR", "10.0.0.1");

    assertThat(load().warnings())
        .containsExactly(
            "the environment variable ERP_HOME is not one of ours and is ignored",
            "the environment variable ORDER_WORKER is not one of ours and is ignored;"
                + " did you mean ORDER_WORKERS?");
  }

  @Test
  void a_port_that_kubernetes_injects_is_ignored_with_a_warning() {
    env.put("BRIDGE_PORT", "tcp://10.96.0.7:9876");

    Settings settings = load();

    assertThat(settings.bridge().port()).isEqualTo(9876);
    assertThat(settings.warnings()).singleElement().asString().startsWith("BRIDGE_PORT=tcp://");
  }

  @Test
  void the_catalogue_is_optional() {
    Settings without = load();
    env.put("TICKETSCLOUD_CATALOGUE", "simple.stage.freetc.net:443");
    Settings with = load();

    assertThat(without.catalogue().isOn()).isFalse();
    assertThat(with.catalogue().isOn()).isTrue();
    assertThat(with.catalogue().address()).contains("simple.stage.freetc.net:443");
    assertThat(with.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simple.stage.freetc.net",
        "simple.stage.freetc.net:",
        "simple.stage.freetc.net:0",
        "simple.stage.freetc.net:70000",
        "https://simple.stage.freetc.net:443",
        "simple.stage.freetc.net:443/v3",
        ":443",
        "a b:443"
      })
  void the_address_of_the_catalogue_is_a_host_and_a_port(String address) {
    env.put("TICKETSCLOUD_CATALOGUE", address);

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.property()).isEqualTo("catalogue.address");
              assertThat(problem.variable()).isEqualTo("TICKETSCLOUD_CATALOGUE");
              assertThat(problem.found()).contains(address);
              assertThat(problem.message()).contains("must be host:port");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:50051", "127.0.0.1:50051", "[::1]:50051"})
  void the_catalogue_of_this_machine_may_be_without_tls(String address) {
    env.put("TICKETSCLOUD_CATALOGUE", address);
    env.put("CATALOGUE_TLS", "false");

    assertThat(load().catalogue().tls()).isFalse();
  }

  @Test
  void no_other_catalogue_may_be_without_tls() {
    env.put("TICKETSCLOUD_CATALOGUE", "simple.stage.freetc.net:443");
    env.put("CATALOGUE_TLS", "false");

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.property()).isEqualTo("catalogue.tls");
              assertThat(problem.message()).contains("the API key would be readable by others");
            });
  }

  @Test
  void a_password_in_a_jdbc_address_is_a_warning_and_never_shown() {
    env.put("ERP_JDBC_URL", "jdbc:postgresql://erp/erp?user=me&password=open-sesame");

    Settings settings = load();

    assertThat(settings.warnings()).singleElement().asString().contains("ERP_JDBC_PASSWORD");
    assertThat(settings.erp().shownUrl()).endsWith("?user=me&password=***");
    assertThat(settings.toString() + settings.erp() + settings.warnings())
        .doesNotContain("open-sesame");
  }

  @Test
  void secrets_are_never_printed() throws IOException {
    write(dir, "camel.beans.mail.password = hidden-3\n");

    Settings settings = load();

    assertThat(settings.toString() + settings.ticketscloud() + settings.journal() + settings.erp())
        .doesNotContain(KEY)
        .doesNotContain("hidden-");
  }

  @Test
  void each_failure_class_may_have_its_own_limit() {
    env.put("ORDER_RETRY_LIMIT", "4");
    env.put("ORDER_RETRY_LIMIT_RATE_LIMITED", "50");

    Settings.Order order = load().order();

    assertThat(order.retryLimit("rate-limited")).isEqualTo(50);
    assertThat(order.retryLimit("busy")).isEqualTo(4);
    assertThat(order.retryLimit("remote-down")).isZero();
  }

  @Test
  void routes_see_every_effective_value() throws IOException {
    write(dir, "camel.main.name = other\n");
    env.put("TICKETSCLOUD_URL", "https://ticketscloud.com/");

    assertThat(load().asProperties())
        .containsKeys(Settings.propertyNames().toArray(String[]::new))
        .containsEntry("ticketscloud.url", "https://ticketscloud.com")
        .containsEntry("order.poll-delay", "1s")
        .containsEntry("ticketscloud.max-connections", "40")
        .containsEntry("order.retry-limit.busy", "12")
        .containsEntry("camel.main.name", "other");
  }

  @Test
  void a_missing_directory_and_a_broken_file_are_problems() throws IOException {
    write(dir, "order.workers = \\u00zz\n");
    Path absent = dir.resolve("absent");

    assertThat(problems(new ConfigDirs(List.of(dir, absent))))
        .extracting(Problem::found)
        .anySatisfy(found -> assertThat(found).contains("no directory " + absent))
        .anySatisfy(found -> assertThat(found).contains("can't be read as UTF-8 properties"));
  }

  @Test
  void the_erp_alone_can_be_read() {
    env.keySet().removeIf(name -> !name.startsWith("ERP_"));

    assertThat(Settings.loadErp(new ConfigDirs(List.of(dir)), env).jdbcUser()).isEqualTo("erp");
  }

  private static Tuple tuple(String property, String variable) {
    return Tuple.tuple(property, variable, "nothing");
  }

  private Settings load() {
    return Settings.load(new ConfigDirs(List.of(dir)), env);
  }

  private List<Problem> problems() {
    return problems(new ConfigDirs(List.of(dir)));
  }

  private List<Problem> problems(ConfigDirs dirs) {
    return catchThrowableOfType(ConfigurationProblems.class, () -> Settings.load(dirs, env))
        .problems();
  }

  private static void write(Path dir, String properties) throws IOException {
    Files.writeString(dir.resolve("application.properties"), properties);
  }
}
