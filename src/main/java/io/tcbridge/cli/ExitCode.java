package io.tcbridge.cli;

/** What a command's exit code means. */
final class ExitCode {

  static final int FINE = 0;
  static final int FAILED = 1;

  /** Wrong usage or wrong configuration. */
  static final int CONFIGURATION = 2;

  /** The command found something that a person has to decide. */
  static final int PERSON_NEEDED = 3;

  private ExitCode() {}
}
