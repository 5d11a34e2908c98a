package io.tcbridge.faults;

import io.tcbridge.prove.Finding;
import io.tcbridge.prove.Invariant;
import io.tcbridge.testing.BridgeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all repetitions of one scenario have shown: one line of the table, and a file of its own.
 */
final class Row {

  private static final Path PLACE = Path.of("target", "faults");

  private final String title;
  private final List<String> anchors;
  private final long firstSeed;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, List<Duration>> measured = new TreeMap<>();
  private int repetitions;
  private final List<Throwable> broken = new ArrayList<>();
  private long orders;
  private long late;
  private String skipped = "";

  Row(String title, List<String> anchors, long firstSeed) {
    this.title = title;
    this.anchors = anchors;
    this.firstSeed = firstSeed;
  }

  /** Forgets what an earlier run of this scenario has left. */
  void begin() throws IOException {
    Files.createDirectories(PLACE);
    try (Stream<Path> files = Files.list(PLACE)) {
      for (Path file : files.filter(each -> isEvidence(each.getFileName().toString())).toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean isEvidence(String name) {
    return name.matches(Pattern.quote(file()) + "-seed-\\d+\\.evidence\\.txt");
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** A repetition that came to its end, and what is off in it. */
  void add(Scene scene, List<Finding> found) throws IOException {
    count(scene);
    findings.addAll(found);
    if (!found.isEmpty()) {
      keepEvidence(scene, found.toString());
    }
  }

  /** A repetition that did not come to its end; its orders count for nothing. */
  void broke(Scene scene, Throwable cause) throws IOException {
    repetitions++;
    broken.add(cause);
    keepEvidence(scene, cause.toString());
  }

  /** It was not played, because of what is missing here. */
  void skipped(String missing) {
    skipped = missing;
  }

  void failIfBroken() {
    if (!broken.isEmpty()) {
      AssertionError error =
          new AssertionError(
              "%d of %d repetitions of %s broke off".formatted(broken.size(), repetitions, title));
      broken.forEach(error::addSuppressed);
      throw error;
    }
  }

  private void count(Scene scene) {
    repetitions++;
    orders += scene.orders();
    late += scene.late();
    scene
        .measured()
        .forEach(
            (what, took) -> measured.computeIfAbsent(what, a -> new ArrayList<>()).addAll(took));
  }

  /** Logs and journal, before the bundle is closed: what is needed to find out why. */
  private void keepEvidence(Scene scene, String what) throws IOException {
    List<String> lines = new ArrayList<>(List.of(title + ", seed " + scene.seed(), what));
    for (String table : List.of("order_journal", "remote_order", "order_history")) {
      lines.add("== bridge." + table);
      scene
          .bundle()
          .journal()
          .queryForList("select * from bridge." + table + " order by order_id")
          .forEach(row -> lines.add(row.toString()));
    }
    lines.add("== calls");
    scene.bundle().sandbox().history().forEach(call -> lines.add(call.toString()));
    for (BridgeProcess process : scene.bundle().processes()) {
      lines.add("== log of a process");
      lines.addAll(process.lines());
    }
    Files.write(PLACE.resolve(file() + "-seed-" + scene.seed() + ".evidence.txt"), lines);
  }

  private String file() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private long violations(Invariant invariant) {
    return findings.stream().filter(finding -> finding.invariant() == invariant).count();
  }

  /** Writes the row and, from all rows that there are, the table. */
  void write() throws IOException {
    List<String> names = new ArrayList<>(List.of("scenario", "anchors", "repetitions", "orders"));
    List<Object> values =
        new ArrayList<>(List.of(title, String.join(" ", anchors), repetitions, orders));
    names.add("late");
    values.add(late);
    names.add("broken");
    values.add(broken.size());
    names.add("skipped");
    values.add(skipped);
    for (Invariant invariant : Invariant.values()) {
      names.add(invariant.name());
      values.add(violations(invariant));
    }
    names.addAll(List.of("seconds", "first_seed"));
    values.addAll(List.of(seconds(), firstSeed));
    Files.write(PLACE.resolve(file() + ".csv"), List.of(csv(names), csv(values)));
    FaultTable.rewrite(PLACE);
  }

  /** The median and the longest of each thing that was measured. */
  private String seconds() {
    return measured.entrySet().stream()
        .map(entry -> entry.getKey() + " " + figures(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String figures(List<Duration> took) {
    double[] seconds = took.stream().mapToDouble(each -> each.toMillis() / 1000.0).toArray();
    Arrays.sort(seconds);
    return String.format(
        Locale.ROOT, "%.1f/%.1f", seconds[seconds.length / 2], seconds[seconds.length - 1]);
  }

  private static String csv(List<?> cells) {
    return cells.stream()
        .map(cell -> "\"" + cell.toString().replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }
}
