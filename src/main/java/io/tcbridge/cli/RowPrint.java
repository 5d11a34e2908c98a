package io.tcbridge.cli;

import io.vertx.core.json.JsonArray;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How commands show rows of the journal. */
final class RowPrint {

  private RowPrint() {}

  /** As JSON, as a table, or what there is to say when there are none. */
  static void print(
      PrintWriter out,
      boolean json,
      List<Map<String, Object>> rows,
      Function<List<Map<String, Object>>, TextTable> table,
      String none) {
    if (json) {
      JsonArray all = new JsonArray();
      rows.forEach(row -> all.add(Words.json(row)));
      out.println(all.encodePrettily());
    } else if (rows.isEmpty()) {
      out.println(none);
    } else {
      table.apply(rows).lines().forEach(out::println);
    }
    out.flush();
  }
}
