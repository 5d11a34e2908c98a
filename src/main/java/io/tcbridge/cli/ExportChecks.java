package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.export.Export;
import io.tcbridge.export.ExportsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether {@code exports.yaml} makes sense, and when its exports run next. */
final class ExportChecks {

  private static final int SHOWN_RUNS = 3;

  private final Clock clock;

  ExportChecks(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param hasMail whether the bridge has a mail server
   */
  List<CheckLine> lines(ConfigDirs dirs, boolean hasMail) {
    try {
      List<Export> exports = ExportsFile.read(dirs, hasMail);
      List<CheckLine> lines = new ArrayList<>();
      exports.forEach(export -> lines.add(line(export)));
      exports.forEach(export -> export.folder().ifPresent(path -> look(export, path, lines)));
      return lines.isEmpty()
          ? List.of(CheckLine.ok(ExportsFile.NAME, "no export is defined"))
          : lines;
    } catch (ConfigurationProblems wrong) {
      return CheckLine.all(wrong);
    }
  }

  private CheckLine line(Export export) {
    List<Instant> runs = next(export, clock.instant(), SHOWN_RUNS);
    return runs.isEmpty()
        ? CheckLine.warn(name(export), "its cron never comes again", "correct cron, or remove it")
        : CheckLine.ok(
            name(export),
            "next runs "
                + runs.stream().map(run -> local(export, run)).collect(Collectors.joining(", "))
                + " ("
                + export.timetable().zone()
                + "); the next one tells of orders made "
                + period(export, runs.get(0)));
  }

  private static String period(Export export, Instant run) {
    var span = export.span(run, Instant.EPOCH);
    return span.from().equals(Instant.EPOCH)
        ? "since the run before"
        : "from " + local(export, span.from()) + " to " + local(export, span.to());
  }

  private static void look(Export export, String folder, List<CheckLine> lines) {
    if (!Files.isDirectory(Path.of(folder)) || !Files.isWritable(Path.of(folder))) {
      lines.add(
          CheckLine.warn(
              name(export),
              "folder " + folder + " is no directory that may be written",
              "make it on each machine that runs the bridge, or correct its rights"));
    }
  }

  private static String name(Export export) {
    return "export " + export.name();
  }

  /** The next runs after a moment. */
  static List<Instant> next(Export export, Instant after, int most) {
    return export.timetable().between(after, Instant.MAX, most);
  }

  /** A moment on the clock of the export's zone, to the minute. */
  static String local(Export export, Instant moment) {
    return moment
        .atZone(export.timetable().zone())
        .toOffsetDateTime()
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }
}
