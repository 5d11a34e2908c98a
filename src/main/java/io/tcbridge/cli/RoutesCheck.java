package io.tcbridge.cli;

import io.tcbridge.Bridge;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether there are routes, and whether Camel can build them. */
final class RoutesCheck {

  private RoutesCheck() {}

  /** What Camel has against them; it builds all of them, and starts none. */
  static List<CheckLine> problems(Settings settings) {
    try {
      Bridge.tryRoutes(settings);
      return List.of();
    } catch (ConfigurationProblems wrong) {
      return CheckLine.all(wrong);
    } catch (Exception defect) {
      throw new IllegalStateException("the routes cannot be tried", defect);
    }
  }

  static CheckLine line(Path routes) {
    String todo = "set bridge.routes (BRIDGE_ROUTES) to the directory of the routes";
    if (!Files.isDirectory(routes)) {
      return CheckLine.fail("routes", "no directory " + routes, todo);
    }
    long count;
    try (Stream<Path> files = Files.walk(routes)) {
      count = files.filter(file -> file.toString().endsWith(".camel.yaml")).count();
    } catch (IOException | UncheckedIOException e) {
      return CheckLine.fail("routes", routes + " can't be read", "correct its rights");
    }
    return count == 0
        ? CheckLine.fail("routes", "no *.camel.yaml in " + routes, todo)
        : CheckLine.ok("routes", count + " route files in " + routes);
  }
}
