package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name, besides help and version. */
public final class CommonOptions {

  private final Set<Path> config = new LinkedHashSet<>();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Write the result as JSON, for programs.")
  private boolean json;

  /** Called for the options before the command's name, and again for those after it. */
  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "A directory with changed configuration files; may be repeated, the last one wins."
              + " The installed config/ is always the base.")
  void addConfig(List<Path> dirs) {
    config.addAll(dirs);
  }

  public ConfigDirs dirs() {
    return ConfigDirs.over(Installation.current(), List.copyOf(config));
  }

  public boolean json() {
    return json;
  }
}
