package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signal to end does: the order in work comes to the end of its step and is given back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeStopTest {

  private final Bundle bundle = Bundle.onSale().with("ORDER_REPEAT_LIMIT", "5");
  private Bridge bridge;

  @BeforeAll
  void start() throws Exception {
    bridge = bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    Invariants.hold(bundle);
  }

  @AfterAll
  void close() {
    bundle.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reserve", "done"})
  void an_order_is_given_back_after_the_call_that_is_on_its_way(String operation) throws Exception {
    int before = bundle.calls(operation).size();
    bundle.sandbox().fault(Fault.latency(operation, 600, 0).times(1));

    order("S-" + operation);
    bundle.await(() -> bundle.calls(operation).size() > before);
    stop();

    if (operation.equals("done")) {
      assertThat(bundle.journalRow("S-done")).containsEntry("outcome", "done");
    } else {
      assertGivenBack("S-" + operation);
    }
    bridge = bundle.startAndWait();
    bundle.awaitStatus("S-" + operation, "DONE");
    assertThat(bundle.calls(operation).size() - before).isOne();
  }

  @Test
  void an_order_that_waits_for_a_repeat_is_given_back_at_once() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo("S-repeat"));

    order("S-repeat");
    bundle.await(() -> bundle.calls("reserve", "S-repeat").size() == 3);
    stop();

    assertGivenBack("S-repeat");
    bundle.sandbox().clearFaults();
    bridge = bundle.startAndWait();
    bundle.awaitStatus("S-repeat", "DONE");
  }

  @Test
  void an_order_that_is_being_read_is_given_back_before_the_next_page() throws Exception {
    bridge = restarted();
    int before = bundle.calls("read").size();
    bundle.sandbox().fault(Fault.lostAnswer("done").times(1));
    bundle.sandbox().fault(Fault.latency("read", 600, 0));

    order("S-read");
    bundle.await(() -> bundle.calls("read").size() > before);
    stop();

    assertThat(bundle.calls("read")).hasSize(before + 1);
    assertGivenBack("S-read");
    bundle.sandbox().clearFaults();
    bridge = bundle.startAndWait();
    bundle.awaitStatus("S-read", "DONE");
  }

  /** A process that has read nothing yet begins with the single GET and goes on with the list. */
  private Bridge restarted() throws Exception {
    stop();
    return bundle.startAndWait();
  }

  private void stop() {
    Instant begun = Instant.now();
    bundle.stop(bridge);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  private void assertGivenBack(String orderNo) {
    assertThat(bundle.journalRow(orderNo))
        .containsEntry("status", "waiting")
        .containsEntry("claimed_by", null)
        .containsEntry("fence", null);
    assertThat(
            bundle
                .journal()
                .queryForObject(
                    "select due_at <= now() from bridge.order_journal where order_no = ?",
                    Boolean.class,
                    orderNo))
        .isTrue();
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }
}
