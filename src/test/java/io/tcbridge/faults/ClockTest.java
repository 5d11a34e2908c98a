package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clocks that jump: of one of two instances, by the library libfaketime, which leaves the monotonic
 * clock alone as a step of NTP does; and of Ticketscloud.
 */
@Tag("campaign")
final class ClockTest {

  private static final int ORDERS = 300;

  @Test
  void the_clock_of_one_instance_jumps_by_hours() throws Exception {
    Path library = library();
    Scenario.of("clock of one of two instances jumps by hours", "R21")
        .needs(library != null, "needs the package libfaketime")
        .run(scene -> jump(scene, library));
  }

  @Test
  void the_clock_of_ticketscloud_jumps_by_minutes() throws Exception {
    Scenario.of("clock of Ticketscloud jumps forward", "R19", "R21")
        .run(
            scene -> {
              Bundle bundle = scene.bundle().with("ORDER_MAX_REMOTE_ORDERS", "20");
              scene.start("one");
              scene.start("two");
              bundle.sandbox().set("latency_ms", "30");
              scene.orders("clock", ORDERS);
              for (int i = 1; i <= 10; i++) {
                int step = i * 20;
                scene.await(() -> bundle.erp().count("DONE") >= step);
                bundle.sandbox().advance(Duration.ofSeconds(60 + scene.random().nextInt(1_200)));
              }
              scene.await(() -> bundle.erp().count("DONE") == ORDERS);
            });
  }

  private static void jump(Scene scene, Path library) throws Exception {
    Bundle bundle = scene.bundle();
    Path time = Files.createTempFile(Path.of("target"), "clock", ".txt").toAbsolutePath();
    set(time, 0);
    BridgeProcess jumping =
        bundle.startProcess(
            "jumping",
            List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + time,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1"));
    scene.await(Duration.ofSeconds(90), jumping::isReady);
    scene.start("steady");
    bundle.sandbox().set("latency_ms", "30");
    scene.orders("clock", ORDERS);
    for (int i = 1; i <= 10; i++) {
      int step = i * 20;
      scene.await(() -> bundle.erp().count("DONE") >= step);
      set(time, scene.random().nextInt(14_400) - 7_200);
    }
    scene.await(() -> bundle.erp().count("DONE") == ORDERS);
    set(time, 86_400);
    scene.await(() -> isTomorrow(jumping));
    assertThat(
            bundle
                .journal()
                .queryForList(
                    "select distinct instance from bridge.order_history where instance is not null",
                    String.class))
        .contains("jumping", "steady");
    Files.delete(time);
  }

  /** Whether its log shows that its clock was really set. */
  private static boolean isTomorrow(BridgeProcess process) {
    process.terminate();
    String tomorrow = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1).toString();
    return process.lines().stream().anyMatch(line -> line.startsWith(tomorrow));
  }

  private static void set(Path time, int seconds) throws IOException {
    Files.writeString(time, (seconds < 0 ? "" : "+") + seconds);
  }

  private static Path library() throws IOException {
    Path libraries = Path.of("/usr/lib");
    try (Stream<Path> files =
        Files.find(libraries, 4, (file, any) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
      return files.findFirst().orElse(null);
    }
  }
}
