package io.tcbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpsTest {

  private final Bundle bundle = Bundle.onSale();
  private final HttpClient http = HttpClient.newHttpClient();
  private Bridge bridge;

  @BeforeAll
  void start() throws Exception {
    bridge = bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void metrics_and_log_tell_how_orders_fare_and_not_whose_they_are() throws Exception {
    bundle.sandbox().fault(Fault.lostAnswer("customer").forOrderNo("O-done").times(1));
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found").forOrderNo("O-held"));
    order("O-done", "1100.00");
    order("O-dear", "1000.00");
    order("O-held", "1100.00");
    bundle.awaitStatus("O-done", "DONE");
    bundle.awaitStatus("O-dear", "REFUSED");
    bundle.awaitStatus("O-held", "HELD");

    bundle.await(() -> get(bridge, "metrics").body().contains("status=\"held\""));
    String metrics = get(bridge, "metrics").body();

    assertThat(metrics)
        .contains("bridge_remote_calls_seconds_count{answer=\"2xx\",operation=\"create\"} 3")
        .contains("bridge_remote_calls_seconds_count{answer=\"4xx\",operation=\"reserve\"} 1")
        .contains(
            "bridge_remote_calls_seconds_count{answer=\"no-answer\",operation=\"customer\"} 1")
        .contains("bridge_remote_calls_seconds_count{answer=\"2xx\",operation=\"done\"} 1")
        .contains("bridge_setbacks_total{class=\"NO_ANSWER\",consequence=\"read-then-decide\"} 1.0")
        .contains("bridge_setbacks_total{class=\"NO_DEAL\",consequence=\"hold\"} 1.0")
        .contains("bridge_orders_finished_total{outcome=\"done\",reason=\"\"} 1.0")
        .contains("bridge_orders_finished_total{outcome=\"refused\",reason=\"PRICE_CHANGED\"} 1.0")
        .contains("bridge_order_time_to_done_seconds_count 1")
        .contains("bridge_orders_oldest_waiting_seconds")
        .contains("bridge_workers_busy")
        .contains("bridge_process_paused 0")
        .doesNotContain("O-done", "O-dear", "O-held", "Anna", "Petrova", "@", Bundle.KEY);
    for (String orderNo : new String[] {"O-done", "O-dear", "O-held"}) {
      assertThat(bundle.log().all())
          .filteredOn(line -> line.contains("rder " + orderNo))
          .isNotEmpty()
          .allMatch(line -> line.contains("[" + orderNo + "]"));
    }
  }

  @Test
  void a_bridge_that_works_is_alive_and_ready() throws Exception {
    bundle.await(() -> get(bridge, "health/ready").statusCode() == 200);

    assertThat(get(bridge, "health").statusCode()).isEqualTo(200);
    assertThat(get(bridge, "health/live").statusCode()).isEqualTo(200);
    assertThat(get(bridge, "health/ready").body())
        .startsWith("{\"status\":\"UP\"")
        .contains("\"erp\"", "\"journal\"", "\"ticketscloud\"", "\"claims\"", "\"clocks\"")
        .doesNotContain("DOWN");
  }

  @Test
  void a_bridge_without_its_erp_is_alive_not_ready_and_says_why() throws Exception {
    try (Bundle noErp = Bundle.onSale().with("ERP_JDBC_URL", "jdbc:postgresql://localhost:1/erp")) {
      noErp.with("ERP_JDBC_PASSWORD", "very-secret-password");

      Bridge waiting = noErp.startAndWait();
      noErp.await(() -> get(waiting, "health/ready").body().contains("Connection refused"));

      assertThat(get(waiting, "health/ready").statusCode()).isEqualTo(503);
      assertThat(get(waiting, "health/live").statusCode()).isEqualTo(200);
      assertThat(get(waiting, "health/ready").body())
          .contains("{\"name\":\"erp\",\"status\":\"DOWN\"")
          .doesNotContain("very-secret-password");
      assertThat(noErp.log().all()).noneMatch(line -> line.contains("very-secret-password"));
    }
  }

  private HttpResponse<String> get(Bridge bridge, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + bridge.port() + "/observe/" + path))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void order(String orderNo, String total) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total(total).save();
  }
}
