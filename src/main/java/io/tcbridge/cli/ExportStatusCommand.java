package io.tcbridge.cli;

import io.tcbridge.export.Export;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** How each export is: last run, next run, what is open. */
@Command(
    name = "status",
    description =
        "Says of each export when it ran last, when it runs next, and what is open, waits or was"
            + " skipped. Exit code 3: a run is open.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportStatusCommand implements Callable<Integer> {

  @ParentCommand private ExportCommand export;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Export> defined = export.exports();
    Map<String, Map<String, Object>> known =
        export.journal().rows("show-exports.sql", Map.of()).stream()
            .collect(Collectors.toMap(row -> (String) row.get("export"), Function.identity()));
    List<Map<String, Object>> rows = new ArrayList<>();
    defined.forEach(one -> rows.add(row(one, known.remove(one.name()))));
    known.values().forEach(row -> rows.add(withoutFile(row)));
    RowPrint.print(
        spec.commandLine().getOut(),
        export.json(),
        rows,
        ExportStatusCommand::table,
        "No export is defined.");
    return rows.stream().anyMatch(row -> row.get("open") instanceof Long open && open > 0)
        ? ExitCode.PERSON_NEEDED
        : ExitCode.FINE;
  }

  /**
   * @param known what the journal says; null before an instance has looked at it
   */
  private static Map<String, Object> row(Export export, Map<String, Object> known) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("export", export.name());
    row.put("cron", export.timetable().cron());
    row.put("zone", export.timetable().zone().getId());
    row.put("missed", export.missed().label());
    Instant looked = known == null ? null : (Instant) known.get("covered_until");
    row.put("next_run", looked == null ? null : export.timetable().next(looked).orElse(null));
    row.put("state", known == null ? "no instance has looked at it yet" : pause(known));
    if (known != null) {
      row.putAll(known);
    }
    return row;
  }

  private static String pause(Map<String, Object> known) {
    return known.get("paused_by") == null
        ? ""
        : "paused by " + known.get("paused_by") + " since " + Words.time(known.get("paused_at"));
  }

  private static Map<String, Object> withoutFile(Map<String, Object> known) {
    Map<String, Object> row = new LinkedHashMap<>(known);
    row.put("state", "not in this exports.yaml");
    return row;
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable(
            "EXPORT",
            "ZONE",
            "NEXT RUN",
            "LAST DONE",
            "UP TO",
            "OPEN",
            "WAITING",
            "SKIPPED",
            "STATE");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("export"),
          row.get("zone"),
          Words.time(row.get("next_run")),
          Words.time(row.get("done_at")),
          Words.time(row.get("done_to")),
          row.get("open"),
          row.get("waiting"),
          row.get("skipped"),
          row.get("state"));
    }
    return table;
  }
}
