package io.tcbridge.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL server with one database for the ERP and one for the journal. */
final class DemoDatabases implements AutoCloseable {

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  private final EmbeddedPostgres server;

  private DemoDatabases(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Unpacks and starts the server.
   *
   * @param place an empty directory for programs, data and log of the server
   */
  static DemoDatabases start(Path place) throws SQLException {
    File log = place.resolve("postgresql.log").toFile();
    EmbeddedPostgres server;
    try {
      server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(place.resolve("programs").toFile())
              .setDataDirectory(place.resolve("data"))
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofMinutes(1))
              .setOutputRedirector(Redirect.appendTo(log))
              .setErrorRedirector(Redirect.appendTo(log))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DemoDatabases databases = new DemoDatabases(server);
    try (Connection connection = databases.open("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database erp");
      statement.execute("create database journal");
      return databases;
    } catch (SQLException e) {
      databases.close();
      throw e;
    }
  }

  Connection erp() throws SQLException {
    return open("erp");
  }

  Connection journal() throws SQLException {
    return open("journal");
  }

  private Connection open(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  /** As {@code psql} takes it. */
  String psqlUrl(String database) {
    return "postgresql://"
        + USER
        + ":"
        + PASSWORD
        + "@localhost:"
        + server.getPort()
        + "/"
        + database;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
