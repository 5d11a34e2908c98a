package io.tcbridge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the collector of a JVM has written: {@code [12.345s] GC(7) Pause Young … 80M->20M(120M) 3.2ms}. */
final class GcLog {

  private static final Pattern PAUSE =
      Pattern.compile("\\[([\\d.]+)s].*Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\) ([\\d.]+)ms");

  /**
   * One collection.
   *
   * @param at seconds since the start of the JVM
   */
  record Pause(double at, long before, long after, double millis) {}

  private final Path file;

  GcLog(Path file) {
    this.file = file;
  }

  /** The option that makes a JVM write this log. */
  String javaOption() {
    return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
  }

  List<Pause> pauses() {
    try {
      List<Pause> pauses = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Matcher matcher = PAUSE.matcher(line);
        if (matcher.find()) {
          pauses.add(
              new Pause(
                  Double.parseDouble(matcher.group(1)),
                  Long.parseLong(matcher.group(2)),
                  Long.parseLong(matcher.group(3)),
                  Double.parseDouble(matcher.group(5))));
        }
      }
      return pauses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long peakBefore(List<Pause> pauses) {
    return pauses.stream().mapToLong(Pause::before).max().orElse(0);
  }

  static long peakAfter(List<Pause> pauses) {
    return pauses.stream().mapToLong(Pause::after).max().orElse(0);
  }

  static double millis(List<Pause> pauses) {
    return pauses.stream().mapToDouble(Pause::millis).sum();
  }
}
