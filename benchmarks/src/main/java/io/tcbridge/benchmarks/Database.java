package io.tcbridge.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL server. It keeps its promises: the test library's defaults switch {@code fsync}
 * and {@code synchronous_commit} off, here both are on.
 */
final class Database implements AutoCloseable {

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  /** Whom the measured processes log in as, so that their statements can be told from ours. */
  static final String WORKER = "worker";

  private final EmbeddedPostgres server;
  private final Path data;

  private Database(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /**
   * @param statements whether the server counts each statement
   * @param planning whether it also takes the time of planning
   */
  static Database start(Path place, boolean statements, boolean planning) throws IOException, SQLException {
    Path data = place.resolve("data");
    Redirect log = Redirect.appendTo(place.resolve("postgresql.log").toFile());
    Database database =
        new Database(
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(place.resolve("programs").toFile())
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.track", statements ? "top" : "none")
                .setServerConfig("pg_stat_statements.track_planning", planning ? "on" : "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start(),
            data);
    try {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        String value = database.text("postgres", "select current_setting('" + setting + "')");
        if (!value.equals("on")) {
          throw new IllegalStateException("the server runs with " + setting + " = " + value);
        }
      }
      database.run(
          "postgres", "create role " + WORKER + " superuser login password '" + PASSWORD + "'");
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  void create(String database) throws SQLException {
    run("postgres", "create database " + database);
  }

  void copy(String original, String database) throws SQLException {
    run("postgres", "create database " + database + " template " + original);
  }

  void drop(String database) throws SQLException {
    run("postgres", "drop database if exists " + database + " with (force)");
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  Connection open(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  void run(String database, String sql) throws SQLException {
    try (Connection connection = open(database)) {
      execute(connection, sql);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Columns of all rows, as text. */
  List<List<String>> rows(String database, String sql, Object... parameters) throws SQLException {
    try (Connection connection = open(database)) {
      return rows(connection, sql, parameters);
    }
  }

  static List<List<String>> rows(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.add(found.getString(i));
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  String text(String database, String sql, Object... parameters) throws SQLException {
    return rows(database, sql, parameters).get(0).get(0);
  }

  long number(String database, String sql, Object... parameters) throws SQLException {
    String text = text(database, sql, parameters);
    return text == null ? 0 : Long.parseLong(text);
  }

  double decimal(String database, String sql, Object... parameters) throws SQLException {
    String text = text(database, sql, parameters);
    return text == null ? Double.NaN : Double.parseDouble(text);
  }

  /** Processor time of the server with all its processes. */
  long cpuMillis() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
      return Cpu.millisOfTree(Long.parseLong(pid));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
