package io.tcbridge.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every benchmark. */
final class LabOptions {

  @Option(
      names = "--bridge",
      paramLabel = "DIR",
      defaultValue = "${sys:benchmarks.bridge}",
      description = "The distribution to measure (default: target/ticketscloud-bridge).")
  private Path bridge;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Latency of the sandbox in milliseconds (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Option(
      names = "--calls",
      paramLabel = "separate|combined",
      defaultValue = "separate",
      description = "The setting ticketscloud.calls (default: ${DEFAULT-VALUE}).")
  private String calls;

  @Option(
      names = "--set",
      paramLabel = "VARIABLE=VALUE",
      description = "One more setting of the bridge, e.g. ORDER_WORKERS=64; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for the JVM of the bridge, e.g. -Xmx256m.")
  private String javaOptions;

  @Option(
      names = "--events",
      defaultValue = "1",
      description = "Events that the orders are spread over (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--statements",
      description = "Also prints the time that the server spent on each statement (slower).")
  private boolean statements;

  @Option(names = "--json", description = "Prints the figures as JSON.")
  private boolean json;

  @Option(names = "--keep-files", description = "Leaves logs and data for a look afterwards.")
  private boolean keepFiles;

  private boolean planning = true;

  /** Options of a measurement that sets everything else itself and counts statements only. */
  static LabOptions counting(Path bridge, String javaOptions, boolean keepFiles) {
    LabOptions options = new LabOptions();
    options.bridge = bridge;
    options.calls = "separate";
    options.javaOptions = javaOptions;
    options.events = 1;
    options.statements = true;
    options.planning = false;
    options.keepFiles = keepFiles;
    return options;
  }

  Path executable() {
    return bridge.resolve("bin/bridge").toAbsolutePath().normalize();
  }

  Path lib() {
    return bridge.resolve("lib");
  }

  int latency() {
    return latency;
  }

  String calls() {
    return calls;
  }

  Map<String, String> settings() {
    return settings;
  }

  String javaOptions() {
    return javaOptions;
  }

  int events() {
    return events;
  }

  boolean statements() {
    return statements;
  }

  boolean planning() {
    return statements && planning;
  }

  boolean json() {
    return json;
  }

  boolean keepFiles() {
    return keepFiles;
  }
}
