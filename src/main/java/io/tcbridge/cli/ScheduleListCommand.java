package io.tcbridge.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists what runs on schedule. */
@Command(
    name = "list",
    description =
        "Lists everything that runs on schedule: last run, duration, result, next run, what was"
            + " missed, who has paused it. Exit code 3: one fails or is overdue.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScheduleListCommand implements Callable<Integer> {

  @ParentCommand private ScheduleCommand schedule;

  @Spec private CommandSpec spec;

  @Option(names = "--paused", description = "Only those that a person has paused.")
  private boolean paused;

  @Override
  public Integer call() {
    List<ScheduleRow> all =
        schedule.schedules().stream().filter(row -> !paused || row.isPaused()).toList();
    RowPrint.print(
        spec.commandLine().getOut(),
        schedule.json(),
        all.stream().map(ScheduleRow::shown).toList(),
        rows -> table(all),
        paused ? "Nothing is paused." : "No instance has run yet.");
    return all.stream().anyMatch(ScheduleRow::needsPerson) ? ExitCode.PERSON_NEEDED : ExitCode.FINE;
  }

  private static TextTable table(List<ScheduleRow> rows) {
    TextTable table =
        new TextTable(
            "SCHEDULE", "EVERY", "ZONE", "LAST", "TOOK", "RESULT", "NEXT", "MISSED", "STATE");
    rows.forEach(row -> row.addTo(table));
    return table;
  }
}
