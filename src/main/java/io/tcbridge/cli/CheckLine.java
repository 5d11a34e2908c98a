package io.tcbridge.cli;

import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * The answer of one check.
 *
 * @param what what was looked at
 * @param detail what was found
 * @param todo what to do about it; empty if nothing
 */
record CheckLine(State state, String what, String detail, String todo) {

  /** How a check ended. WARN does not keep the bridge from running. */
  enum State {
    OK,
    WARN,
    FAIL
  }

  static CheckLine ok(String what, String detail) {
    return new CheckLine(State.OK, what, detail, "");
  }

  static CheckLine warn(String what, String detail, String todo) {
    return new CheckLine(State.WARN, what, detail, todo);
  }

  static CheckLine fail(String what, String detail, String todo) {
    return new CheckLine(State.FAIL, what, detail, todo);
  }

  static List<CheckLine> all(ConfigurationProblems wrong) {
    return wrong.problems().stream().map(CheckLine::of).toList();
  }

  private static CheckLine of(Problem problem) {
    String variable = problem.variable().isEmpty() ? "" : " (" + problem.variable() + ")";
    return fail(problem.property() + variable, "found " + problem.found(), problem.message());
  }

  /** The same for something that {@code run} does without. */
  CheckLine asWarning() {
    return state == State.FAIL ? warn(what, detail, todo) : this;
  }

  boolean failed() {
    return state == State.FAIL;
  }

  String text() {
    String shown = state == State.OK ? "ok" : state.name();
    String end = todo.isEmpty() ? "" : " — " + todo;
    return String.format(Locale.ROOT, "%-4s  %s — %s%s", shown, what, detail, end);
  }

  JsonObject json() {
    return new JsonObject()
        .put("state", state.name().toLowerCase(Locale.ROOT))
        .put("what", what)
        .put("detail", detail)
        .put("todo", todo);
  }
}
