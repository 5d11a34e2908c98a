package io.tcbridge.cli;

import io.tcbridge.Bridge;
import io.tcbridge.BridgeStarter;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import io.tcbridge.sandbox.SandboxCommand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code bin/bridge COMMAND}. */
@Command(
    name = "bridge",
    description = "Carries orders from an ERP database to Ticketscloud and the results back.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 fine, 1 failed, 2 wrong usage or configuration, 3 a person is needed."
    })
public final class Main implements Runnable {

  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(everything(System.getenv(), System.in, Bridge::start).execute(args));
  }

  /** The root command with all commands. */
  public static CommandLine everything(
      Map<String, String> env, InputStream in, BridgeStarter starter) {
    return commandLine(
        new RunCommand(env, starter),
        new CheckCommand(env),
        OrderCommand.of(env, in),
        RefundCommand.of(env),
        ExportCommand.of(env),
        ErrorsCommand.of(env, in),
        CatalogueCommand.of(env),
        ScheduleCommand.of(env),
        PromoCommand.of(env),
        new ProveCommand(env),
        new VerifyHistoryCommand(env),
        new InitErpCommand(env),
        new SandboxCommand(),
        new DemoCommand(env, starter));
  }

  /** The root command with these commands below it. */
  public static CommandLine commandLine(Object... commands) {
    CommandLine root = new CommandLine(new Main());
    for (Object command : commands) {
      root.addSubcommand(command);
    }
    root.setParameterExceptionHandler(Main::explainUsage);
    root.setExecutionExceptionHandler(Main::explainFailure);
    return root;
  }

  /** What was given on the command line, for the commands. */
  CommonOptions common() {
    return common;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  private static int explainUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bridge: " + problem.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
      command.usage(err);
    }
    err.flush();
    return ExitCode.CONFIGURATION;
  }

  private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigurationProblems wrong) {
      explainConfiguration(wrong, command, parsed);
      return ExitCode.CONFIGURATION;
    }
    if (failure instanceof CommandFailure) {
      err.println("bridge: " + failure.getMessage());
    } else {
      err.println("bridge: an unforeseen failure; please report it with these lines");
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCode.FAILED;
  }

  private static void explainConfiguration(
      ConfigurationProblems wrong, CommandLine command, ParseResult parsed) {
    if (isJson(parsed)) {
      JsonArray problems = new JsonArray();
      wrong.problems().forEach(problem -> problems.add(json(problem)));
      command.getOut().println(problems.encodePrettily());
      command.getOut().flush();
      return;
    }
    PrintWriter err = command.getErr();
    int count = wrong.problems().size();
    err.println(
        "bridge: the configuration can't be used"
            + (count == 1 ? ":" : ", for " + count + " reasons:"));
    for (Problem problem : wrong.problems()) {
      err.println();
      err.println("  " + problem.property() + inBrackets(problem.variable()));
      err.println("    found:  " + problem.found());
      err.println("    do:     " + problem.message());
    }
    err.flush();
  }

  private static boolean isJson(ParseResult parsed) {
    return parsed.commandSpec().root().userObject() instanceof Main main && main.common.json();
  }

  private static JsonObject json(Problem problem) {
    return new JsonObject()
        .put("property", problem.property())
        .put("variable", problem.variable())
        .put("found", problem.found())
        .put("message", problem.message());
  }

  private static String inBrackets(String variable) {
    return variable.isEmpty() ? "" : " (" + variable + ")";
  }
}
