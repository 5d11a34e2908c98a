package io.tcbridge.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of commands that change nothing before they are told to. */
final class Consent {

  @Option(names = "--yes", description = "Do it. Without this it is a dry run.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would be done; this is the default.")
  private boolean dryRun;

  void check(CommandSpec spec) {
    if (yes && dryRun) {
      throw new ParameterException(spec.commandLine(), "--yes and --dry-run exclude each other");
    }
  }

  /** Whether it is to be done. */
  boolean isGiven() {
    return yes;
  }
}
