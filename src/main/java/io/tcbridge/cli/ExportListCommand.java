package io.tcbridge.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists runs of exports, those that need a person first. */
@Command(
    name = "list",
    description =
        "Lists runs of exports: those that are open and need a person, those on their way, then the"
            + " newest. Exit code 3: one is open.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportListCommand implements Callable<Integer> {

  @ParentCommand private ExportCommand export;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Of one export only.")
  private String name;

  @Option(names = "--open", description = "Only those that need a person.")
  private boolean open;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Override
  public Integer call() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", name);
    wanted.put("open", open);
    wanted.put("limit", limit);
    List<Map<String, Object>> rows = export.journal().rows("list-exports.sql", wanted);
    RowPrint.print(
        spec.commandLine().getOut(),
        export.json(),
        rows,
        ExportListCommand::table,
        "There is no run.");
    return rows.stream().anyMatch(row -> "open".equals(row.get("status")))
        ? ExitCode.PERSON_NEEDED
        : ExitCode.FINE;
  }

  private static String repeat(Map<String, Object> row) {
    if (Boolean.TRUE.equals(row.get("repeated"))) {
      return "yes";
    }
    return Boolean.TRUE.equals(row.get("restored")) ? "perhaps" : "";
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable(
            "RUN", "EXPORT", "FROM", "TO", "TARGET", "STATUS", "NEXT", "REPEAT", "ROWS", "SHA-256",
            "REASON");
    for (Map<String, Object> row : rows) {
      String checksum = Words.text(row, "checksum");
      table.add(
          row.get("slot_id"),
          row.get("export"),
          Words.time(row.get("period_from")),
          Words.time(row.get("period_to")),
          row.get("target"),
          row.get("status"),
          Words.when(row.get("due_in_seconds")),
          repeat(row),
          row.get("tickets"),
          checksum.isEmpty() ? "" : checksum.substring(0, 12),
          row.get("reason_code") == null ? row.get("reason") : row.get("reason_code"));
    }
    return table;
  }
}
