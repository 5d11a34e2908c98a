package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderReleaseTest {

  private final Bundle bundle = Bundle.onSale();

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_release_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("cancel").forOrderNo("C-" + mishap).times(1));

    tooDear("C-" + mishap);
    bundle.awaitStatus("C-" + mishap, "REFUSED");

    assertThat(bundle.calls("cancel", "C-" + mishap)).hasSize(mishap.hasEffect() ? 1 : 2);
    assertThat(statuses("C-" + mishap)).containsExactly("cancelled");
    assertThat(bundle.erp().reason("C-" + mishap)).startsWith("PRICE_CHANGED: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Order 6a000000000000000000ffff is not cancellable | NOT_CANCELLABLE",
        "Incorrect status cancelled for this operation     | ORDER_STATUS",
        "Allow update the only status to cancelled         | IN_PROGRESS",
        "The stars are not favourable                      | UNKNOWN"
      })
  void a_refused_release_is_read_and_asked_again(String text, String name) {
    bundle.sandbox().fault(Fault.textError("cancel", text).forOrderNo("R-" + name).times(1));

    tooDear("R-" + name);
    bundle.awaitStatus("R-" + name, "REFUSED");

    assertThat(bundle.calls("cancel", "R-" + name)).hasSize(2);
    assertThat(bundle.erp().reason("R-" + name)).startsWith("PRICE_CHANGED: ");
  }

  @Test
  void a_decided_order_keeps_its_reason_when_a_read_is_answered_oddly() {
    bundle.sandbox().fault(Fault.statusBefore("cancel", 500).forOrderNo("S-5").times(3));
    bundle.sandbox().fault(Fault.textError("read", "The stars are not favourable").times(1));

    tooDear("S-5");
    bundle.awaitStatus("S-5", "REFUSED");

    assertThat(bundle.calls("read")).extracting(Call::fault).contains("text_error");
    assertThat(bundle.erp().reason("S-5")).startsWith("PRICE_CHANGED: ");
    assertThat(statuses("S-5")).containsExactly("cancelled");
  }

  @Test
  void a_release_is_tried_for_as_long_as_it_takes() {
    bundle.sandbox().fault(Fault.statusBefore("cancel", 500).forOrderNo("S-1"));

    tooDear("S-1");
    bundle.await(() -> bundle.calls("cancel", "S-1").size() > 5);

    assertThat(bundle.erp().status("S-1")).isEqualTo("ACCEPTED");
    assertThat(bundle.journalRow("S-1")).containsEntry("decision", "refused");
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("S-1", "REFUSED");
    assertThat(statuses("S-1")).containsExactly("cancelled");
  }

  @Test
  void a_hold_that_cannot_be_released_ends_with_its_expiry() {
    bundle.sandbox().fault(Fault.statusBefore("cancel", 500).forOrderNo("S-2"));

    tooDear("S-2");
    bundle.await(() -> bundle.calls("cancel", "S-2").size() > 1);
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.awaitStatus("S-2", "REFUSED");

    assertThat(statuses("S-2")).containsExactly("expired");
  }

  @Test
  void an_order_that_cannot_be_found_is_held_and_released_once_it_is_found() {
    bundle.sandbox().fault(Fault.statusBefore("read", 200).body("{\"data\":[]}"));

    tooDear("S-4");
    bundle.awaitStatus("S-4", "HELD");

    assertThat(bundle.erp().reason("S-4"))
        .startsWith("GAVE_UP: after 3 attempts: REMOTE_NOT_FOUND: ")
        .contains("decided before: refused, PRICE_CHANGED: ");
    assertThat(bundle.journalRow("S-4")).containsEntry("decision", "refused");
    assertThat(bundle.calls("cancel", "S-4")).isEmpty();
    assertThat(statuses("S-4")).containsExactly("executed");
    bundle.sandbox().clearFaults();
    bundle.await(
        () -> {
          bundle.makeDue("S-4");
          return "REFUSED".equals(bundle.erp().status("S-4"));
        });
    assertThat(bundle.erp().reason("S-4")).startsWith("REFUSED: ").contains("PRICE_CHANGED");
    assertThat(statuses("S-4")).containsExactly("cancelled");
  }

  @Test
  void an_order_that_somebody_sold_before_its_release_is_done() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("cancel", 500).forOrderNo("S-3"));
    bundle.sandbox().fault(Fault.textError("customer", "Promokey expired").forOrderNo("S-3"));

    bundle.erp().order("S-3", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.await(() -> bundle.calls("cancel", "S-3").size() > 1);
    new Stranger(bundle).patch(bundle.remote("S-3").get(0).id(), "{\"status\":\"done\"}");
    bundle.awaitStatus("S-3", "DONE");

    assertThat(bundle.erp().reason("S-3")).startsWith("ALREADY_DONE: ");
    assertThat(bundle.erp().tickets("S-3")).hasSize(1);
  }

  private void tooDear(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 2).total("2000.00").save();
  }

  private List<String> statuses(String orderNo) {
    return bundle.everyRemote(orderNo).stream().map(OrderView::status).toList();
  }
}
