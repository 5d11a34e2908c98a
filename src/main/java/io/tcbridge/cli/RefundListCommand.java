package io.tcbridge.cli;

import io.tcbridge.config.Durations;
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

/** Lists refunds that are not finished, those that need a person first. */
@Command(
    name = "list",
    description = "Lists refunds that are not finished, those that need a person first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RefundListCommand implements Callable<Integer> {

  @ParentCommand private RefundCommand refund;

  @Spec private CommandSpec spec;

  @Option(names = "--held", description = "Only those that need a person.")
  private boolean held;

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "Of a refund or an order: also what is finished.")
  private String number;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Override
  public Integer call() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("held", held);
    wanted.put("number", number);
    wanted.put("limit", limit);
    List<Map<String, Object>> rows = refund.journal().rows("list-refunds.sql", wanted);
    RowPrint.print(
        spec.commandLine().getOut(),
        refund.json(),
        rows,
        RefundListCommand::table,
        "No refund waits.");
    return ExitCode.FINE;
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable("REFUND", "ORDER", "STATUS", "DECISION", "REMOTE", "AMOUNT", "AGE", "REASON");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("refund_no"),
          row.get("order_no"),
          row.get("outcome") == null ? row.get("status") : row.get("outcome"),
          row.get("decision"),
          row.get("remote_status"),
          row.get("remote_nominal"),
          Durations.rough((Long) row.get("age_seconds")),
          row.get("reason_code") == null ? row.get("problem") : row.get("reason_code"));
    }
    return table;
  }
}
