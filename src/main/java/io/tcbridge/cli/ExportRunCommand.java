package io.tcbridge.cli;

import io.tcbridge.export.Export;
import io.tcbridge.export.Slot;
import io.tcbridge.export.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has an export run now, or one of its runs again. */
@Command(
    name = "run",
    description =
        "Has a running instance send an export now, as if its time had come; or one run again,"
            + " marked as a repeat where it may have arrived before. Exit code 3: nothing is sent.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportRunCommand implements Callable<Integer> {

  private static final int TRIES = 5;

  @ParentCommand private ExportCommand command;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Of the export.")
  private String name;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run of this number in \"export list\", also one that is done.")
  private Long run;

  @Mixin private Who who;

  @Override
  public Integer call() {
    Export export = command.export(name, spec.commandLine());
    ExportRuns runs = new ExportRuns(command, export, who.name());
    List<Map<String, Object>> rows =
        run == null ? now(export, runs) : runs.again(List.of(run), true);
    RowPrint.print(
        spec.commandLine().getOut(),
        command.json(),
        rows,
        ExportRunCommand::table,
        "There is no such run of " + name + ".");
    return rows.stream().anyMatch(row -> Boolean.TRUE.equals(row.get("sent")))
        ? ExitCode.FINE
        : ExitCode.PERSON_NEEDED;
  }

  /** What is there already for this period is not sent twice, but what waits or is open goes on. */
  private List<Map<String, Object>> now(Export export, ExportRuns runs) {
    for (int i = 0; i < TRIES; i++) {
      List<Map<String, Object>> rows = tryNow(export, runs);
      if (!rows.isEmpty()) {
        return rows;
      }
    }
    throw new CommandFailure("other runs are opened at this very moment; try again");
  }

  /** Empty if another run was opened since the ledger was read. */
  private List<Map<String, Object>> tryNow(Export export, ExportRuns runs) {
    Map<String, Object> ledger =
        command.journal().rows("show-exports.sql", Map.of()).stream()
            .filter(row -> name.equals(row.get("export")))
            .findFirst()
            .orElseThrow(runs::notLookedAt);
    Instant now = (Instant) ledger.get("now");
    Instant reached = (Instant) ledger.get("reached");
    Span span = export.span(now, reached);
    if (!span.from().isBefore(span.to())) {
      throw new ParameterException(spec.commandLine(), "its period is empty now");
    }
    List<Map<String, Object>> rows = runs.open(new Slot(now, span, "person", null), reached);
    List<Long> there =
        rows.stream()
            .filter(row -> !Boolean.TRUE.equals(row.get("sent")))
            .map(row -> (Long) row.get("slot_id"))
            .toList();
    return there.isEmpty()
        ? rows
        : Stream.concat(
                rows.stream().filter(row -> Boolean.TRUE.equals(row.get("sent"))),
                runs.again(there, false).stream())
            .toList();
  }

  static TextTable table(List<Map<String, Object>> rows) {
    TextTable table = new TextTable("RUN", "FROM", "TO", "TARGET", "RESULT");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("slot_id"),
          Words.time(row.get("period_from")),
          Words.time(row.get("period_to")),
          row.get("target"),
          row.get("words"));
    }
    return table;
  }
}
