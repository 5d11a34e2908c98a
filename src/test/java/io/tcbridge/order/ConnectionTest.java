package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Twist;
import io.tcbridge.testing.Wire;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that never left this machine is simply sent again, whatever it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionTest {

  /** The request after whose answer the connection is gone for the operation. */
  private static final Map<String, Predicate<String>> BEFORE =
      Map.of(
          "reserve", request -> request.startsWith("POST"),
          "customer", request -> request.contains("\"random\""),
          "done", request -> request.contains("\"settings\""),
          "cancel", request -> request.contains("\"settings\""),
          "read", request -> request.contains("\"done\""));

  private final Bundle bundle = Bundle.onSale().with("ORDER_RETRY_LIMIT_NOT_SENT", "0");
  private final Wire wire = Wire.to(bundle.sandbox().url());

  @BeforeAll
  void start() throws Exception {
    bundle.with("TICKETSCLOUD_URL", wire.url()).startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    wire.plug();
    bundle.sandbox().clearFaults();
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reserve", "customer", "done", "cancel", "read"})
  void a_request_that_was_not_sent_is_sent_once_the_connection_is_back(String operation) {
    wire.pullAfter(BEFORE.get(operation));
    if (operation.equals("read")) {
      bundle.sandbox().fault(Fault.statusAfter("done", 500).forOrderNo("C-read").times(1));
    }

    String total = operation.equals("cancel") ? "1000.00" : "1100.00";
    bundle.erp().order("C-" + operation, Sample.EVENT).places(Sample.FLOOR, 1).total(total).save();
    bundle.await(() -> "NOT_SENT".equals(bundle.journalRow("C-" + operation).get("attempt_class")));
    wire.plug();
    bundle.awaitStatus("C-" + operation, operation.equals("cancel") ? "REFUSED" : "DONE");

    assertThat(bundle.calls("reserve", "C-" + operation)).hasSize(1);
    assertThat(bundle.calls("customer", "C-" + operation)).hasSize(1);
    assertThat(bundle.calls("done", "C-" + operation)).hasSize(operation.equals("cancel") ? 0 : 1);
    assertThat(bundle.calls("cancel", "C-" + operation))
        .hasSize(operation.equals("cancel") ? 1 : 0);
    assertThat(bundle.everyRemote("C-" + operation)).hasSize(1);
  }

  @Test
  void an_order_waits_for_the_connection_however_long_that_takes() {
    wire.pullAfter(request -> request.contains("\"done\""));
    bundle.erp().order("C-first", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus("C-first", "DONE");

    bundle.erp().order("C-create", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.await(() -> attempts("C-create") > 5);
    assertThat(bundle.journalRow("C-create"))
        .containsEntry("attempt_class", "NOT_SENT")
        .containsEntry("status", "waiting");
    wire.plug();
    bundle.awaitStatus("C-create", "DONE");

    assertThat(bundle.everyRemote("C-create")).hasSize(1);
  }

  @Test
  void an_order_that_is_too_old_for_that_is_held() {
    wire.pullAfter(request -> request.contains("\"done\""));
    bundle.erp().order("O-first", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus("O-first", "DONE");

    bundle.erp().order("O-old", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.await(
        () ->
            bundle
                    .journal()
                    .update(
                        "update bridge.order_journal set erp_created_at = now() - interval '25"
                            + " hours' where order_no = 'O-old'")
                > 0);
    bundle.awaitStatus("O-old", "HELD");

    assertThat(bundle.erp().reason("O-old")).startsWith("GAVE_UP: ").contains("NOT_SENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"random\"", "\"settings\"", "\"done\""})
  void an_answer_that_is_no_http_is_no_answer(String request) {
    wire.twist(sent -> sent.contains(request), Twist.NO_HTTP);

    String orderNo = "G-" + request.replace("\"", "");
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus(orderNo, "DONE");

    assertThat(history(orderNo)).anyMatch(detail -> detail.startsWith("NO_ANSWER: "));
    assertThat(bundle.calls("done", orderNo)).hasSize(1);
  }

  private List<String> history(String orderNo) {
    return bundle
        .journal()
        .queryForList(
            "select coalesce(h.detail, '') from bridge.order_history h"
                + " join bridge.order_journal o using (order_id) where o.order_no = ?",
            String.class,
            orderNo);
  }

  private int attempts(String orderNo) {
    return ((Number) bundle.journalRow(orderNo).getOrDefault("attempts", 0)).intValue();
  }
}
