package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.RefundView;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that is taken away between a request and its answer. */
class RefundKilledTest {

  @Test
  void a_process_that_is_killed_while_it_asks_leaves_one_refund() throws Exception {
    try (Bundle bundle = Bundle.onSale().withRefunds()) {
      var seller = bundle.start();
      bundle.erp().order("K-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
      bundle.awaitStatus("K-1", "DONE");
      List<String> tickets = bundle.erp().ticketIds("K-1");
      bundle.stop(seller);
      bundle.sandbox().fault(Fault.hang("refund-create").times(1));
      BridgeProcess process = bundle.startProcess("victim");

      bundle.erp().refund("RK-1", "K-1", tickets);
      bundle.erp().decide("RK-1", "APPROVE");
      bundle.await(Duration.ofSeconds(60), () -> !bundle.calls("refund-create").isEmpty());
      process.kill();
      bundle.start();
      bundle.await(
          Duration.ofSeconds(60), () -> "APPROVED".equals(bundle.erp().refundStatus("RK-1")));

      assertThat(bundle.sandbox().refunds())
          .extracting(RefundView::status)
          .containsExactly("approved");
    }
  }
}
