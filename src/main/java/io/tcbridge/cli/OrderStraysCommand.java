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

/** Lists remote orders that are not this journal's. */
@Command(
    name = "strays",
    description =
        "Lists remote orders that this journal did not make: what the last sweep saw holding"
            + " tickets, and what restore mode has found. They are never touched.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class OrderStraysCommand implements Callable<Integer> {

  @ParentCommand private OrderCommand order;

  @Spec private CommandSpec spec;

  @Option(names = "--marked", description = "Only those that carry an order number.")
  private boolean marked;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Override
  public Integer call() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("marked", marked);
    wanted.put("limit", limit);
    List<Map<String, Object>> rows = order.journal().rows("list-strays.sql", wanted);
    RowPrint.print(
        spec.commandLine().getOut(),
        order.json(),
        rows,
        OrderStraysCommand::table,
        "Every remote order that was seen is this journal's.");
    return ExitCode.FINE;
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable("REMOTE", "NUMBER", "ORDER HERE", "TICKETS", "EVENT", "FOUND BY", "SEEN");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("remote_id"),
          row.get("mark"),
          row.get("order_outcome") == null ? row.get("order_status") : row.get("order_outcome"),
          row.get("tickets"),
          row.get("event_id"),
          row.get("found_by"),
          Durations.rough((Long) row.get("seen_ago_seconds")) + " ago");
    }
    return table;
  }
}
