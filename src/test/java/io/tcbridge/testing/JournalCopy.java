package io.tcbridge.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup of the journal as it is at one moment, beside it in the same database, that can be put
 * back later; no bridge may run then.
 */
public final class JournalCopy {

  private final String url;
  private final List<String> tables = new ArrayList<>();

  /** Takes the copy now, from one snapshot, beside running bridges. */
  public JournalCopy(String url) throws SQLException {
    this.url = url;
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var rows =
          statement.executeQuery(
              "select tablename from pg_tables where schemaname = 'bridge'"
                  + " and tablename not like 'flyway%' order by tablename")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      statement.execute("create schema copy");
      for (String table : tables) {
        statement.execute("create table copy." + table + " as table bridge." + table);
      }
      connection.commit();
    }
  }

  /** What has happened since is forgotten. */
  public void putBack() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica");
      for (String table : tables) {
        statement.execute("delete from bridge." + table);
        statement.execute(
            "insert into bridge." + table + " overriding system value table copy." + table);
      }
      connection.commit();
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(url, Postgres.user(), Postgres.password());
  }
}
