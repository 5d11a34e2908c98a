package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at the mirrored catalogue and asks for a reading of it, through the journal alone. */
@Command(
    name = "catalogue",
    description = {
      "Says how the mirrored catalogue is, and has it read.",
      "",
      "It needs the journal only: the running instances do the reading."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class CatalogueCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  private CatalogueCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** The command with all that is below it. */
  public static CommandLine of(Map<String, String> env) {
    CommandLine line = new CommandLine(new CatalogueCommand(env));
    line.addSubcommand(new CatalogueSyncCommand());
    line.addSubcommand(new CatalogueStatusCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: sync or status.");
  }

  JournalAccess journal() {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env));
  }

  boolean json() {
    return bridge.common().json();
  }
}
