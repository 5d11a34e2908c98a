package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at orders and acts on what is held or late, through the journal alone. */
@Command(
    name = "order",
    description = {
      "Looks at orders and acts on what is held or late.",
      "",
      "It needs the journal only. Nothing is sent to Ticketscloud and nothing is written into the"
          + " ERP from here: the running instances do that, after a read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class OrderCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;
  private final InputStream in;

  private OrderCommand(Map<String, String> env, InputStream in) {
    this.env = Map.copyOf(env);
    this.in = in;
  }

  /**
   * The command with all that is below it.
   *
   * @param in where order numbers are read when {@code -} is given
   */
  public static CommandLine of(Map<String, String> env, InputStream in) {
    CommandLine line = new CommandLine(new OrderCommand(env, in));
    line.addSubcommand(new OrderListCommand());
    line.addSubcommand(new OrderShowCommand());
    line.addSubcommand(new OrderStraysCommand());
    for (OrderAction action : OrderAction.values()) {
      CommandLine below = new CommandLine(new OrderActionCommand(action));
      below.getCommandSpec().usageMessage().description(action.description());
      line.addSubcommand(action.label(), below);
    }
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do with orders.");
  }

  JournalAccess journal() {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env));
  }

  Settings.Order rules() {
    return Settings.loadOrder(bridge.common().dirs(), env);
  }

  boolean json() {
    return bridge.common().json();
  }

  InputStream in() {
    return in;
  }
}
