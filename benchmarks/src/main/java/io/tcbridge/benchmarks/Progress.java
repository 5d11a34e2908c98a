package io.tcbridge.benchmarks;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What goes on, for whoever waits; the tables go to standard output. */
final class Progress {

  private Progress() {}

  static void say(String line) {
    System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
  }
}
