package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderFlowTest {

  private Bundle bundle;

  @BeforeEach
  void prepare() {
    bundle = Bundle.create();
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void an_unseated_order_is_sold_with_four_calls() throws Exception {
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();

    bundle.start();
    bundle.awaitStatus("A-1", "DONE");

    assertThat(bundle.sandbox().history())
        .extracting(Call::operation)
        .filteredOn(operation -> !operation.equals("read"))
        .containsExactly("create", "reserve", "customer", "done");
    assertThat(bundle.erp().tickets("A-1"))
        .hasSize(2)
        .allSatisfy(
            ticket -> {
              assertThat((String) ticket.get("barcode")).matches("\\d{17}");
              assertThat(ticket)
                  .containsEntry("category", "Dance floor")
                  .containsEntry("full_price", new BigDecimal("1100.00"))
                  .containsEntry("event_title", "Spring Organ Night")
                  .containsEntry("venue_name", "Sandbox Hall")
                  .containsEntry("status", "SOLD");
              assertThat(ticket.get("event_start_local").toString()).startsWith("2030-05-16 17:00");
            });
    assertThat(bundle.erp().row("A-1"))
        .containsEntry("tc_total", new BigDecimal("2200.00"))
        .containsEntry("tc_order_id", bundle.remote("A-1").get(0).id());
  }
}
