package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that have their effect a minute after their sender has given them up. */
@Tag("campaign")
final class LateEffectsTest {

  private static final List<String> CHANGES =
      List.of("create", "reserve", "customer", "done", "cancel");

  private static Bundle ground() {
    return Scene.ground()
        .with("TICKETSCLOUD_TIMEOUT", "1s")
        .with("ORDER_LEASE", "11s")
        .with("ORDER_MAX_REMOTE_ORDERS", "20");
  }

  /** Whether other requests for the order are turned away until then. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_request_that_is_carried_out_late_does_no_harm(boolean busy) throws Exception {
    Scenario.of(
            "effects a minute late, order " + (busy ? "busy" : "free") + " meanwhile", "R5", "R10")
        .on(LateEffectsTest::ground)
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              bundle.startAndWait();
              CHANGES.forEach(
                  change ->
                      bundle
                          .sandbox()
                          .fault(
                              Fault.hang(change)
                                  .effectDelayMs(60_000)
                                  .keepsBusy(busy)
                                  .probability(0.25)));

              List<String> sold = scene.orders("L", 60);
              List<String> refused = wrongPrices(scene, "P", 10);
              awaitWithFastClock(scene, sold.size() + refused.size());

              assertThat(bundle.erp().count("DONE")).isEqualTo(sold.size());
              assertThat(refused)
                  .allMatch(no -> bundle.erp().reason(no).startsWith("PRICE_CHANGED"));
            });
  }

  @Test
  void an_order_that_is_taken_over_from_a_call_that_still_runs_is_sold_once() throws Exception {
    // Leases are ended by hand, so that a repeat in memory would be within a lease that was not
    // over.
    Scenario.of("take-over while the old worker's call is in flight", "R9", "R5")
        .on(() -> ground().with("ORDER_REPEAT_LIMIT", "0"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              bundle.startAndWait();
              CHANGES.forEach(
                  change ->
                      bundle
                          .sandbox()
                          .fault(Fault.hang(change).effectDelayMs(40_000).probability(0.2)));

              List<String> sold = scene.orders("T", 40);
              scene.await(
                  Duration.ofMinutes(3),
                  () -> {
                    bundle.endLease(sold.get(scene.random().nextInt(sold.size())));
                    bundle.sandbox().advance(Duration.ofMillis(500));
                    return bundle.erp().count("DONE") == sold.size();
                  });
            });
  }

  /**
   * Time runs twenty-five times as fast over there, so that what is late comes during the retry.
   */
  private static void awaitWithFastClock(Scene scene, int ends) {
    Bundle bundle = scene.bundle();
    scene.await(
        Duration.ofMinutes(3),
        () -> {
          bundle.sandbox().advance(Duration.ofMillis(500));
          return bundle.erp().count("DONE") + bundle.erp().count("REFUSED") == ends;
        });
  }

  /** Orders that are to be released again. */
  private static List<String> wrongPrices(Scene scene, String prefix, int count) {
    List<String> numbers = IntStream.range(0, count).mapToObj(n -> prefix + "-" + n).toList();
    for (String orderNo : numbers) {
      scene
          .bundle()
          .erp()
          .order(orderNo, Sample.EVENT)
          .places(Sample.FLOOR, 1)
          .total("1000.00")
          .save();
    }
    scene.counts(count);
    return numbers;
  }
}
