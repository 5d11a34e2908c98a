package io.tcbridge;

import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.PropertyBindingException;

/** Routes and {@code camel.} properties are the user's: what is wrong with them is no defect. */
final class WrongStart {

  private static final String CAMEL = "org.apache.camel.";

  private WrongStart() {}

  /** The failure as a configuration problem, if Camel has refused a property or a route. */
  static Exception asTold(Exception failure, Path routes) {
    boolean isCamels = false;
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PropertyBindingException wrong && wrong.getOptionKey() != null) {
        return problem(
            wrong.getOptionPrefix().replaceAll("\\.+$", "") + "." + wrong.getOptionKey(),
            "",
            "what Camel does not take",
            "correct its name or its value, or remove it");
      }
      isCamels |= cause.getClass().getName().startsWith(CAMEL);
      root = cause;
    }
    return isCamels
        ? problem(
            "bridge.routes",
            "BRIDGE_ROUTES",
            "%s, which Camel refuses: %s".formatted(routes, said(failure, root)),
            "compare the route with the installed one")
        : failure;
  }

  /** The outer message names the route, the inner one the reason. */
  private static String said(Throwable failure, Throwable root) {
    String what = String.valueOf(failure.getMessage());
    String why = String.valueOf(root.getMessage());
    return what.contains(why) ? what : what + ": " + why;
  }

  private static ConfigurationProblems problem(
      String property, String variable, String found, String message) {
    return new ConfigurationProblems(List.of(new Problem(property, variable, found, message)));
  }
}
