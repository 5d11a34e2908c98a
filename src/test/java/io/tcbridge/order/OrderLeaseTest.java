package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.sql.Timestamp;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A remote side that is slow enough to outlast a lease. A lease is ten seconds longer than a call
 * may be, so these tests take their time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderLeaseTest {

  private final Bundle bundle =
      Bundle.create()
          .with("TICKETSCLOUD_TIMEOUT", "6s")
          .with("ORDER_LEASE", "16s")
          .with("ORDER_REPEAT_LIMIT", "5")
          .with("ORDER_RETRY_FIRST", "1m")
          .with("ORDER_RETRY_MAX", "1m");

  @BeforeAll
  void prepare() throws Exception {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    bundle.startAndWait();
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("filter_tz", "UTC");
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  /** Three calls in a row: the single GET, the list, and the list with a day on each side. */
  @Test
  void a_read_that_outlasts_the_leases_comes_to_its_end_and_leaves_out_what_was_lost() {
    loseDone("L-kept", "L-lost");
    int before = bundle.calls("read").size();
    bundle.sandbox().set("filter_tz", "Europe/Moscow");
    bundle.sandbox().fault(Fault.latency("read", 5_100, 0));

    bundle
        .journal()
        .update("update bridge.order_journal set due_at = now() where status = 'waiting'");
    bundle.await(() -> bundle.calls("read").size() > before);
    Map<String, Object> taken = takeOver("L-lost");
    bundle.awaitStatus("L-kept", "DONE");

    assertThat(bundle.calls("read")).hasSize(before + 3);
    assertThat(bundle.journalRow("L-kept")).containsEntry("claims", 2);
    assertThat(bundle.journalRow("L-lost")).isEqualTo(taken);
    bundle.sandbox().clearFaults();
    bundle.endLease("L-lost");
    bundle.awaitStatus("L-lost", "DONE");
  }

  @Test
  void a_short_lease_is_renewed_before_the_next_write_and_without_one_nothing_is_sent() {
    bundle.sandbox().fault(Fault.latency("reserve", 500, 0));
    slowlyRefused("L-writes");
    slowlyRefused("L-silent");
    bundle.await(() -> calls("L-writes") == 1 && calls("L-silent") == 1);
    Timestamp lease = (Timestamp) bundle.journalRow("L-writes").get("due_at");

    Map<String, Object> taken = takeOver("L-silent");
    bundle.await(() -> lease.before((Timestamp) bundle.journalRow("L-writes").get("due_at")));
    Map<String, Object> renewed = bundle.journalRow("L-writes");
    bundle.awaitStatus("L-writes", "DONE");

    assertThat(renewed).containsEntry("stage", "created").containsEntry("claims", 1);
    assertThat(calls("L-writes")).isEqualTo(4);
    bundle.await(
        () -> bundle.log().all().stream().anyMatch(line -> line.contains("L-silent has another")));
    assertThat(calls("L-silent")).isEqualTo(3);
    assertThat(bundle.journalRow("L-silent")).isEqualTo(taken);
    bundle.endLease("L-silent");
    bundle.awaitStatus("L-silent", "DONE");
  }

  private void slowlyRefused(String orderNo) {
    bundle
        .sandbox()
        .fault(Fault.statusBefore("reserve", 503).slower(3_000, 0).forOrderNo(orderNo).times(3));
    order(orderNo);
  }

  private int calls(String orderNo) {
    return bundle.calls("reserve", orderNo).size();
  }

  private void loseDone(String... orderNos) {
    for (String orderNo : orderNos) {
      bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo(orderNo).times(1));
      order(orderNo);
      bundle.await(() -> "NO_ANSWER".equals(bundle.journalRow(orderNo).get("attempt_class")));
    }
  }

  private Map<String, Object> takeOver(String orderNo) {
    bundle
        .journal()
        .update(
            "update bridge.order_journal set fence = gen_random_uuid(), claimed_by = 'another',"
                + " due_at = now() + interval '1 hour' where order_no = ?",
            orderNo);
    return bundle.journalRow(orderNo);
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
  }
}
