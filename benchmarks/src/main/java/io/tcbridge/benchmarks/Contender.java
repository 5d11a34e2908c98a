package io.tcbridge.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A variant at work in databases of its own: one process, or several instances of the bridge. */
final class Contender implements AutoCloseable {

  /** As in {@code bin/bridge}: for runs as short as these it is the better choice for all. */
  private static final List<String> JAVA_OPTIONS =
      List.of("-XX:MaxRAMPercentage=50", "-XX:TieredStopAtLevel=1");

  private static final int LAST_WORDS = 500;
  private static final String TEMPLATE = "erp_template";

  private final Lab lab;
  private final Variant variant;
  private final String erp;
  private final String journal;
  private final List<BridgeProcess> processes = new ArrayList<>();

  private Contender(Lab lab, Variant variant) {
    this.lab = lab;
    this.variant = variant;
    String suffix = variant.name().replace('-', '_');
    this.erp = "erp_" + suffix;
    this.journal = "journal_" + suffix;
  }

  /** Makes the databases; nothing runs yet. */
  static Contender prepare(Lab lab, Variant variant) throws Exception {
    Database database = lab.database();
    if (database
        .rows("postgres", "select 1 from pg_database where datname = ?", TEMPLATE)
        .isEmpty()) {
      database.copy(Lab.ERP, TEMPLATE);
    }
    Contender contender = new Contender(lab, variant);
    database.drop(contender.erp);
    database.drop(contender.journal);
    database.copy(TEMPLATE, contender.erp);
    database.create(contender.journal);
    return contender;
  }

  void start(int workers) throws Exception {
    String name = variant.name() + "-" + (processes.size() + 1);
    processes.add(variant.isBridge() ? startBridge(name, workers) : startPeer(name, workers));
  }

  private BridgeProcess startBridge(String name, int workers) throws Exception {
    Map<String, String> variables = new HashMap<>(variant.settings());
    variables.put("ERP_JDBC_URL", lab.database().url(erp));
    variables.put("ERP_JDBC_USER", Database.WORKER);
    variables.put("JOURNAL_JDBC_URL", lab.database().url(journal));
    variables.put("JOURNAL_JDBC_USER", Database.WORKER);
    variables.put("ORDER_WORKERS", String.valueOf(workers));
    return lab.startBridge(name, variables);
  }

  private BridgeProcess startPeer(String name, int workers) {
    List<String> options = new ArrayList<>(JAVA_OPTIONS);
    options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    return lab.startJava(
        name,
        Map.of(
            "PEER_ERP_URL", lab.database().url(erp),
            "PEER_JOURNAL_URL", lab.database().url(journal),
            "PEER_USER", Database.WORKER,
            "PEER_PASSWORD", Database.PASSWORD,
            "PEER_URL", lab.sandbox().url(),
            "PEER_KEY", SandboxProcess.KEY,
            "PEER_WORKERS", String.valueOf(workers)),
        options,
        variant.mainClass().orElseThrow());
  }

  Variant variant() {
    return variant;
  }

  String erp() {
    return erp;
  }

  String journal() {
    return journal;
  }

  List<BridgeProcess> processes() {
    return processes;
  }

  BridgeProcess process() {
    return processes.get(0);
  }

  /** Throws when a process has ended by itself. */
  void checkAlive() {
    for (BridgeProcess process : processes) {
      if (!process.program().isAlive()) {
        String output = process.program().output().strip();
        String last = output.substring(Math.max(0, output.length() - LAST_WORDS));
        throw new IllegalStateException(
            process.instance() + " ended: … " + last.replaceAll("\\s+", " "));
      }
    }
  }

  /** The processes end without being asked: the next contender starts in new databases. */
  @Override
  public void close() throws SQLException {
    processes.forEach(process -> process.program().kill());
    lab.database().drop(erp);
    lab.database().drop(journal);
  }
}
