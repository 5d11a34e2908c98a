package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import io.tcbridge.export.Export;
import io.tcbridge.export.ExportsFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at scheduled exports and has some of them run, through the journal alone. */
@Command(
    name = "export",
    description = {
      "Looks at scheduled exports of orders, and has them run.",
      "",
      "It needs exports.yaml and the journal only: the running instances do the sending."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ExportCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  private ExportCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** The command with all that is below it. */
  public static CommandLine of(Map<String, String> env) {
    CommandLine line = new CommandLine(new ExportCommand(env));
    line.addSubcommand(new ExportListCommand());
    line.addSubcommand(new ExportStatusCommand());
    line.addSubcommand(new ExportRunCommand());
    line.addSubcommand(new ExportBackfillCommand());
    line.addSubcommand(new ExportCloseCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do: list, status, run, backfill or close.");
  }

  /** What {@code exports.yaml} defines; whether there is a mail server is for check to say. */
  List<Export> exports() {
    return ExportsFile.read(bridge.common().dirs(), true);
  }

  Export export(String name, CommandLine asking) {
    List<Export> all = exports();
    return all.stream()
        .filter(export -> export.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    asking,
                    "no export is called "
                        + name
                        + "; there is "
                        + (all.isEmpty()
                            ? "none in exports.yaml"
                            : all.stream().map(Export::name).collect(Collectors.joining(", ")))));
  }

  JournalAccess journal() {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env));
  }

  boolean json() {
    return bridge.common().json();
  }
}
