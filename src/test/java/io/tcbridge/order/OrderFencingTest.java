package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One worker per instance: a later order that is through proves that the worker is free again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderFencingTest {

  private final Bundle bundle = Bundle.create().with("ORDER_WORKERS", "1");

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.start();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reserve", "customer", "done"})
  void a_worker_that_lost_its_order_writes_and_calls_nothing_more(String operation) {
    String orderNo = "F-" + operation;
    int before = bundle.calls(operation).size();
    bundle.sandbox().fault(Fault.latency(operation, 500, 0).times(1));
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(() -> bundle.calls(operation).size() > before);

    bundle
        .journal()
        .update(
            "update bridge.order_journal set fence = gen_random_uuid(), claimed_by = 'another',"
                + " due_at = now() + interval '1 hour' where order_no = ?",
            orderNo);
    Map<String, Object> taken = bundle.journalRow(orderNo);
    bundle.erp().order(orderNo + "-witness", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus(orderNo + "-witness", "DONE");

    assertThat(bundle.journalRow(orderNo)).isEqualTo(taken);
    String remoteId = (String) taken.get("remote_id");
    assertThat(bundle.sandbox().history())
        .filteredOn(call -> remoteId.equals(call.orderId()))
        .last()
        .satisfies(call -> assertThat(call.operation()).isEqualTo(operation));
    bundle.endLease(orderNo);
    bundle.awaitStatus(orderNo, "DONE");
    assertThat(bundle.remote(orderNo)).extracting(OrderView::status).containsExactly("done");
  }

  @Test
  void an_order_goes_on_elsewhere_while_its_first_worker_hangs() throws Exception {
    bundle.sandbox().fault(Fault.hang("customer").forOrderNo("F-hangs").times(1));
    bundle.erp().order("F-hangs", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.await(
        () -> bundle.sandbox().history().stream().anyMatch(call -> "hang".equals(call.fault())));

    bundle.endLease("F-hangs");
    Bridge second = bundle.start();
    bundle.awaitStatus("F-hangs", "DONE");
    bundle.stop(second);

    assertThat(bundle.remote("F-hangs")).extracting(OrderView::status).containsExactly("done");
  }
}
