package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** How the last reading ended, and what the catalogue has. */
@Command(
    name = "status",
    description =
        "Says how the last reading of the catalogue ended, when the next one is due, and how many"
            + " items are known. Exit code 1 when the last reading did not come to its end.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CatalogueStatusCommand implements Callable<Integer> {

  @ParentCommand private CatalogueCommand catalogue;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return print(catalogue, spec.commandLine().getOut());
  }

  static Map<String, Object> row(CatalogueCommand catalogue) {
    return catalogue.journal().rows("show-sync.sql", Map.of()).get(0);
  }

  /** Prints both and returns the exit code. */
  static int print(CatalogueCommand catalogue, PrintWriter out) {
    Map<String, Object> sync = row(catalogue);
    List<Map<String, Object>> kinds = catalogue.journal().rows("count-catalogue.sql", Map.of());
    PriceUnit prices = catalogue.journal().run(PriceUnit::of);
    JsonObject counts =
        sync.get("counts") == null ? new JsonObject() : new JsonObject((String) sync.get("counts"));
    if (catalogue.json()) {
      JsonArray items = new JsonArray();
      kinds.forEach(kind -> items.add(Words.json(kind)));
      out.println(
          Words.json(sync)
              .put("counts", counts)
              .put("items", items)
              .put("prices", prices.trouble().orElseGet(prices::said))
              .encodePrettily());
    } else {
      lines(sync, out);
      out.println("prices     " + prices.trouble().orElseGet(prices::said));
      if (!kinds.isEmpty()) {
        out.println();
        table(kinds, counts).lines().forEach(out::println);
      }
    }
    out.flush();
    return sync.get("trouble") == null && prices.trouble().isEmpty()
        ? ExitCode.FINE
        : ExitCode.FAILED;
  }

  private static void lines(Map<String, Object> sync, PrintWriter out) {
    if (sync.get("ended_at") == null) {
      out.println("The catalogue has not been read yet.");
    } else if (sync.get("trouble") != null) {
      out.println("trouble    " + sync.get("trouble"));
      out.println("since      " + sync.get("trouble_at"));
    }
    if (sync.get("sound_at") != null) {
      out.println(
          "last read  "
              + Durations.rough((Long) sync.get("sound_ago_seconds"))
              + " ago, by "
              + sync.get("ended_by"));
    }
    if (sync.get("claimed_by") != null) {
      out.println("reading    " + sync.get("claimed_by") + ", since " + sync.get("began_at"));
    } else {
      out.println("next       " + sync.get("due_at"));
    }
  }

  private static TextTable table(List<Map<String, Object>> kinds, JsonObject counts) {
    TextTable table =
        new TextTable("KIND", "KNOWN", "MISSED", "RETIRED", "READ LAST", "WRITTEN", "CHANGED");
    for (Map<String, Object> kind : kinds) {
      JsonObject last = counts.getJsonObject((String) kind.get("kind"), new JsonObject());
      table.add(
          kind.get("kind"),
          kind.get("live"),
          kind.get("missing"),
          kind.get("retired"),
          last.getLong("read", 0L),
          last.getLong("written", 0L),
          kind.get("changed_at"));
    }
    return table;
  }
}
