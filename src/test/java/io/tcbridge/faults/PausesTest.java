package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Ops;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What stops everybody in the middle of a batch is seen, costs no order anything, and ends by
 * itself.
 */
@Tag("campaign")
final class PausesTest {

  @ParameterizedTest
  @CsvSource({"401, KEY_REFUSED", "403, KEY_REFUSED", "301, WRONG_ADDRESS", "407, WRONG_ADDRESS"})
  void a_refusal_of_the_key_or_the_address_pauses_both_instances(int status, String reason)
      throws Exception {
    Scenario.of("HTTP " + status + " for everything in the middle of a batch", "R13", "R17")
        .run(scene -> refuseAll(scene, status, reason));
  }

  private static void refuseAll(Scene scene, int status, String reason) throws Exception {
    Bundle bundle = scene.bundle();
    List<Ops> instances = List.of(ops(bundle.startAndWait()), ops(bundle.startAndWait()));
    bundle.sandbox().fault(Fault.latency(null, 20, 20));
    List<String> sold = scene.orders("K", 80);
    scene.await(() -> bundle.erp().count("DONE") >= 10);

    bundle.sandbox().fault(Fault.statusBefore(null, status));
    scene.await(() -> allPaused(instances, reason) && nobodyWorks(bundle));
    List<Call> writes = writes(bundle);
    int asked = bundle.calls("read").size();
    scene.await(() -> bundle.calls("read").size() >= asked + 6);

    assertThat(writes(bundle)).as("changes during the pause").hasSameSizeAs(writes);
    assertThat(burned(bundle)).isZero();
    assertThat(lines(bundle, "This process pauses: " + reason)).isEqualTo(2);
    assertThat(bundle.erp().count("HELD") + bundle.erp().count("REFUSED")).isZero();

    bundle.sandbox().clearFaults();
    scene.await(
        () -> {
          Time.pass(bundle, Duration.ofSeconds(1));
          return bundle.erp().count("DONE") == sold.size();
        });
    scene.await(() -> instances.get(0).isReady() && instances.get(1).isReady());
    assertThat(instances.get(0).metric("bridge_process_paused")).isZero();
  }

  @Test
  void an_account_that_runs_empty_again_and_again_pauses_commits_only() throws Exception {
    Scenario.of("no money now and then, answers of done lost", "R14", "R4")
        .on(() -> Scene.ground().with("ORDER_MAX_REMOTE_ORDERS", "20"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              bundle.startAndWait();
              bundle.sandbox().balance(BigDecimal.ZERO);
              bundle.sandbox().fault(Fault.lostAnswer("done").probability(0.2));
              bundle.sandbox().fault(Fault.statusBefore("done", 409).probability(0.1));
              List<String> sold = scene.orders("M", 60);

              for (int part = 1; part < 4; part++) {
                scene.await(() -> isPaused(bundle));
                bundle.sandbox().balance(new BigDecimal("40000.00"));
                int more = part * 10;
                awaitProbes(scene, () -> bundle.erp().count("DONE") >= more);
              }
              scene.await(() -> isPaused(bundle));
              assertThat(bundle.erp().count("HELD") + bundle.erp().count("REFUSED")).isZero();
              bundle.sandbox().balance(null);
              awaitProbes(scene, () -> bundle.erp().count("DONE") == sold.size());

              assertThat(bundle.calls("cancel")).isEmpty();
              assertThat(lines(bundle, "Commits are paused")).isPositive();
              bundle.sandbox().clearFaults();
              scene.order("M-last");
              awaitProbes(scene, () -> bundle.erp().status("M-last").equals("DONE"));
              scene.await(() -> !isPaused(bundle));
            });
  }

  private static void awaitProbes(Scene scene, java.util.concurrent.Callable<Boolean> end) {
    scene.await(
        () -> {
          scene
              .bundle()
              .journal()
              .update(
                  "update bridge.pause set probe_at = now(), woken_at = now() - interval '1 minute'");
          return end.call();
        });
  }

  private static boolean isPaused(Bundle bundle) {
    return !bundle.journal().queryForList("select name from bridge.pause").isEmpty();
  }

  private static Ops ops(Bridge bridge) {
    return new Ops(bridge.port());
  }

  private static boolean allPaused(List<Ops> instances, String reason) throws Exception {
    for (Ops each : instances) {
      if (each.isReady()
          || !each.health().contains(reason)
          || each.metric("bridge_process_paused") != 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean nobodyWorks(Bundle bundle) {
    return bundle
            .journal()
            .queryForObject(
                "select count(*) from bridge.order_journal where claimed_by is not null",
                Integer.class)
        == 0;
  }

  private static List<Call> writes(Bundle bundle) {
    return bundle.sandbox().history().stream()
        .filter(call -> !call.operation().equals("read"))
        .toList();
  }

  private static int burned(Bundle bundle) {
    Map<String, Object> row =
        bundle
            .journal()
            .queryForMap("select count(*) as n from bridge.order_journal where attempts > 0");
    return ((Number) row.get("n")).intValue();
  }

  private static long lines(Bundle bundle, String text) {
    return bundle.log().all().stream().filter(line -> line.contains(text)).count();
  }
}
