package io.tcbridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used. Carries all its problems at once, never only the first. */
public final class ConfigurationProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigurationProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
