package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InitErpCommandTest {

  private static EmbeddedPostgres postgres;

  private final Map<String, String> env = new HashMap<>();

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    execute("drop schema public cascade", "create schema public");
    env.put("ERP_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
    env.put("ERP_JDBC_USER", "postgres");
    env.put("ERP_JDBC_PASSWORD", "");
  }

  @Test
  void all_tables_are_created() throws SQLException {
    Outcome outcome = initErp();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "created  erp_order",
            "created  erp_order_line",
            "created  erp_ticket",
            "created  erp_refund",
            "created  erp_refund_ticket",
            "created  erp_event",
            "created  erp_ticket_set",
            "created  erp_seat",
            "created  erp_venue",
            "created  erp_sector");
    execute("insert into erp_order (order_no, event_id) values ('1', 'e')");
  }

  @Test
  void running_it_again_changes_nothing() {
    initErp();

    Outcome outcome = initErp();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines()).hasSize(10).allMatch(line -> line.startsWith("exists "));
  }

  @Test
  void a_table_with_missing_columns_is_reported_and_not_altered() throws SQLException {
    execute("create table erp_venue (venue_id varchar(24), name varchar(400), city int)");

    Outcome outcome = initErp("--json");

    assertThat(outcome.exitCode()).isEqualTo(3);
    JsonObject venue = new JsonArray(outcome.out()).getJsonObject(8);
    assertThat(venue.getString("table")).isEqualTo("erp_venue");
    assertThat(venue.getString("state")).isEqualTo("differs");
    assertThat(venue.getJsonArray("missing").encode())
        .contains("\"address\"", "\"retired_at\"")
        .doesNotContain("\"venue_id\"", "\"name\"");
    assertThat(initErp().out()).contains("DIFFERS  erp_venue — columns missing: description");
  }

  @Test
  void a_server_that_is_down_is_told_without_a_stack_trace() {
    env.put("ERP_JDBC_URL", "jdbc:postgresql://localhost:1/erp");

    Outcome outcome = initErp();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("localhost:1", "check host and port in ERP_JDBC_URL")
        .doesNotContain("\tat ");
  }

  @Test
  void a_user_without_rights_is_told() throws SQLException {
    execute("drop role if exists reader", "create role reader login");
    env.put("ERP_JDBC_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
    env.put("ERP_JDBC_USER", "reader");

    Outcome outcome = initErp();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("ERROR: ", "log in as a user that may create tables");
  }

  private Outcome initErp(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "init-erp";
    System.arraycopy(options, 0, args, 1, options.length);
    return Outcome.of(new InitErpCommand(env), args);
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
