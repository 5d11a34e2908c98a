package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class PostgresTest {
  @Test
  void each_database_is_empty_and_its_own() throws SQLException {
    String one = Postgres.newDatabase();
    String other = Postgres.newDatabase();

    try (var connection = open(one);
        var statement = connection.createStatement()) {
      statement.execute("create table seen (id int)");
    }

    assertThat(one).isNotEqualTo(other);
    assertThat(first(one, "select to_regclass('seen')")).isEqualTo("seen");
    assertThat(first(other, "select to_regclass('seen')")).isNull();
  }

  @Test
  void a_commit_is_as_safe_as_in_production() throws SQLException {
    String url = Postgres.newDatabase();

    assertThat(first(url, "show fsync")).isEqualTo("on");
    assertThat(first(url, "show synchronous_commit")).isEqualTo("on");
    assertThat(first(url, "show full_page_writes")).isEqualTo("on");
  }

  private static String first(String url, String sql) throws SQLException {
    try (var connection = open(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection open(String url) throws SQLException {
    return DriverManager.getConnection(url, Postgres.user(), Postgres.password());
  }
}
