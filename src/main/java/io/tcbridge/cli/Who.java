package io.tcbridge.cli;

import picocli.CommandLine.Option;

/** The option of commands that change something: who does it. */
final class Who {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who does this, for the history. Default: the user of the operating system.")
  private String by = System.getProperty("user.name", "somebody");

  String name() {
    return by;
  }
}
