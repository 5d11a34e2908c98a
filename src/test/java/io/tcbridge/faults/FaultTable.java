package io.tcbridge.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code table.md}, made anew from the rows of all scenarios after each of them, whichever process
 * ran it. It is written as docs/guarantees.md shows it.
 */
final class FaultTable {

  private static final List<String> HEAD =
      List.of(
          "| Scenario | Repetitions or seeds | Orders | Violations | Seconds, median/longest |",
          "|---|---|---|---|---|");

  private FaultTable() {}

  @SuppressWarnings("try") // the lock is only held
  static synchronized void rewrite(Path place) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                place.resolve("table.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Files.write(place.resolve("table.md"), lines(rows(place)));
    }
  }

  private static List<Map<String, String>> rows(Path place) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(place)) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      List<String> names = cells(lines.get(0));
      List<String> values = cells(lines.get(1));
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        row.put(names.get(i), values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    return Stream.of(line.substring(1, line.length() - 1).split("\",\"", -1))
        .map(cell -> cell.replace("\"\"", "\""))
        .toList();
  }

  private static List<String> lines(List<Map<String, String>> rows) {
    List<String> lines = new ArrayList<>(HEAD);
    for (Map<String, String> row : rows) {
      lines.add(
          "| "
              + String.join(
                  " | ",
                  row.get("scenario"),
                  row.get("repetitions"),
                  row.get("orders"),
                  violations(row),
                  row.get("seconds"))
              + " |");
    }
    lines.add(
        "| all %d | %d | %d | %s | |"
            .formatted(
                rows.size(),
                sum(rows, "repetitions"),
                sum(rows, "orders"),
                rows.stream().mapToLong(FaultTable::found).sum() + brokeOff(sum(rows, "broken"))));
    return lines;
  }

  private static long sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }

  private static long found(Map<String, String> row) {
    return row.keySet().stream()
        .filter(name -> name.matches("I\\d"))
        .mapToLong(name -> Long.parseLong(row.get(name)))
        .sum();
  }

  /** An empty place in the table would look like a scenario that held. */
  private static String violations(Map<String, String> row) {
    String skipped = row.getOrDefault("skipped", "");
    if (!skipped.isEmpty()) {
      return "skipped: " + skipped;
    }
    String each =
        row.keySet().stream()
            .filter(name -> name.matches("I\\d") && !row.get(name).equals("0"))
            .map(name -> name + ": " + row.get(name))
            .collect(Collectors.joining(", "));
    String late =
        row.getOrDefault("late", "0").equals("0") ? "" : " (" + row.get("late") + " late, refused)";
    return (each.isEmpty() ? "0" : each) + late + brokeOff(Long.parseLong(row.get("broken")));
  }

  /** Such a repetition was not judged, so its zero says nothing. */
  private static String brokeOff(long repetitions) {
    return repetitions == 0 ? "" : " (" + repetitions + " broke off, not judged)";
  }
}
