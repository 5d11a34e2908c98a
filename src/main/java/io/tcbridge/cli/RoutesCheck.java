package io.tcbridge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether there are routes to run. */
final class RoutesCheck {

  private RoutesCheck() {}

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
