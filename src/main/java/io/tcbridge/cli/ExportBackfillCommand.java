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
      "Without --yes it only says which these are, and what is there already."
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

  @Mixin private Consent consent;

  @Mixin private Who who;

  @Override
  public Integer call() {
    consent.check(spec);
    Export export = command.export(name, spec.commandLine());
    Instant now = (Instant) command.journal().rows("show-clock.sql", Map.of()).get(0).get("now");
    Instant begin = from.atStartOfDay(export.timetable().zone()).toInstant();
    Instant end = to.plusDays(1).atStartOfDay(export.timetable().zone()).toInstant();
    List<Slot> slots = Slot.ofPast(export, begin, end.isBefore(now) ? end : now, MOST);
    if (slots.size() == MOST) {
      throw new ParameterException(
          spec.commandLine(), "these are " + MOST + " runs or more; take fewer days at once");
    }
    ExportRuns runs = new ExportRuns(command, export, who.name());
    List<Map<String, Object>> rows = runs.fill(slots, gap, consent.isGiven());
    if (rows.isEmpty() && !slots.isEmpty()) {
      throw runs.notLookedAt();
    }
    PrintWriter out = spec.commandLine().getOut();
    RowPrint.print(
        out, command.json(), rows, ExportRunCommand::table, "No run is planned in these days.");
    if (!consent.isGiven() && !command.json()) {
      out.println("Nothing was changed: this was a dry run. Add --yes to do it.");
      out.flush();
    }
    return ExitCode.FINE;
  }
}
