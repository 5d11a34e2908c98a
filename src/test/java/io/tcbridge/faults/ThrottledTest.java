package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server that wants to be left alone: for a while, for one order, for no reason that it gives.
 */
@Tag("campaign")
final class ThrottledTest {

  @Test
  void four_of_ten_calls_meet_a_limit_of_whatever_length() throws Exception {
    Scenario.of("429 with Retry-After in seconds, as date, absurd, senseless, missing", "R11")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              String soon =
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      Instant.now().plusSeconds(30).atOffset(ZoneOffset.UTC));
              for (String wait :
                  List.of("1", "0", "30", "-5", "soon", soon, "99999999999999999999")) {
                bundle
                    .sandbox()
                    .fault(Fault.statusBefore(null, 429).retryAfter(wait).probability(0.05));
              }
              bundle.sandbox().fault(Fault.statusBefore(null, 429).probability(0.05));

              List<String> sold = scene.orders("R", 80);
              scene.await(
                  Duration.ofMinutes(2),
                  () -> {
                    Time.pass(bundle, Duration.ofSeconds(2));
                    return bundle.erp().count("DONE") == sold.size();
                  });

              assertThat(longestWait(bundle)).isLessThanOrEqualTo(Duration.ofMinutes(5));
              assertThat(bundle.calls("cancel")).isEmpty();
            });
  }

  @Test
  void an_order_that_is_always_busy_holds_up_nobody() throws Exception {
    Scenario.of("409 storm on one order in eight", "R10")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              List<String> busy = scene.orders("B", 10);
              for (String orderNo : busy) {
                bundle.sandbox().fault(Fault.statusBefore(null, 409).forOrderNo(orderNo));
              }
              bundle.sandbox().fault(Fault.statusBefore(null, 409).probability(0.3));
              List<String> sold = scene.orders("F", 70);

              scene.await(() -> bundle.erp().count("DONE") == sold.size());
              assertThat(busy).allMatch(orderNo -> bundle.erp().status(orderNo).equals("ACCEPTED"));
              bundle.sandbox().clearFaults();
              scene.await(() -> bundle.erp().count("DONE") == sold.size() + busy.size());

              assertThat(bundle.sandbox().orders())
                  .filteredOn(order -> !order.tickets().isEmpty())
                  .hasSize(sold.size() + busy.size());
            });
  }

  @Test
  void orders_with_several_hands_on_them_come_to_their_end() throws Exception {
    Scenario.of("every change takes so long that retries meet it", "R5", "R10")
        .on(() -> Scene.ground().with("TICKETSCLOUD_TIMEOUT", "1s").with("ORDER_LEASE", "11s"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              bundle.sandbox().set("busy_ms", "150");
              bundle.sandbox().fault(Fault.latency("customer", 1_500, 0).probability(0.3));
              bundle.sandbox().fault(Fault.latency("done", 1_500, 0).probability(0.3));
              bundle.sandbox().fault(Fault.latency("reserve", 1_500, 0).probability(0.3));

              scene.orders("W", 40);
              bundle
                  .erp()
                  .order("W-refused", Sample.EVENT)
                  .places(Sample.FLOOR, 1)
                  .total("1000.00")
                  .save();
              scene.counts(1);
              scene.await(() -> bundle.erp().count("DONE") == 40);
              bundle.awaitStatus("W-refused", "REFUSED");
            });
  }

  private static Duration longestWait(Bundle bundle) {
    Double seconds =
        bundle
            .journal()
            .queryForObject(
                "select coalesce(max(extract(epoch from due_at - now())), 0)"
                    + " from bridge.order_journal where status = 'waiting'",
                Double.class);
    return Duration.ofSeconds(seconds.longValue());
  }
}
