package io.tcbridge.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server for tests: one per JVM, started at first use on a free port, stopped
 * with the JVM. It writes as carefully as a server in production does: a test may kill it.
 */
public final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Postgres() {}

  /** Creates an empty database and returns its JDBC URL; each call gives another one. */
  public static String newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL made no database " + name, e);
    }
    return "jdbc:postgresql://localhost:" + Server.INSTANCE.getPort() + "/" + name;
  }

  /** The superuser of every database. */
  public static String user() {
    return "postgres";
  }

  /** The password of {@link #user()}. */
  public static String password() {
    return "postgres";
  }

  /** Loaded, and so started, when the first database is asked for. */
  private static final class Server {
    private static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(Path.of("target", "postgres").toAbsolutePath().toFile())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
  }
}
