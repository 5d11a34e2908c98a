package io.tcbridge.benchmarks;

import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "run.sh",
    description = "Measures the distribution on this machine, each part in its own process.",
    subcommands = {
      CompareCommand.class,
      ThroughputCommand.class,
      BacklogCommand.class,
      KillCommand.class,
      StopCommand.class,
      CatalogueCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          boolean expected = failure instanceof IllegalStateException;
          if (expected || failure instanceof TimeoutException) {
            command.getErr().println("run.sh: " + failure.getMessage());
          } else {
            failure.printStackTrace(command.getErr());
          }
          return 1;
        });
    System.exit(line.execute(args));
  }
}
