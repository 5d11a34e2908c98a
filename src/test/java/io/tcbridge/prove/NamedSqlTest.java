package io.tcbridge.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcbridge.testing.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedSqlTest {

  private static final NamedSql SQL =
      NamedSql.parse(
          """
          -- Why: :#nothing in a comment.
          select count(*) as found
            from (values ('a'), ('b'), ('c')) as v (letter)
           where letter in (:#in:letters)
             and letter > :#after;
          """);

  @Test
  void lists_and_single_values_are_bound() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            SQL.prepare(connection, Map.of("letters", List.of("a", "b", "c"), "after", "a"));
        ResultSet rows = statement.executeQuery()) {
      rows.next();

      assertThat(rows.getInt("found")).isEqualTo(2);
    }
  }

  @Test
  void a_parameter_that_nobody_knows_is_named() throws SQLException {
    try (Connection connection = connect()) {
      assertThatThrownBy(() -> SQL.prepare(connection, Map.of("letters", List.of("a"))))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("after");
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        Postgres.newDatabase(), Postgres.user(), Postgres.password());
  }
}
