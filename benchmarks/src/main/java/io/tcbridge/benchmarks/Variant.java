package io.tcbridge.benchmarks;

import io.tcbridge.benchmarks.peer.CamelPeer;
import io.tcbridge.benchmarks.peer.DbSchedulerPeer;
import io.tcbridge.benchmarks.peer.DbosPeer;
import io.tcbridge.benchmarks.peer.LimitPeer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One program of the table.
 *
 * @param about what it is, for readers of the table
 * @param mainClass of a peer; empty for the bridge
 * @param settings of the bridge, and the variables of its Java
 */
record Variant(String name, String about, Optional<String> mainClass, Map<String, String> settings) {

  static final String LIMIT = "limit";
  static final String BRIDGE = "bridge";

  /** Java 21 has the first virtual threads that are meant for use. */
  private static final int VIRTUAL_THREADS = 21;

  private static final Path JAVAS = Path.of("/usr/lib/jvm");

  /** All that this machine can run, the limit first. */
  static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    all.add(peer(LIMIT, "HttpClient and JDBC, no safety at all", LimitPeer.class));
    all.add(peer("camel", "Camel as in tutorials, no journal", CamelPeer.class));
    all.add(peer("db-scheduler", "one chained task per order", DbSchedulerPeer.class));
    all.add(peer("dbos", "one DBOS workflow per order", DbosPeer.class));
    all.add(bridge(BRIDGE, "`ticketscloud.calls = separate`", Map.of("TICKETSCLOUD_CALLS", "separate")));
    all.add(
        bridge(
            "bridge-combined",
            "`ticketscloud.calls = combined`",
            Map.of("TICKETSCLOUD_CALLS", "combined")));
    newestJava()
        .ifPresent(
            java ->
                all.add(
                    bridge(
                        "bridge-virtual",
                        "separate, virtual threads on Java " + feature(java),
                        Map.of(
                            "TICKETSCLOUD_CALLS",
                            "separate",
                            "JAVA_HOME",
                            java.toString(),
                            "JAVA_OPTS",
                            "-Dcamel.threads.virtual.enabled=true"))));
    return all;
  }

  private static Variant peer(String name, String about, Class<?> mainClass) {
    return new Variant(name, about, Optional.of(mainClass.getName()), Map.of());
  }

  private static Variant bridge(String name, String about, Map<String, String> settings) {
    return new Variant(name, about, Optional.empty(), settings);
  }

  boolean isBridge() {
    return mainClass.isEmpty();
  }

  private static Optional<Path> newestJava() {
    Path newest = null;
    if (Files.isDirectory(JAVAS)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(JAVAS)) {
        for (Path java : found) {
          if (feature(java) >= VIRTUAL_THREADS
              && (newest == null || feature(java) > feature(newest))) {
            newest = java;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.ofNullable(newest);
  }

  private static int feature(Path java) {
    Path release = java.resolve("release");
    if (!Files.isExecutable(java.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    try {
      return Files.readAllLines(release).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^\\d.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
