package io.tcbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a measurement runs on: database server, sandbox and bridges, each a process of
 * its own on loopback, with all files in one directory that goes with the lab.
 */
final class Lab implements AutoCloseable {

  static final String ERP = "erp";
  static final String JOURNAL = "journal";

  private final LabOptions options;
  private final Path place;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::tearDown, "lab-end");

  private Database database;
  private SandboxProcess sandbox;

  private Lab(LabOptions options) throws IOException {
    this.options = options;
    this.place = Files.createTempDirectory("bridge-benchmark-");
  }

  static Lab open(LabOptions options) throws Exception {
    if (!Files.isExecutable(options.executable())) {
      throw new IllegalStateException(
          "there is no " + options.executable() + "; run `mvn -DskipTests package` first");
    }
    Lab lab = new Lab(options);
    Runtime.getRuntime().addShutdownHook(lab.atExit);
    try {
      lab.build();
      return lab;
    } catch (Exception e) {
      lab.close();
      throw e;
    }
  }

  private void build() throws Exception {
    database = keep(Database.start(place, options.statements(), options.planning()));
    database.create(ERP);
    database.create(JOURNAL);
    database.run("postgres", "create extension pg_stat_statements");
    sandbox =
        keep(
            new SandboxProcess(
                keep(
                    Program.start(
                        "sandbox",
                        place,
                        Map.of("SANDBOX_API_KEY", SandboxProcess.KEY),
                        List.of(
                            options.executable().toString(),
                            "sandbox",
                            "--port",
                            "0",
                            "--grpc-port",
                            "0",
                            "--set",
                            "latency_ms=" + options.latency())))));
    initErp(ERP);
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  Database database() {
    return database;
  }

  SandboxProcess sandbox() {
    return sandbox;
  }

  Path place() {
    return place;
  }

  /** Creates the reference ERP tables with the product's own command. */
  void initErp(String erp) {
    Program init =
        Program.start(
            "init-" + erp,
            place,
            databaseVariables("ERP", erp),
            List.of(options.executable().toString(), "init-erp"));
    int exit = init.awaitEnd();
    if (exit != 0) {
      throw new IllegalStateException("init-erp ended with " + exit + ": " + init.output());
    }
  }

  private Map<String, String> databaseVariables(String prefix, String name) {
    return Map.of(
        prefix + "_JDBC_URL", database.url(name),
        prefix + "_JDBC_USER", Database.USER,
        prefix + "_JDBC_PASSWORD", Database.PASSWORD);
  }

  /** Starts {@code bridge run} under a name that claims and history show. */
  BridgeProcess startBridge(String instance) throws IOException {
    return startBridge(instance, Map.of());
  }

  /** The same with settings of one measurement. */
  BridgeProcess startBridge(String instance, Map<String, String> own) throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.putAll(databaseVariables("ERP", ERP));
    variables.putAll(databaseVariables("JOURNAL", JOURNAL));
    variables.put("TICKETSCLOUD_URL", sandbox.url());
    variables.put("TICKETSCLOUD_API_KEY", SandboxProcess.KEY);
    variables.put("TICKETSCLOUD_CALLS", options.calls());
    variables.put("BRIDGE_INSTANCE", instance);
    variables.put("BRIDGE_PORT", String.valueOf(freePort()));
    variables.putAll(own);
    variables.putAll(options.settings());
    GcLog gcLog = new GcLog(place.resolve(instance + "-gc.log"));
    variables.put("BRIDGE_JAVA_OPTS", gcLog.javaOption() + " " + options.javaOptions());
    Program program =
        keep(
            Program.start(
                instance, place, variables, List.of(options.executable().toString(), "run")));
    return new BridgeProcess(instance, program, gcLog);
  }

  /** Starts a class of this project in a JVM of its own. */
  BridgeProcess startJava(
      String name, Map<String, String> variables, List<String> javaOptions, String mainClass) {
    GcLog gcLog = new GcLog(place.resolve(name + "-gc.log"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add(gcLog.javaOption());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    return new BridgeProcess(
        name, keep(Program.start(name, place, variables, command)), gcLog);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends everything that was started, the last first, and removes its files. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return;
    }
    tearDown();
  }

  private void tearDown() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("run.sh: while cleaning up: " + e.getMessage());
      }
    }
    if (options.keepFiles()) {
      System.err.println("run.sh: logs are in " + place);
      return;
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("run.sh: cannot remove " + place + ": " + e.getMessage());
    }
  }

  void forgetStatements() throws SQLException {
    if (options.statements()) {
      database.run("postgres", "select pg_stat_statements_reset()");
    }
  }

  /** How often a second the measured processes have sent each statement. */
  void writeStatements(Path file, double seconds) throws SQLException, IOException {
    List<String> lines = new ArrayList<>();
    for (List<String> row :
        database.rows(
            "postgres",
            "select s.calls, s.query from pg_stat_statements s join pg_roles r on r.oid = s.userid"
                + " where r.rolname = ? order by s.calls desc",
            Database.WORKER)) {
      lines.add(
          "%8.2f/s  %s"
              .formatted(
                  Double.parseDouble(row.get(0)) / seconds,
                  row.get(1).replaceAll("\\s+", " ")));
    }
    Files.write(file, lines);
  }

  /** Milliseconds that the server spent on each statement, planning and execution. */
  void printStatements(int orders) throws SQLException {
    if (!options.statements()) {
      return;
    }
    System.out.println("   calls  plan ms  exec ms  ms/order  statement");
    for (List<String> row :
        database.rows(
            "postgres",
            "select calls, total_plan_time, total_exec_time, query from pg_stat_statements"
                + " order by total_plan_time + total_exec_time desc limit 30")) {
      double plan = Double.parseDouble(row.get(1));
      double execution = Double.parseDouble(row.get(2));
      String text = row.get(3).replaceAll("\\s+", " ");
      System.out.printf(
          "%8s %8.0f %8.0f %9.3f  %s%n",
          row.get(0),
          plan,
          execution,
          (plan + execution) / orders,
          text.substring(0, Math.min(100, text.length())));
    }
  }

  /** Seconds of the database's clock, the only one that all figures use. */
  double now() throws SQLException {
    return database.decimal(JOURNAL, "select extract(epoch from clock_timestamp())");
  }
}
