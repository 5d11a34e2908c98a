package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Stranger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists of several pages that grow while they are read, come empty, repeat themselves or fail in
 * the middle. What a list does not show proves nothing.
 */
@Tag("campaign")
final class ListsTest {

  @ParameterizedTest
  @CsvSource({"created_desc, pages", "created_asc, records"})
  void pages_that_drift_lose_no_order_and_sell_none_twice(String sort, String unit)
      throws Exception {
    Scenario.of("pages of the list drift, sorted " + sort, "R31", "R3", "R4")
        .on(() -> Scene.ground().with("ORDER_WORKERS", "32"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.sandbox().set("sort", sort);
              bundle.sandbox().set("total_unit", unit);
              bundle.startAndWait();
              bundle.sandbox().fault(Fault.lostAnswer("done").times(300));
              bundle.sandbox().fault(Fault.lostAnswer("customer").times(60));
              bundle
                  .sandbox()
                  .fault(Fault.statusBefore("read", 200).body("{\"data\":[]}").probability(0.1));
              bundle.sandbox().fault(Fault.cutBody("read").probability(0.1));

              List<String> sold = scene.orders("D", 300);
              beginOthersUntil(
                  bundle,
                  () ->
                      scene.await(
                          Duration.ofMinutes(3), () -> bundle.erp().count("DONE") == sold.size()));

              assertThat(bundle.calls("done")).filteredOn(call -> call.applied()).hasSize(300);
              assertThat(bundle.calls("cancel")).isEmpty();
              assertThat(bundle.sandbox().orders())
                  .filteredOn(order -> order.orderNo() != null)
                  .hasSize(sold.size());
            });
  }

  /** Orders of other programs of the same key come into the list all the time. */
  private static void beginOthersUntil(Bundle bundle, Runnable end) throws Exception {
    Stranger stranger = new Stranger(bundle);
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Exception> trouble = new AtomicReference<>();
    Thread others =
        new Thread(
            () -> {
              try {
                while (!over.get()) {
                  stranger.begin();
                }
              } catch (Exception e) {
                trouble.set(e);
              }
            },
            "strangers");
    others.start();
    try {
      end.run();
    } finally {
      over.set(true);
      others.join();
    }
    assertThat(trouble).hasValue(null);
  }
}
