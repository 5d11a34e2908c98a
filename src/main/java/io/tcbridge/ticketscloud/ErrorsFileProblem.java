package io.tcbridge.ticketscloud;

import java.nio.file.Path;
import java.util.List;

/** The error dictionary cannot be used. The message names file, line, entry, field and remedy. */
public final class ErrorsFileProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ErrorsFileProblem(Path file, List<String> problems) {
    super(file + ": " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, one plain sentence each, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
