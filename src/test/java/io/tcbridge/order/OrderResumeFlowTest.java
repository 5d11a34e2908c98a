package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process is killed while each remote call waits for its answer, another one goes on. The orders
 * of the dead one are made due by hand: the end of the lease does nothing else.
 */
class OrderResumeFlowTest {

  /** Whether Ticketscloud has done what it was asked when the process dies. */
  private enum Effect {
    BEFORE,
    AFTER
  }

  private static final String CREATE_EVENT = "6a0000000000000000000002";
  private static final List<String> SOLD =
      List.of("K-create", "K-reserve", "K-mixed", "K-customer", "K-done", "K-read");

  private final Bundle bundle =
      Bundle.create()
          .with("TICKETSCLOUD_TIMEOUT", "20s")
          .with("ORDER_LEASE", "30s")
          .with("ORDER_WORKERS", "16");

  @BeforeEach
  void prepare() {
    SandboxEvent event = Sample.event();
    bundle.sandbox().seed(event);
    bundle.sandbox().set("fee_percent", "10");
    bundle.sandbox().seed(SandboxEvent.of(CREATE_EVENT, "Other", event.start(), otherSets()));
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @ParameterizedTest
  @EnumSource
  void orders_whose_process_was_killed_go_on_elsewhere_after_every_call(Effect effect)
      throws Exception {
    try (BridgeProcess first = BridgeProcess.start(environment("first"))) {
      bundle.sandbox().fault(stuck(effect, "create").forEvent(CREATE_EVENT));
      bundle.sandbox().fault(stuck(effect, "reserve").forOrderNo("K-reserve"));
      bundle.sandbox().fault(stuck(effect, "reserve").forOrderNo("K-mixed").skip(1));
      bundle.sandbox().fault(stuckOf(effect, "customer", "K-customer"));
      bundle.sandbox().fault(stuckOf(effect, "done", "K-done"));
      bundle.sandbox().fault(stuckOf(effect, "cancel", "K-cancel"));
      bundle.sandbox().fault(Fault.partial("reserve").forOrderNo("K-cancel"));
      saveOrders();
      bundle.await(Duration.ofSeconds(60), () -> stuckCalls() == 6);
      bundle.sandbox().fault(stuck(effect, "read"));
      bundle.sandbox().fault(Fault.lostAnswer("reserve").forOrderNo("K-read").times(1));
      bundle.erp().order("K-read", Sample.EVENT).places(Sample.FLOOR, 3).save();
      bundle.await(() -> stuckCalls() == 7);

      first.kill();
    }
    bundle.sandbox().clearFaults();
    Stream.concat(SOLD.stream(), Stream.of("K-cancel")).forEach(bundle::endLease);
    bundle.with("TICKETSCLOUD_TIMEOUT", "2s").with("ORDER_LEASE", "12s").start();
    SOLD.forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));
    bundle.awaitStatus("K-cancel", "REFUSED");

    assertThat(bundle.erp().reason("K-cancel")).startsWith("SOLD_OUT: ");
    assertThat(bundle.remote("K-customer")).extracting(OrderView::status).containsExactly("done");
    assertThat(bundle.remote("K-done")).extracting(OrderView::status).containsExactly("done");
    Agreement.check(bundle);
  }

  @Test
  void a_process_that_is_told_to_stop_gives_its_orders_back_and_ends_with_0() throws Exception {
    bundle.sandbox().fault(Fault.latency("customer", 1500, 0));
    bundle.sandbox().fault(Fault.statusBefore("create", 500).forEvent(CREATE_EVENT));
    int exit;
    try (BridgeProcess first = BridgeProcess.start(environment("first"))) {
      saveOrders();
      bundle.await(Duration.ofSeconds(60), () -> !bundle.calls("customer").isEmpty());

      exit = first.stop();

      assertThat(first.lines()).noneMatch(line -> line.contains("anna@example.com"));
    }
    List<String> owned =
        bundle
            .journal()
            .queryForList(
                "select order_no from bridge.order_journal where claimed_by is not null",
                String.class);
    bundle.sandbox().clearFaults();
    bundle.start();
    SOLD.stream()
        .filter(orderNo -> !orderNo.equals("K-read"))
        .forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));

    assertThat(exit).isZero();
    assertThat(owned).isEmpty();
    Agreement.check(bundle);
  }

  private void saveOrders() {
    bundle.erp().order("K-create", CREATE_EVENT).places(otherSet(), 2).save();
    bundle.erp().order("K-reserve", Sample.EVENT).places(Sample.FLOOR, 2).save();
    bundle.erp().order("K-mixed", Sample.EVENT).places(Sample.FLOOR, 1).seat(Sample.seat(1)).save();
    bundle.erp().order("K-customer", Sample.EVENT).seat(Sample.seat(2)).save();
    bundle.erp().order("K-done", Sample.EVENT).seat(Sample.seat(3)).total("2750.00").save();
    bundle.erp().order("K-cancel", Sample.EVENT).places(Sample.FLOOR, 2).save();
  }

  private static List<SandboxSet> otherSets() {
    return List.of(SandboxSet.unseated(otherSet(), "Gallery", new BigDecimal("700.00"), 100));
  }

  private static String otherSet() {
    return "6a00000000000000000000a2";
  }

  private Map<String, String> environment(String instance) {
    Map<String, String> env = new HashMap<>(bundle.env());
    env.put("BRIDGE_INSTANCE", instance);
    return env;
  }

  /** No answer, with the effect at once; or no effect, and nobody else let in for a while. */
  private static Fault stuck(Effect effect, String operation) {
    return (effect == Effect.AFTER
            ? Fault.hang(operation)
            : Fault.dropBefore(operation).slower(6_000, 0))
        .times(1);
  }

  private static Fault stuckOf(Effect effect, String operation, String orderNo) {
    return stuck(effect, operation).forOrderNo(orderNo);
  }

  private long stuckCalls() {
    return bundle.sandbox().history().stream()
        .filter(call -> "hang".equals(call.fault()) || "drop_before".equals(call.fault()))
        .count();
  }
}
