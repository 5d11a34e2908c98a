package io.tcbridge.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server for one test, which may stop it in any way and start it again. */
public final class OwnPostgres implements AutoCloseable {

  private static final Path PROGRAMS = Path.of("target", "postgres").toAbsolutePath();

  private final EmbeddedPostgres server;
  private final Path place;
  private int databases;

  private OwnPostgres(EmbeddedPostgres server, Path place) {
    this.server = server;
    this.place = place;
  }

  /** Starts one that writes as carefully as a server in production does. */
  public static OwnPostgres start() throws IOException {
    Path place = Files.createTempDirectory(Files.createDirectories(PROGRAMS), "own-");
    Redirect log = Redirect.appendTo(place.resolve("start.log").toFile());
    return new OwnPostgres(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(PROGRAMS.toFile())
            .setDataDirectory(place.resolve("data"))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofMinutes(1))
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .start(),
        place);
  }

  /** Creates an empty database and returns its JDBC URL; each call gives another one. */
  public String newDatabase() throws SQLException {
    return newDatabase("");
  }

  /** The same in a tablespace, or with any other option. */
  public String newDatabase(String options) throws SQLException {
    String name = "own_" + ++databases;
    execute("create database " + name + " " + options);
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
  }

  /** Runs one statement as the superuser. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As an administrator does: sessions are ended, what was not committed is gone. */
  public void stopFast() throws IOException, InterruptedException {
    control("stop", "-m", "fast");
  }

  /** As a power cut does: the server is gone, and recovers when it comes back. */
  public void crash() throws IOException, InterruptedException {
    control("stop", "-m", "immediate");
  }

  /** Starts it again, with the same data on the same port. */
  public void startAgain() throws IOException, InterruptedException {
    control("start", "-o", "-p " + server.getPort());
  }

  private void control(String what, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL refuses root; in a namespace of its own it does not know that it is.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program("pg_ctl").toString(), what, "-w", "-t", "60"));
    command.addAll(List.of("-D", place.resolve("data").toString()));
    command.addAll(List.of(options));
    File log = place.resolve("control.log").toFile();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("pg_ctl " + what + ": " + Files.readString(log.toPath()));
    }
  }

  private static Path program(String name) throws IOException {
    try (Stream<Path> files =
        Files.find(PROGRAMS, 3, (file, any) -> file.endsWith("bin/" + name))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
