package io.tcbridge.cli;

import io.tcbridge.export.Export;
import io.tcbridge.export.Span;
import java.io.PrintWriter;
import java.time.DateTimeException;
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

/** Ends runs that nobody is to send any more. */
@Command(
    name = "close",
    description = {
      "Ends runs that are open or wait, because they were sent by hand or nobody needs them any more.",
      "",
      "Without --yes it only says which these are. Exit code 3: there is none."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportCloseCommand implements Callable<Integer> {

  @ParentCommand private ExportCommand command;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Of the export.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "RUN",
      description =
          "The number in \"export list\"; or a day, 2026-11-01: all runs whose period begins on it,"
              + " in the zone of the export.")
  private String run;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the list and the history, at most 200 characters.")
  private String reason;

  @Mixin private Consent consent;

  @Mixin private Who who;

  @Override
  public Integer call() {
    consent.check(spec);
    if (!reason.matches("[^\\p{Cc}]{1,200}") || reason.isBlank()) {
      throw wrong("--reason is a text of at most 200 characters in one line");
    }
    Export export = command.export(name, spec.commandLine());
    ExportRuns runs = new ExportRuns(command, export, who.name());
    List<Map<String, Object>> rows =
        run.matches("\\d{1,18}")
            ? runs.close(List.of(Long.valueOf(run)), null, reason, consent.isGiven())
            : runs.close(List.of(), day(export), reason, consent.isGiven());
    PrintWriter out = spec.commandLine().getOut();
    RowPrint.print(
        out,
        command.json(),
        rows,
        ExportRunCommand::table,
        "There is no such run of " + name + ".");
    if (!consent.isGiven() && !command.json()) {
      out.println("Nothing was changed: this was a dry run. Add --yes to do it.");
      out.flush();
    }
    return rows.stream().anyMatch(row -> Boolean.TRUE.equals(row.get("closed")))
        ? ExitCode.FINE
        : ExitCode.PERSON_NEEDED;
  }

  private Span day(Export export) {
    try {
      LocalDate day = LocalDate.parse(run);
      return new Span(
          day.atStartOfDay(export.timetable().zone()).toInstant(),
          day.plusDays(1).atStartOfDay(export.timetable().zone()).toInstant());
    } catch (DateTimeException noDay) {
      throw wrong("name a run by its number in \"export list\", or a day such as 2026-11-01");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
