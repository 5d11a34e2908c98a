package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every command has. */
@SuppressWarnings("UnusedVariable") // the library writes --help and --version into their fields
public final class CommonOptions {

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "A directory with changed configuration files; may be repeated, the last one wins."
              + " The installed config/ is always the base.")
  private final List<Path> config = new ArrayList<>();

  @Option(names = "--json", description = "Write the result as JSON, for programs.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  public ConfigDirs dirs() {
    return ConfigDirs.over(Installation.current(), config);
  }

  public boolean json() {
    return json;
  }
}
