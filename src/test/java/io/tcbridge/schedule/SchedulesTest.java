package io.tcbridge.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static final Pattern TIMER = Pattern.compile("uri: (scheduler|quartz):([a-z-]+)\\n");

  @Test
  void each_route_that_begins_with_a_timer_is_a_schedule() throws IOException {
    TreeSet<String> routes = new TreeSet<>();
    for (Path route : routes()) {
      TIMER.matcher(Files.readString(route)).results().forEach(found -> routes.add(found.group(2)));
    }
    // A heartbeat is no work
    routes.remove("instance-beat");

    try (Bundle bundle = Bundle.create().withRefunds().withCatalogue()) {
      assertThat(Schedules.of(bundle.settings(), List.of()))
          .extracting(Schedule::name)
          .containsExactlyInAnyOrderElementsOf(routes);
    }
  }

  private static List<Path> routes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
    }
  }
}
