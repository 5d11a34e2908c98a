package io.tcbridge.cli;

import io.tcbridge.ticketscloud.DictionaryLine;
import io.tcbridge.ticketscloud.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The dictionary as a table. */
@Command(
    name = "list",
    description = "Prints the dictionary, in the order in which it is searched.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ErrorsListCommand implements Callable<Integer> {

  @ParentCommand private ErrorsCommand errors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<DictionaryLine> all = errors.dictionary().lines();
    PrintWriter out = spec.commandLine().getOut();
    if (errors.json()) {
      JsonArray entries = new JsonArray();
      all.forEach(entry -> entries.add(json(entry)));
      out.println(entries.encodePrettily());
    } else {
      TextTable table =
          new TextTable(
              "LINE", "GROUP", "NO", "STATUS", "CONSEQUENCE", "REASON", "OPERATIONS", "TEXT");
      all.forEach(
          entry ->
              table.add(
                  entry.line(),
                  entry.group(),
                  entry.number(),
                  entry.status().isEmpty() ? "any" : entry.status(),
                  entry.consequence().label(),
                  entry.reason(),
                  operations(entry.operations()),
                  entry.match()));
      table.lines().forEach(out::println);
      out.println();
      out.println(errors.file());
    }
    out.flush();
    return ExitCode.FINE;
  }

  static String operations(Set<Operation> operations) {
    return operations.equals(EnumSet.allOf(Operation.class)) ? "all" : names(operations);
  }

  static String names(Set<Operation> operations) {
    return operations.stream().sorted().map(Operation::label).collect(Collectors.joining(", "));
  }

  static JsonObject json(DictionaryLine entry) {
    JsonArray operations = new JsonArray();
    entry.operations().stream().sorted().map(Operation::label).forEach(operations::add);
    return new JsonObject()
        .put("group", entry.group())
        .put("line", entry.line())
        .put("no", entry.number())
        .put("match", entry.match())
        .put("is_text", entry.isText())
        .put("status", entry.status())
        .put("operations", operations)
        .put("consequence", entry.consequence().label())
        .put("reason", entry.reason())
        .put("repeat_now", entry.repeatNow())
        .put("hint", entry.hint());
  }
}
