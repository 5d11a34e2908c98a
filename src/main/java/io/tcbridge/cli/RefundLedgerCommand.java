package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Shows how far the list of all refunds was read, by creation and by end, and whether anything was
 * left out.
 */
@Command(
    name = "ledger",
    description =
        "Shows how far the list of all refunds was read, by creation and by end, and whether anything was left out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RefundLedgerCommand implements Callable<Integer> {

  @ParentCommand private RefundCommand refund;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Map<String, Object>> rows = refund.journal().rows("show-refund-ledger.sql", Map.of());
    RowPrint.print(
        spec.commandLine().getOut(),
        refund.json(),
        rows,
        RefundLedgerCommand::table,
        "The list of refunds was never read.");
    return ExitCode.FINE;
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable("BY", "SINCE", "COVERED TO", "LAST READ", "READS", "GAPS", "TROUBLE");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("kind"),
          row.get("since"),
          row.get("covered_to"),
          Durations.rough((Long) row.get("read_ago_seconds")) + " ago",
          row.get("reads"),
          row.get("gaps"),
          row.get("trouble"));
    }
    return table;
  }
}
