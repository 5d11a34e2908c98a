package io.tcbridge.cli;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.ErpSql;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.ErrorsFileProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether every file that the bridge reads is there, and the error dictionary makes sense. */
final class FileChecks {

  private final ConfigDirs dirs;

  FileChecks(ConfigDirs dirs) {
    this.dirs = dirs;
  }

  List<CheckLine> lines() {
    List<String> names = new ArrayList<>();
    names.add("logback.xml");
    ErpSql.ALL_OF_RUN.forEach(name -> names.add(ErpSql.path(name)));
    List<CheckLine> lines = new ArrayList<>();
    for (String name : names) {
      look(name, lines);
    }
    if (lines.isEmpty()) {
      lines.add(CheckLine.ok("files", names.size() + " files are there and may be read"));
    }
    lines.addAll(errors());
    return lines;
  }

  /** What {@code run} would say about the dictionary of remote messages. */
  private List<CheckLine> errors() {
    try {
      ErrorDictionary.load(dirs.find("errors.yaml"));
      return List.of(CheckLine.ok("errors.yaml", "every entry is complete"));
    } catch (ErrorsFileProblem wrong) {
      return CheckLine.all(wrong.asConfigurationProblems());
    } catch (ConfigurationProblems missing) {
      return CheckLine.all(missing);
    }
  }

  private void look(String name, List<CheckLine> missing) {
    try {
      Path file = dirs.find(name);
      if (!Files.isReadable(file)) {
        missing.add(
            CheckLine.fail("file " + name, file + " may not be read", "correct its rights"));
      }
    } catch (ConfigurationProblems wrong) {
      missing.addAll(CheckLine.all(wrong));
    }
  }
}
