package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCreateTest {

  private final Bundle bundle = Bundle.onSale();
  private int before;
  private int ordersBefore;

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
  }

  @BeforeEach
  void count() {
    before = bundle.calls("create").size();
    ordersBefore = bundle.sandbox().orders().size();
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

  @Test
  void a_remote_order_is_created_empty_and_saved_before_it_reserves() {
    bundle.sandbox().fault(Fault.latency("reserve", 600, 0).forOrderNo("C-1"));

    order("C-1");
    bundle.await(() -> "created".equals(bundle.journalRow("C-1").get("stage")));

    String remoteId = (String) bundle.journalRow("C-1").get("remote_id");
    assertThat(bundle.sandbox().orders())
        .filteredOn(view -> view.id().equals(remoteId))
        .singleElement()
        .satisfies(view -> assertThat(view.tickets()).isEmpty());
    bundle.awaitStatus("C-1", "DONE");
    assertThat(calls()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void a_create_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("create").times(1));

    order("C-" + mishap);
    bundle.awaitStatus("C-" + mishap, "DONE");

    assertThat(calls()).isEqualTo(2);
    assertThat(ordersSince()).isEqualTo(mishap.hasEffect() ? 2 : 1);
    assertThat(bundle.remote("C-" + mishap)).hasSize(1);
    assertThat(bundle.sandbox().orders())
        .filteredOn(view -> view.orderNo() == null)
        .allSatisfy(view -> assertThat(view.tickets()).isEmpty());
  }

  @Test
  void an_event_that_is_gone_refuses_the_order() {
    bundle.erp().order("C-E", "6a00000000000000000000ee").places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("C-E", "REFUSED");

    assertThat(bundle.erp().reason("C-E"))
        .startsWith("EVENT_NOT_FOUND: ")
        .contains("Event 6a00000000000000000000ee not found");
    assertThat(calls()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deal not found                        | NO_DEAL",
        "phone: value is not a string          | CUSTOM_FIELD",
        "‘tickets’ or ‘random’ must be         | CREATE_NEEDS_TICKETS",
        "Anna Petrova, anna@example.com is bad | UNKNOWN_ANSWER"
      })
  void a_text_that_a_person_must_see_holds_the_order(String text, String code) {
    bundle.sandbox().fault(Fault.textError("create", text));

    order("C-" + code);
    bundle.awaitStatus("C-" + code, "HELD");

    assertThat(bundle.erp().reason("C-" + code)).startsWith(code + ": ");
    assertThat(calls()).isOne();
    assertThat(ordersSince()).isZero();
    assertThat(bundle.journalRow("C-" + code).get("due_at")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"503, 6", "429, 6", "500, 3", "409, 3"})
  void an_order_that_cannot_be_created_is_held(int status, int calls) {
    bundle.sandbox().fault(Fault.statusBefore("create", status));

    order("C-D" + status);
    bundle.awaitStatus("C-D" + status, "HELD");

    assertThat(bundle.erp().reason("C-D" + status)).startsWith("GAVE_UP: after 3 attempts: ");
    assertThat(calls()).isEqualTo(calls);
    assertThat(bundle.remote("C-D" + status)).isEmpty();
  }

  @Test
  void lost_answers_leave_only_empty_orders_behind() {
    bundle.sandbox().fault(Fault.lostAnswer("create"));

    order("C-L");
    bundle.awaitStatus("C-L", "HELD");

    assertThat(bundle.erp().reason("C-L")).startsWith("GAVE_UP: after 3 attempts: NO_ANSWER");
    assertThat(calls()).isEqualTo(3);
    assertThat(bundle.sandbox().orders().subList(ordersBefore, ordersBefore + 3))
        .allSatisfy(view -> assertThat(view.tickets()).isEmpty())
        .extracting(OrderView::orderNo)
        .containsOnlyNulls();
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
  }

  private int calls() {
    return bundle.calls("create").size() - before;
  }

  private int ordersSince() {
    return bundle.sandbox().orders().size() - ordersBefore;
  }
}
