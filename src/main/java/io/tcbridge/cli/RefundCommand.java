package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at refunds, through the journal alone. */
@Command(
    name = "refund",
    description = "Looks at refunds, and at how far the list of all refunds was read.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RefundCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  private RefundCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** The command with all that is below it. */
  public static CommandLine of(Map<String, String> env) {
    CommandLine line = new CommandLine(new RefundCommand(env));
    line.addSubcommand(new RefundListCommand());
    line.addSubcommand(new RefundStraysCommand());
    line.addSubcommand(new RefundLedgerCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to look at.");
  }

  /** The rows of one statement of {@code sql/ops}. */
  List<Map<String, Object>> rows(String file, Map<String, Object> parameters) {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env))
        .run(connection -> JournalStatement.of(file).rows(connection, parameters));
  }

  /** Prints rows as JSON, as a table, or what there is to say when there are none. */
  void print(
      PrintWriter out,
      List<Map<String, Object>> rows,
      Function<List<Map<String, Object>>, TextTable> table,
      String none) {
    RowPrint.print(out, bridge.common().json(), rows, table, none);
  }
}
