package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists orders, the newest problem first. */
@Command(
    name = "list",
    description =
        "Lists what is held or late, or what the filters choose, the newest problem first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class OrderListCommand implements Callable<Integer> {

  private static final int PAGE = 50;

  @ParentCommand private OrderCommand order;

  @Spec private CommandSpec spec;

  @Mixin private OrderFilter filter;

  @Option(names = "--summary", description = "Only count the orders of each reason code.")
  private boolean summary;

  @Override
  public Integer call() {
    Map<String, Object> wanted = filter.parameters(summary ? Long.MAX_VALUE - 1 : PAGE);
    long limit = (Long) wanted.get("limit");
    wanted.put("limit", limit + 1);
    List<Map<String, Object>> rows = order.journal().rows("list-orders.sql", wanted);
    boolean more = rows.size() > limit;
    print(more ? rows.subList(0, (int) limit) : rows, more);
    return ExitCode.FINE;
  }

  private void print(List<Map<String, Object>> rows, boolean more) {
    PrintWriter out = spec.commandLine().getOut();
    if (order.json()) {
      JsonArray all = new JsonArray();
      (summary ? counts(rows) : rows.stream().map(Words::json).toList()).forEach(all::add);
      out.println(all.encodePrettily());
    } else if (rows.isEmpty()) {
      out.println("No order matches.");
    } else {
      (summary ? summary(rows) : table(rows)).lines().forEach(out::println);
      if (more) {
        out.println();
        out.println("There are more: --limit N shows them, --summary counts them.");
      }
    }
    out.flush();
  }

  private static TextTable table(List<Map<String, Object>> rows) {
    TextTable table =
        new TextTable("ORDER", "STATUS", "STAGE", "REASON", "AGE", "NEXT", "REMOTE", "EXPIRES");
    for (Map<String, Object> row : rows) {
      table.add(
          row.get("order_no"),
          status(row),
          row.get("stage"),
          reason(row),
          Durations.rough((Long) row.get("age_seconds")),
          Words.when(row.get(row.get("due_at") == null ? "report_in_seconds" : "due_in_seconds")),
          row.get("remote_id"),
          Words.when(row.get("expires_in_seconds")));
    }
    return table;
  }

  private static String status(Map<String, Object> row) {
    String told = (Integer) row.get("report_attempts") > 1 ? ", not told" : "";
    return Words.text(row, row.get("outcome") == null ? "status" : "outcome") + told;
  }

  private static String reason(Map<String, Object> row) {
    return row.get("cause") == null
        ? Words.text(row, "reason_code")
        : Words.text(row, "reason_code") + " (" + Words.text(row, "cause") + ")";
  }

  private static TextTable summary(List<Map<String, Object>> rows) {
    TextTable table = new TextTable("REASON", "STATUS", "ORDERS", "OLDEST");
    for (JsonObject count : counts(rows)) {
      table.add(
          count.getString("reason"),
          count.getString("status"),
          count.getInteger("orders"),
          Durations.rough(count.getLong("oldest_seconds")));
    }
    return table;
  }

  /** The most frequent first. */
  private static List<JsonObject> counts(List<Map<String, Object>> rows) {
    Function<Map<String, Object>, List<String>> kind = row -> List.of(reason(row), status(row));
    List<JsonObject> counts = new ArrayList<>();
    rows.stream()
        .collect(Collectors.groupingBy(kind))
        .forEach(
            (same, those) ->
                counts.add(
                    new JsonObject()
                        .put("reason", same.get(0))
                        .put("status", same.get(1))
                        .put("orders", those.size())
                        .put("oldest_seconds", oldest(those))));
    counts.sort(
        Comparator.comparing((JsonObject count) -> -count.getInteger("orders"))
            .thenComparing(count -> count.getString("reason"))
            .thenComparing(count -> count.getString("status")));
    return counts;
  }

  private static long oldest(List<Map<String, Object>> rows) {
    return rows.stream().mapToLong(row -> (Long) row.get("age_seconds")).max().orElse(0);
  }
}
