package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SIGTERM to a process that is not there yet: before its routes are started, while they are, and
 * when it has just begun to claim. It ends as one that has run for long, and has nothing left.
 */
final class EarlyStopTest {

  private static final int ORDERS = 40;

  @Test
  void a_process_that_is_told_to_stop_while_it_starts_ends_in_order() throws Exception {
    run("SIGTERM while routes start", 4);
  }

  @Tag("campaign")
  @Test
  void a_process_that_is_told_to_stop_at_any_moment_of_its_start_ends_in_order() throws Exception {
    run("SIGTERM at 24 moments of a start", 24);
  }

  private static void run(String title, int moments) throws Exception {
    Scenario.of(title, "R45")
        .run(
            scene -> {
              scene.bundle().sandbox().set("latency_ms", "100");
              long start = lengthOfStart(scene);
              scene.orders("early", ORDERS);
              for (int i = 0; i < moments; i++) {
                long share = start * i / moments + scene.random().nextInt((int) (start / moments));
                stopAfter(scene, "early-" + i, share);
              }
              scene.start("last");
              scene.await(() -> scene.bundle().erp().count("DONE") == ORDERS);
            });
  }

  /** Milliseconds from its first line until it claims orders; a little more is played. */
  private static long lengthOfStart(Scene scene) throws Exception {
    BridgeProcess whole = scene.bundle().startProcess("whole");
    scene.await(() -> !whole.lines().isEmpty());
    long begun = System.nanoTime();
    scene.await(whole::isReady);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    assertThat(whole.stop()).isZero();
    return took * 5 / 4;
  }

  private static void stopAfter(Scene scene, String instance, long millis) throws Exception {
    Bundle bundle = scene.bundle();
    BridgeProcess process = bundle.startProcess(instance);
    scene.await(() -> !process.lines().isEmpty());
    long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    scene.await(() -> System.nanoTime() - moment >= 0);

    assertThat(process.stop()).as(() -> String.join("\n", process.lines())).isZero();

    assertThat(process.lines())
        .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "))
        .noneMatch(line -> line.contains(" ERROR "))
        .last()
        .asString()
        .endsWith("stopped");
    assertThat(owned(bundle, instance)).isEmpty();
  }

  private static List<String> owned(Bundle bundle, String instance) {
    return bundle
        .journal()
        .queryForList(
            "select order_no from bridge.order_journal where claimed_by = ?",
            String.class,
            instance);
  }
}
