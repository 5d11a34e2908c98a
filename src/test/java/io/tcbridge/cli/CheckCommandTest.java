package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tcbridge.Bridge;
import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Installation;
import io.tcbridge.config.Settings;
import io.tcbridge.testing.MailServer;
import io.tcbridge.testing.Webhook;
import io.vertx.core.json.JsonArray;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final String KEY = "0123456789abcdef0123456789abcdeR";

  private static EmbeddedPostgres postgres;

  @TempDir private Path dir;

  private final Map<String, String> env = new HashMap<>();
  private HttpServer remote;
  private volatile int status = 200;
  private volatile String body = "{\"data\": [], \"refs\": {}}";
  private volatile String asked = "";

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void everythingIsFine() throws IOException, SQLException {
    execute(
        "drop schema if exists bridge cascade", "drop schema public cascade",
        "create schema public", "grant usage on schema public to public");
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.createContext("/", this::answer);
    remote.start();
    env.put("ERP_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
    env.put("ERP_JDBC_USER", "postgres");
    env.put("ERP_JDBC_PASSWORD", "");
    env.put("JOURNAL_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
    env.put("JOURNAL_JDBC_USER", "postgres");
    env.put("JOURNAL_JDBC_PASSWORD", "");
    env.put("TICKETSCLOUD_URL", "http://127.0.0.1:" + remote.getAddress().getPort());
    env.put("TICKETSCLOUD_API_KEY", KEY);
    env.put("TICKETSCLOUD_TIMEOUT", "2s");
    env.put("BRIDGE_PORT", "0");
    env.put("ALERT_WEBHOOK_URL", "http://127.0.0.1:1/in/hidden?sig=hidden");
    Outcome.of(new InitErpCommand(env), "init-erp");
  }

  @AfterEach
  void stopRemote() {
    remote.stop(0);
  }

  @Test
  void a_complete_configuration_passes_and_nothing_is_changed() throws SQLException {
    execute("insert into erp_order (order_no, event_id) values ('1', 'e')");

    Outcome outcome = check();

    assertThat(outcome.out().lines()).allMatch(line -> line.startsWith("ok  "));
    assertThat(outcome.out())
        .contains(
            "ERP database", "SQL erp/insert-ticket.sql", "run will create it", "accepts the key");
    assertThat(outcome.exitCode()).isZero();
    assertThat(one("select bridge_status from erp_order")).isEqualTo("NEW");
    assertThat(one("select to_regnamespace('bridge') is null")).isEqualTo("t");
  }

  @Test
  void a_bridge_that_tells_nobody_is_warned() {
    env.remove("ALERT_WEBHOOK_URL");

    Outcome outcome = check();

    assertThat(outcome.out()).contains("WARN  alerts — Nobody will be told");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void the_mail_server_is_greeted_and_gets_a_message_only_when_asked_to() {
    try (MailServer mail = MailServer.start();
        Webhook webhook = Webhook.start()) {
      tellBy(mail);
      env.put("ALERT_WEBHOOK_URL", webhook.url("/in"));

      assertThat(check().out())
          .contains("ok    alerts by mail — 127.0.0.1:" + mail.port() + " lets us in; to ops@")
          .contains("ok    alerts by webhook — to http://127.0.0.1:", "not called");
      assertThat(mail.mails()).isEmpty();
      assertThat(webhook.asked()).isEmpty();

      assertThat(check("--send-test-alert").out())
          .contains("took a test message to ops@example.org", "took a test message\n");
      assertThat(mail.mails()).singleElement().asString().contains("a test: messages arrive");
      assertThat(webhook.posts("TEST")).hasSize(1);
    }
  }

  @Test
  void channels_that_do_not_take_a_message_are_told_and_keep_nothing_from_running() {
    try (MailServer mail = MailServer.start()) {
      tellBy(mail);
      mail.refuse("550 5.7.1 not from you");

      Outcome outcome = check("--send-test-alert");

      assertThat(outcome.out())
          .contains("WARN  alerts by mail — ", "550 5.7.1 not from you")
          .contains("WARN  alerts by webhook — http://127.0.0.1:1: ConnectException")
          .doesNotContain("hidden");
      assertThat(outcome.exitCode()).isZero();
    }
  }

  @Test
  void a_wrong_password_is_told_and_never_shown() {
    try (MailServer mail = MailServer.start()) {
      tellBy(mail);
      mail.onlyFor("bridge", "right");
      env.put("ALERT_SMTP_USER", "bridge");
      env.put("ALERT_SMTP_PASSWORD", "hidden");

      assertThat(check().out())
          .contains("WARN  alerts by mail — ", "535 5.7.8 wrong password")
          .doesNotContain("hidden");

      env.put("ALERT_SMTP_PASSWORD", "right");
      assertThat(check("--send-test-alert").out()).contains("took a test message to ops@");
      assertThat(mail.mails()).hasSize(1);
    }
  }

  @Test
  void mail_that_is_to_be_encrypted_never_leaves_in_the_clear() {
    try (MailServer mail = MailServer.start()) {
      tellBy(mail);
      env.put("ALERT_SMTP_SECURITY", "starttls");

      assertThat(check("--send-test-alert").out())
          .contains("WARN  alerts by mail — ", "STARTTLS is required");
      assertThat(mail.mails()).isEmpty();
    }
  }

  private void tellBy(MailServer mail) {
    env.put("ALERT_MAIL_TO", "ops@example.org");
    env.put("ALERT_MAIL_FROM", "bridge@example.org");
    env.put("ALERT_SMTP_HOST", "127.0.0.1");
    env.put("ALERT_SMTP_PORT", String.valueOf(mail.port()));
    env.put("ALERT_SMTP_SECURITY", "none");
  }

  @Test
  void wrong_settings_are_told_together() throws IOException {
    env.remove("ERP_JDBC_URL");
    file("application.properties", "order.wrkers = 2\n");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out())
        .contains("FAIL  erp.jdbc-url (ERP_JDBC_URL) — found nothing — it is required")
        .contains("FAIL  order.wrkers", "did you mean order.workers?");
  }

  @Test
  void each_fault_of_the_error_dictionary_is_told_with_file_line_and_entry() throws IOException {
    file(
        "errors.yaml",
        Files.readString(Path.of("config/errors.yaml"))
            .replace(
                "\nown: []",
                """

                own:
                  - operations: [create, sell]
                    consequence: hodl
                    reason: OWN_X
                    hint: Ask.
                """));

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out())
        .containsPattern(
            "FAIL  errors.yaml — found "
                + dir.resolve("errors.yaml")
                + ", line \\d+, entry 1 of own: consequence is \"hodl\" — use one of pause-process")
        .contains("entry 1 of own: operations is \"sell\" — use all, or some of create")
        .contains("entry 1 of own: text is missing — give the whole message");
  }

  @Test
  void an_error_dictionary_that_is_not_yaml_is_told_with_its_line() throws IOException {
    file("errors.yaml", "own:\n  - text: [\n");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).containsPattern("FAIL  errors.yaml — found .*line \\d: is not YAML");
  }

  @Test
  void run_refuses_the_same_dictionary_with_the_same_words() throws IOException {
    file("errors.yaml", "own: nothing\n");
    Settings settings =
        Settings.load(ConfigDirs.over(new Installation(Path.of("")), List.of(dir)), env);

    String told = check().out();
    ConfigurationProblems refused =
        catchThrowableOfType(ConfigurationProblems.class, () -> Bridge.start(settings));

    assertThat(refused.problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(told).contains(problem.found(), problem.message()));
  }

  @Test
  void programs_get_an_array() {
    Outcome outcome = check("--json");

    assertThat(outcome.exitCode()).isZero();
    assertThat(new JsonArray(outcome.out()).getJsonObject(0).getMap())
        .containsOnlyKeys("state", "what", "detail", "todo")
        .containsEntry("state", "ok");
  }

  @Test
  void databases_that_are_down_are_told_with_their_variables() {
    env.put("ERP_JDBC_URL", "jdbc:postgresql://localhost:1/erp");
    env.put("JOURNAL_JDBC_URL", "jdbc:postgresql://localhost:1/journal");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("FAIL  ERP database", "check host and port in ERP_JDBC_URL")
        .contains("FAIL  journal database", "check host and port in JOURNAL_JDBC_URL");
  }

  @Test
  void an_unknown_database_is_told() {
    env.put("ERP_JDBC_URL", env.get("ERP_JDBC_URL").replace("/postgres?", "/nothing?"));

    assertThat(check().out()).contains("check the database name in ERP_JDBC_URL");
  }

  @Test
  void missing_tables_and_columns_are_told_by_file() throws SQLException {
    execute("drop table erp_ticket", "alter table erp_order drop column tc_total");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .containsPattern("FAIL  SQL erp/insert-ticket.sql — .*erp_ticket.* — .*init-erp")
        .containsPattern(
            "FAIL  SQL erp/report-order.sql — .*tc_total.* — name the ERP's own column")
        .contains("ok    SQL erp/mark-intake.sql");
  }

  @Test
  void columns_that_a_query_does_not_give_are_told_by_file() throws IOException {
    fileWithout("expected_total", "erp/select-new-orders.sql");
    fileWithout("quantity", "erp/select-order-lines.sql");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains(
            "FAIL  SQL erp/select-new-orders.sql — its result has no column expected_total — select"
                + " the ERP's own column as expected_total, or null as expected_total if the ERP"
                + " has none")
        .contains("FAIL  SQL erp/select-order-lines.sql — its result has no column quantity")
        .contains("ok    SQL erp/select-cancel-requests.sql");
  }

  @Test
  void an_alias_names_a_column_in_any_case() throws IOException {
    file(
        "erp/select-new-orders.sql",
        Files.readString(Path.of("config/erp/select-new-orders.sql"))
            .replace("o.expected_total", "o.tc_total as \"EXPECTED_TOTAL\"")
            .replace("o.raw", "null as raw"));

    assertThat(check().out()).contains("ok    SQL erp/select-new-orders.sql");
  }

  @Test
  void missing_rights_are_told_for_reading_and_writing() throws SQLException {
    execute(
        "drop role if exists reader",
        "create role reader login",
        "revoke create on database postgres from public",
        "grant select on erp_order, erp_order_line, erp_event, erp_venue to reader");
    String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    env.put("ERP_JDBC_URL", url);
    env.put("ERP_JDBC_USER", "reader");
    env.put("JOURNAL_JDBC_URL", url);
    env.put("JOURNAL_JDBC_USER", "reader");

    Outcome outcome = check();
    execute("drop owned by reader");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("ok    SQL erp/select-new-orders.sql")
        .containsPattern("FAIL  SQL erp/mark-intake.sql — .*permission denied.* — grant this right")
        .containsPattern("FAIL  SQL erp/select-reported-tickets.sql — .*permission denied")
        .contains("FAIL  journal schema — not there, and reader may not create it");
  }

  @Test
  void a_journal_of_a_newer_version_is_refused() throws SQLException {
    execute(
        "create schema bridge",
        """
        create table bridge.flyway_schema_history (
          installed_rank int primary key, version varchar(50), description varchar(200) not null,
          type varchar(20) not null, script varchar(1000) not null, checksum int,
          installed_by varchar(100) not null, installed_on timestamp not null default now(),
          execution_time int not null, success boolean not null)
        """,
        """
        insert into bridge.flyway_schema_history
        values (1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', now(), 1, true)
        """);

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("version 999 was made by a newer bridge");
  }

  @Test
  void a_refused_key_is_told_and_not_shown() {
    remoteAnswers(401, "{\"error\": \"" + KEY + "\"}");

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("the key is refused (HTTP 401)", "check TICKETSCLOUD_API_KEY")
        .doesNotContain(KEY);
  }

  @Test
  void the_key_is_sent_in_the_documented_form() {
    check();

    assertThat(asked).isEqualTo("/v2/resources/orders?page_size=1 [key " + KEY + "]");
  }

  @Test
  void an_answer_that_is_not_the_api_is_told() {
    remoteAnswers(200, "<html>Welcome</html>");
    assertThat(check().out()).contains("does not look like the Ticketscloud API");

    remoteAnswers(301, "");
    assertThat(check().out()).contains("redirect (HTTP 301)");

    remoteAnswers(503, "");
    assertThat(check().out()).contains("it answers HTTP 503");
  }

  @Test
  void a_remote_that_is_down_or_silent_is_told() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      env.put("TICKETSCLOUD_TIMEOUT", "1s");
      env.put("TICKETSCLOUD_URL", "http://127.0.0.1:" + silent.getLocalPort());
      assertThat(check().out()).contains("no answer within 1000 ms");
    }
    // A name is looked up within the same time, and a busy machine is slow at that
    env.put("TICKETSCLOUD_TIMEOUT", "8s");

    env.put("TICKETSCLOUD_URL", "http://127.0.0.1:1");
    assertThat(check().out())
        .containsPattern("FAIL  Ticketscloud — .*: can't connect — check TICKETSCLOUD_URL");

    env.put("TICKETSCLOUD_URL", "https://ticketscloud.invalid");
    assertThat(check().out()).contains("its host name is not known here");
  }

  @Test
  void a_wrong_time_zone_is_found_by_the_clock_in_an_order_id() {
    // 69b571c0 is 2026-03-14 14:33:36 UTC.
    remoteAnswers(
        200,
        "{\"data\": [{\"id\": \"69b571c00123456789abcdef\","
            + " \"created_at\": \"2026-03-14 17:33:36\"}]}");

    assertThat(check().out())
        .containsPattern(
            "FAIL  remote time zone — .*180 minutes off — set ticketscloud.time-zone to \\+03:00");

    env.put("TICKETSCLOUD_TIME_ZONE", "Europe/Moscow");
    assertThat(check().out()).contains("Europe/Moscow agrees with the last order");
  }

  @Test
  void a_route_that_camel_cannot_build_is_told() throws IOException {
    changedRoutes();
    file(
        "routes/order/order-done.camel.yaml",
        Files.readString(Path.of("routes/order/order-done.camel.yaml"))
            .replace("direct:order-call", "drect:order-call"));

    Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).contains("FAIL  bridge.routes (BRIDGE_ROUTES)", "drect:order-call");
  }

  private void changedRoutes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.toList()) {
        Files.copy(file, dir.resolve(file));
      }
    }
    env.put("BRIDGE_ROUTES", dir.resolve("routes").toString());
  }

  @Test
  void a_directory_without_routes_is_told() throws IOException {
    env.put("BRIDGE_ROUTES", Files.createDirectory(dir.resolve("routes")).toString());

    assertThat(check().out()).contains("FAIL  routes — no *.camel.yaml in");
  }

  @Test
  void a_port_in_use_is_only_a_warning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      env.put("BRIDGE_PORT", Integer.toString(taken.getLocalPort()));

      Outcome outcome = check();

      assertThat(outcome.out()).contains("WARN  port — " + taken.getLocalPort() + " is in use");
      assertThat(outcome.exitCode()).isZero();
    }
  }

  private Outcome check(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "check";
    args[1] = "--config";
    args[2] = dir.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return Outcome.of(new CheckCommand(env), args);
  }

  private void remoteAnswers(int status, String body) {
    this.status = status;
    this.body = body;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked = exchange.getRequestURI() + " " + exchange.getRequestHeaders().get("Authorization");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** The installed file with one line of its select list taken out. */
  private void fileWithout(String column, String name) throws IOException {
    String installed = Files.readString(Path.of("config").resolve(name));
    file(name, installed.replaceFirst("(?m)^ +\\w\\." + column + ",\n", ""));
  }

  private static String one(String query) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
