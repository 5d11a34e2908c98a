package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that were begun under one configuration are finished under another. */
@Tag("campaign")
final class ReconfigurationTest {

  @ParameterizedTest
  @CsvSource({
    "TICKETSCLOUD_CALLS, separate, combined",
    "TICKETSCLOUD_CREATE, empty, with-tickets",
    "ORDER_WORKERS, 24, 2",
    "ORDER_LEASE, 12s, 40s",
    "ORDER_REPEAT_LIMIT, 3, 0"
  })
  void an_order_may_begin_under_one_setting_and_end_under_another(
      String variable, String one, String other) throws Exception {
    Scenario.of(
            "restarts with " + variable + " " + one + " and " + other + " in turn", "R47", "R46")
        .on(() -> Scene.ground().with("ORDER_MAX_REMOTE_ORDERS", "20"))
        .times(0.4)
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.sandbox().fault(Fault.latency(null, 40, 40));
              bundle.sandbox().fault(Fault.lostAnswer("reserve").probability(0.1));
              bundle.sandbox().fault(Fault.lostAnswer("done").probability(0.1));
              List<String> sold = scene.orders("C", 90);
              for (int part = 1; part <= 4; part++) {
                Bridge bridge = bundle.with(variable, part % 2 == 1 ? one : other).startAndWait();
                int many = part * sold.size() / 5;
                scene.await(() -> bundle.erp().count("DONE") >= many);
                bundle.stop(bridge);
              }
              bundle.with(variable, one).startAndWait();
              bundle.sandbox().clearFaults();
              scene.await(
                  Duration.ofMinutes(2),
                  () -> {
                    // a hold that a lost create may have left is waited for
                    Time.pass(bundle, Duration.ofSeconds(5));
                    return bundle.erp().count("DONE") == sold.size();
                  });

              // what a lost create has left is not looked for any more, and runs out by itself
              bundle.sandbox().advance(Duration.ofMinutes(16));
              assertThat(bundle.sandbox().orders())
                  .filteredOn(order -> order.status().equals("done"))
                  .extracting(OrderView::orderNo)
                  .doesNotHaveDuplicates()
                  .hasSize(sold.size());
            });
  }
}
