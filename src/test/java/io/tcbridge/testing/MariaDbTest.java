package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the server in the Maven artifact is for Linux on x86-64")
final class MariaDbTest {
  @Test
  void a_real_server_answers_and_leaves_nothing_behind() throws SQLException {
    MariaDb server = MariaDb.start();

    try (server;
        var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select version(), database()")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).contains("MariaDB");
      assertThat(rows.getString(2)).isEqualTo("erp");
    }

    assertThat(server.process().isAlive()).isFalse();
    assertThat(server.directory()).doesNotExist();
  }

  @Test
  void each_database_is_empty_and_its_own() throws SQLException {
    try (MariaDb server = MariaDb.start()) {
      String one = server.newDatabase();
      String other = server.newDatabase();

      execute(server, one, "create table seen (id int)");
      execute(server, other, "create table seen (id int)");

      assertThat(one).isNotEqualTo(other).isNotEqualTo(server.jdbcUrl());
    }
  }

  private static void execute(MariaDb server, String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
