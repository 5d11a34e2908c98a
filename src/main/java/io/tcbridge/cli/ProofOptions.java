package io.tcbridge.cli;

import io.tcbridge.prove.LogFile;
import io.tcbridge.prove.TextSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What prove and verify-history have in common. */
final class ProofOptions {

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Search this log for the API key and for names, e-mails and phones of the ERP's buyers;"
              + " may be repeated. A .gz file, or an address of metrics, is read too.")
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--intake-within",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationOption.class,
      description =
          "An order that is NEW for longer must be in the journal (default: ${DEFAULT-VALUE}).")
  private Duration intakeWithin;

  @Option(
      names = "--overdue-after",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationOption.class,
      description =
          "An order, or a report, may be so late before it counts as stuck"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration overdueAfter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Findings that are shown as text; --json shows all (default: ${DEFAULT-VALUE}).")
  private int limit;

  List<TextSource> logs() {
    return logs.stream().<TextSource>map(LogFile::new).toList();
  }

  boolean hasLogs() {
    return !logs.isEmpty();
  }

  Duration intakeWithin() {
    return intakeWithin;
  }

  Duration overdueAfter() {
    return overdueAfter;
  }

  int limit() {
    return limit;
  }
}
