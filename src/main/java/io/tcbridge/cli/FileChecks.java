package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.ErpSql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether every file that the bridge reads is there. */
final class FileChecks {

  private final ConfigDirs dirs;

  FileChecks(ConfigDirs dirs) {
    this.dirs = dirs;
  }

  List<CheckLine> lines() {
    List<String> names = new ArrayList<>();
    names.add("errors.yaml");
    names.add("logback.xml");
    ErpSql.FILES.forEach(name -> names.add(ErpSql.path(name)));
    List<CheckLine> missing = new ArrayList<>();
    for (String name : names) {
      look(name, missing);
    }
    return missing.isEmpty()
        ? List.of(CheckLine.ok("files", names.size() + " files are there and may be read"))
        : missing;
  }

  private void look(String name, List<CheckLine> missing) {
    try {
      Path file = dirs.find(name);
      if (!Files.isReadable(file)) {
        missing.add(
            CheckLine.fail("file " + name, file + " may not be read", "correct its rights"));
      }
    } catch (ConfigurationProblems wrong) {
      wrong
          .problems()
          .forEach(
              problem ->
                  missing.add(CheckLine.fail("file " + name, problem.found(), problem.message())));
    }
  }
}
