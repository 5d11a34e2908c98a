package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.ErrorsFileProblem;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks the error dictionary. Needs neither database nor key. */
@Command(
    name = "errors",
    description = "Says what the bridge does with Ticketscloud's answers, from errors.yaml.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ErrorsCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;
  private final InputStream in;

  private ErrorsCommand(Map<String, String> env, InputStream in) {
    this.env = Map.copyOf(env);
    this.in = in;
  }

  /**
   * The command with all that is below it.
   *
   * @param in where a body is read when {@code -} is given
   */
  public static CommandLine of(Map<String, String> env, InputStream in) {
    CommandLine line = new CommandLine(new ErrorsCommand(env, in));
    line.addSubcommand(new ErrorsClassifyCommand());
    line.addSubcommand(new ErrorsListCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to ask: classify or list.");
  }

  Path file() {
    return dirs().find("errors.yaml");
  }

  /**
   * @throws ConfigurationProblems if errors.yaml is wrong
   */
  ErrorDictionary dictionary() {
    try {
      return ErrorDictionary.load(file());
    } catch (ErrorsFileProblem wrong) {
      throw wrong.asConfigurationProblems();
    }
  }

  Settings.Order rules() {
    return Settings.loadOrder(dirs(), env);
  }

  boolean json() {
    return bridge.common().json();
  }

  InputStream in() {
    return in;
  }

  private ConfigDirs dirs() {
    return bridge.common().dirs();
  }
}
