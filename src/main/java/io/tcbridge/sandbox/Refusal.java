package io.tcbridge.sandbox;

import java.util.List;

/** An operation the API refuses, with the texts it answers. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> errors;

  Refusal(String... errors) {
    this(400, List.of(errors));
  }

  Refusal(int status, List<String> errors) {
    super(String.join("; ", errors), null, false, false);
    this.status = status;
    this.errors = errors;
  }

  Answer answer() {
    return Answer.errors(status, errors);
  }
}
