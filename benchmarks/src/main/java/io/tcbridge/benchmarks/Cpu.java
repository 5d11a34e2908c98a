package io.tcbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time and memory as the Linux kernel counts them, in {@code /proc}. */
final class Cpu {

  /** USER_HZ, the unit of {@code /proc/PID/stat}, is 100 on every Linux that a JVM runs on. */
  private static final long MILLIS_PER_TICK = 10;

  private static final Path PROC = Path.of("/proc");

  private Cpu() {}

  /** User and system time of one process, children that ended included, in milliseconds. */
  static long millis(long pid) {
    List<String> stat = stat(PROC.resolve(pid + "/stat"));
    return stat.isEmpty()
        ? 0
        : (tick(stat, 11) + tick(stat, 12) + tick(stat, 13) + tick(stat, 14)) * MILLIS_PER_TICK;
  }

  /** The same of a process and everything it has started. */
  static long millisOfTree(long pid) {
    return millis(pid)
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(child -> millis(child.pid()))
            .sum();
  }

  /** User and system time of those threads whose names match, in milliseconds. */
  static long millisOfThreads(long pid, String names) {
    Path tasks = PROC.resolve(pid + "/task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads
          .filter(thread -> name(thread).matches(names))
          .map(thread -> stat(thread.resolve("stat")))
          .filter(stat -> !stat.isEmpty())
          .mapToLong(stat -> (tick(stat, 11) + tick(stat, 12)) * MILLIS_PER_TICK)
          .sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).trim();
    } catch (IOException ended) {
      return "";
    }
  }

  /** Time that all processors of the machine were not idle, in milliseconds. */
  static long millisOfMachine() {
    try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
      String[] parts = lines.findFirst().orElseThrow().trim().split("\\s+");
      long busy = 0;
      for (int i = 1; i < parts.length && i <= 8; i++) {
        boolean idle = i == 4 || i == 5;
        busy += idle ? 0 : Long.parseLong(parts[i]);
      }
      return busy * MILLIS_PER_TICK;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Highest resident memory of a process so far, in mebibytes. */
  static long peakMemoryMiB(long pid) {
    return memoryMiB(pid, "VmHWM:");
  }

  /** Resident memory of a process now, in mebibytes. */
  static long memoryMiB(long pid) {
    return memoryMiB(pid, "VmRSS:");
  }

  private static long memoryMiB(long pid, String field) {
    try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0L);
    } catch (IOException ended) {
      return 0;
    }
  }

  private static long tick(List<String> stat, int field) {
    return Long.parseLong(stat.get(field));
  }

  /** The fields after the program's name, which may hold blanks itself. */
  private static List<String> stat(Path file) {
    try {
      String line = Files.readString(file);
      return List.of(line.substring(line.lastIndexOf(')') + 2).trim().split(" "));
    } catch (IOException ended) {
      return List.of();
    }
  }
}
