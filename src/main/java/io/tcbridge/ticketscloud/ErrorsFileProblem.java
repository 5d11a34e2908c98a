package io.tcbridge.ticketscloud;

import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import java.nio.file.Path;
import java.util.List;

/** The error dictionary cannot be used. The message names file, line, entry, field and remedy. */
public final class ErrorsFileProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final transient List<String> problems;

  ErrorsFileProblem(Path file, List<String> problems) {
    super(file + ": " + String.join("; ", problems));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, one plain sentence each, in the order of the file. */
  public List<String> problems() {
    return problems;
  }

  /** The same as problems of the configuration, as every command tells them. */
  public ConfigurationProblems asConfigurationProblems() {
    return new ConfigurationProblems(problems.stream().map(this::asProblem).toList());
  }

  /** Each sentence ends with its remedy, behind a semicolon. */
  private Problem asProblem(String sentence) {
    int remedy = sentence.lastIndexOf("; ");
    return new Problem(
        file.getFileName().toString(),
        "",
        file + ", " + sentence.substring(0, remedy),
        sentence.substring(remedy + 2));
  }
}
