package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that asks the buyer a question: a person is needed, and the question is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCustomFieldTest {

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
  @ValueSource(strings = {"create", "reserve", "customer", "done"})
  void the_question_is_told_whatever_asks_it_and_no_seat_is_kept_for_long(String operation) {
    bundle
        .sandbox()
        .fault(
            Fault.textError(operation, "birthday: value should be formatted 'YYYY-MM-DD'")
                .times(1));

    order("F-" + operation);
    bundle.awaitStatus("F-" + operation, "HELD");

    assertThat(bundle.erp().reason("F-" + operation))
        .startsWith("CUSTOM_FIELD: ")
        .endsWith("birthday: value should be formatted 'YYYY-MM-DD'");
    awaitRelease("F-" + operation);
  }

  @Test
  void an_answer_that_is_quoted_in_the_question_stays_private() {
    bundle
        .sandbox()
        .fault(
            Fault.statusBefore("customer", 400)
                .body(
                    "{\"errors\": [{\"full_name\": [\"Anna PETROVA does not match pattern [A-Z]+\"]}]}")
                .times(1));

    order("F-1");
    bundle.awaitStatus("F-1", "HELD");

    assertThat(bundle.erp().reason("F-1"))
        .startsWith("CUSTOM_FIELD: ")
        .endsWith("full_name *** does not match pattern [A-Z]+");
    awaitRelease("F-1");
  }

  @Test
  void once_the_question_is_gone_a_retry_sells_the_order() {
    bundle.sandbox().fault(Fault.textError("customer", "blank value is not allowed").times(1));
    order("F-2");
    bundle.awaitStatus("F-2", "HELD");

    bundle.erp().jdbc().update("update erp_order set bridge_status = 'NEW' where order_no = 'F-2'");
    bundle.awaitStatus("F-2", "DONE");
  }

  private void awaitRelease(String orderNo) {
    bundle.await(
        () ->
            bundle.everyRemote(orderNo).stream()
                .map(OrderView::status)
                .allMatch("cancelled"::equals));
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).save();
  }
}
