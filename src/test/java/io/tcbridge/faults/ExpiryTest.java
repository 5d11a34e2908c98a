package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hold runs out at the worst moments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExpiryTest {

  private static final Duration LIFETIME = Duration.ofMinutes(16);

  private final Bundle bundle = Scene.ground();
  private int seats;

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("expiry", "exact");
    bundle.sandbox().set("late_done", "400");
    Agreement.check(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  /** The clock moves while the request is on its way, so it arrives too late. */
  @ParameterizedTest
  @CsvSource({
    "reserve, 0, exact, 400, expired done",
    "reserve, 1, exact, 400, expired done",
    "customer, 0, exact, 400, expired done",
    "done, 0, exact, 400, expired done",
    "done, 0, sweep:1, 400, expired done",
    "done, 0, sweep:3600, accept_until_swept, done"
  })
  void a_hold_that_runs_out_while_a_request_is_on_its_way_is_made_anew(
      String operation, int skip, String expiry, String late, String ends) {
    bundle.sandbox().set("expiry", expiry);
    bundle.sandbox().set("late_done", late);
    String orderNo = operation + skip + expiry.replace(":", "") + late;
    bundle
        .sandbox()
        .fault(Fault.latency(operation, 400, 0).forOrderNo(orderNo).skip(skip).times(1));

    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .seat(Sample.seat(++seats))
        .total("3850.00")
        .save();
    bundle.await(() -> isUnderWay(operation, orderNo));
    bundle.sandbox().advance(LIFETIME);
    bundle.awaitStatus(orderNo, "DONE");

    assertThat(bundle.everyRemote(orderNo))
        .extracting(OrderView::status)
        .containsExactly(ends.split(" "));
    assertThat(bundle.erp().tickets(orderNo)).hasSize(2);
  }

  private boolean isUnderWay(String operation, String orderNo) {
    return bundle.calls(operation, orderNo).stream()
        .anyMatch(call -> "latency".equals(call.fault()) && call.status() == 0);
  }

  @Test
  @Tag("campaign")
  void holds_that_run_out_by_the_dozen_are_made_anew() throws Exception {
    Scenario.of("holds run out between and during all steps", "R19")
        .on(() -> Scene.ground().with("ORDER_MAX_REMOTE_ORDERS", "20"))
        .run(
            scene -> {
              Bundle place = scene.bundle();
              place.startAndWait();
              for (String step : List.of("create", "reserve", "customer", "done", "read")) {
                place.sandbox().fault(Fault.latency(step, 80, 80));
              }
              place.sandbox().fault(Fault.lostAnswer("done").probability(0.1));

              List<String> sold = scene.orders("X", 120);
              for (int part = 1; part <= 4; part++) {
                int many = part * sold.size() / 6;
                scene.await(() -> place.erp().count("DONE") >= many);
                place.sandbox().advance(LIFETIME);
              }
              scene.await(() -> place.erp().count("DONE") == sold.size());

              assertThat(place.sandbox().orders())
                  .extracting(OrderView::status)
                  .contains("expired")
                  .doesNotContain("cancelled");
            });
  }
}
