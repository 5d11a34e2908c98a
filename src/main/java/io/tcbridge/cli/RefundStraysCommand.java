package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists refunds of orders that this journal never made; they are not brought into the ERP. */
@Command(
    name = "strays",
    description =
        "Lists refunds of orders that this journal never made; they are not brought into the ERP.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RefundStraysCommand implements Callable<Integer> {

  @ParentCommand private RefundCommand refund;

  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Override
  public Integer call() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("limit", limit);
    List<Map<String, Object>> rows = refund.journal().rows("list-refund-strays.sql", wanted);
    RowPrint.print(
        spec.commandLine().getOut(),
        refund.json(),
        rows,
        RefundStraysCommand::table,
        "Every refund that was seen is of an order of this journal.");
    return ExitCode.FINE;
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table = new TextTable("REMOTE", "ORDER", "EVENT", "STATUS", "AMOUNT", "SEEN");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("remote_id"),
          row.get("remote_order"),
          row.get("event_id"),
          row.get("status"),
          row.get("nominal"),
          Durations.rough((Long) row.get("seen_ago_seconds")) + " ago");
    }
    return table;
  }
}
