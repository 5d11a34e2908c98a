package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks Ticketscloud about promocodes. */
@Command(
    name = "promo",
    description = "Asks Ticketscloud about promocodes; reserves nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PromoCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  private PromoCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** The command with all that is below it. */
  public static CommandLine of(Map<String, String> env) {
    CommandLine line = new CommandLine(new PromoCommand(env));
    line.addSubcommand(new PromoCheckCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to ask: check.");
  }

  Settings.Ticketscloud ticketscloud() {
    return Settings.loadTicketscloud(bridge.common().dirs(), env);
  }

  boolean json() {
    return bridge.common().json();
  }
}
