package io.tcbridge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The directories that a configuration is read from.
 *
 * @param dirs from the weakest to the strongest: a file in a later one replaces the same file of an
 *     earlier one; properties are merged key by key
 */
public record ConfigDirs(List<Path> dirs) {

  public ConfigDirs {
    dirs = List.copyOf(dirs);
    if (dirs.isEmpty()) {
      throw new IllegalArgumentException("at least one configuration directory is needed");
    }
  }

  /** The installed directory as the base, below the directories given on the command line. */
  public static ConfigDirs over(Installation installation, List<Path> given) {
    List<Path> all = new ArrayList<>();
    all.add(installation.config());
    given.forEach(dir -> all.add(dir.toAbsolutePath().normalize()));
    return new ConfigDirs(all);
  }

  /**
   * The file that counts, e.g. {@code errors.yaml} or {@code erp/select-new-orders.sql}.
   *
   * @throws ConfigurationProblems if no directory has it; names all places that were looked at
   */
  public Path find(String relative) {
    for (int i = dirs.size() - 1; i >= 0; i--) {
      Path file = dirs.get(i).resolve(relative);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    String places =
        dirs.stream()
            .map(dir -> dir.resolve(relative).toString())
            .collect(Collectors.joining(", "));
    throw new ConfigurationProblems(
        List.of(
            new Problem(
                relative,
                "",
                "no such file; looked for " + places,
                "put the file into one of these directories, or name its directory by --config")));
  }
}
