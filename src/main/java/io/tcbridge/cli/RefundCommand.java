package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.util.Map;
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

  JournalAccess journal() {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env));
  }

  boolean json() {
    return bridge.common().json();
  }
}
