package io.tcbridge.cli;

import io.tcbridge.export.Export;
import io.tcbridge.export.Slot;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has all runs of some days in the past sent that were never sent. */
@Command(
    name = "backfill",
    description = {
      "Has a running instance send every run whose time was in these days and that was never made.",
      "",
      "Without --yes it only says which these are."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportBackfillCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  @ParentCommand private ExportCommand command;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Of the export.")
  private String name;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day of runs, in the zone of the export: 2026-11-01.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day.")
  private LocalDate to;

  @Option(
      names = "--gap",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = DurationOption.class,
      description = "Between two of them, so that they are no flood (default: ${DEFAULT-VALUE}).")
  private Duration gap;

  @Option(names = "--yes", description = "Do it. Without this it is a dry run.")
  private boolean yes;

  @Mixin private Who who;

  @Override
  public Integer call() {
    Export export = command.export(name, spec.commandLine());
    Instant now = (Instant) command.journal().rows("show-clock.sql", Map.of()).get(0).get("now");
    Instant begin = from.atStartOfDay(export.timetable().zone()).toInstant();
    Instant end = to.plusDays(1).atStartOfDay(export.timetable().zone()).toInstant();
    List<Slot> slots = Slot.ofPast(export, begin, end.isBefore(now) ? end : now, MOST);
    if (slots.size() == MOST) {
      throw new ParameterException(
          spec.commandLine(), "these are " + MOST + " runs or more; take fewer days at once");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!yes) {
      RowPrint.print(
          out,
          command.json(),
          slots.stream().map(ExportBackfillCommand::row).toList(),
          ExportRunCommand::table,
          "No run is planned in these days.");
      if (!command.json()) {
        out.println("Nothing was changed: this was a dry run. Add --yes to do it.");
        out.flush();
      }
      return ExitCode.FINE;
    }
    List<Map<String, Object>> rows = new ExportRuns(command, export, who.name()).open(slots, gap);
    RowPrint.print(
        out,
        command.json(),
        rows,
        ExportRunCommand::table,
        "No run is planned in these days.");
    return ExitCode.FINE;
  }

  private static Map<String, Object> row(Slot slot) {
    return Map.of(
        "planned_at",
        slot.planned(),
        "period_from",
        slot.span().from(),
        "period_to",
        slot.span().to(),
        "words",
        "would be made, if it was not before");
  }
}
