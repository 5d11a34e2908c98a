package io.tcbridge.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker that judges every test judges itself here: it must find what a broken bridge does,
 * and nothing in what the shipped one does with the same mishap.
 */
@SuppressWarnings("try") // a bridge has only to run
class MutantsTest {

  @TempDir private Path dir;

  @ParameterizedTest
  @MethodSource("simple")
  void a_broken_bridge_is_found_out(Mutant mutant) throws Exception {
    try (Bundle bundle = Bundle.onSale();
        Build.Instance bridge = Build.of(mutant, dir).start(bundle.env())) {
      mutant.scenario().play(bundle, mutant.end());

      isFoundOut(mutant, bundle);
    }
  }

  @Test
  void the_shipped_bridge_is_not() throws Exception {
    try (Bundle bundle = Bundle.onSale();
        Build.Instance bridge = Build.shipped().start(bundle.env())) {
      for (Scenario scenario : Scenario.simple()) {
        scenario.play(bundle, scenario.end());
      }

      Invariants.hold(bundle);
    }
  }

  @Test
  void a_worker_that_wakes_up_late_is_found_out_only_when_it_is_broken() throws Exception {
    Map<Mutant, FrozenWorker> broken = new EnumMap<>(Mutant.class);
    try (FrozenWorker shipped = new FrozenWorker(Build.shipped())) {
      for (Mutant mutant : Mutant.of(Scenario.WORKER_FROZEN)) {
        broken.put(mutant, new FrozenWorker(Build.of(mutant, dir.resolve(mutant.name()))));
      }
      var woken =
          Stream.concat(Stream.of(shipped), broken.values().stream())
              .map(FrozenWorker::begin)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(woken).join();

      shipped.bundle().await(() -> shipped.noticed() == 2);
      shipped.awaitEnd();
      Invariants.hold(shipped.bundle());
      broken.forEach((mutant, worker) -> isFoundOut(mutant, worker.bundle()));
    } finally {
      for (FrozenWorker worker : broken.values()) {
        worker.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_guarantees_name_it(Mutant mutant) throws Exception {
    assertThat(Files.readAllLines(Path.of("docs", "guarantees.md")))
        .filteredOn(line -> line.contains("`" + mutant + "`"))
        .singleElement()
        .satisfies(
            line -> assertThat(mutant.codes()).allSatisfy(code -> assertThat(line).contains(code)));
  }

  private static List<Mutant> simple() {
    return Scenario.simple().stream().flatMap(scenario -> Mutant.of(scenario).stream()).toList();
  }

  /** At the latest when all has come to rest. */
  private static void isFoundOut(Mutant mutant, Bundle bundle) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(bundle.prove(UnaryOperator.identity()).findings())
                    .extracting(Finding::code)
                    .containsAll(mutant.codes()));
  }
}
