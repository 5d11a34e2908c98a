package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Wire;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of a later version, of another order, and of an earlier time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnknownAnswersTest {

  private final Bundle bundle =
      Bundle.onSale().with("ORDER_RETRY_LIMIT", "50").with("ORDER_BARCODE_WAIT", "10m");
  private final Wire wire = Wire.to(bundle.sandbox().url());

  @BeforeAll
  void start() throws Exception {
    bundle.with("TICKETSCLOUD_URL", wire.url()).startAndWait();
  }

  @AfterEach
  void agree() {
    wire.straighten();
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("barcode_at_done", "immediate");
    Agreement.check(bundle);
    assertThat(bundle.calls("cancel")).isEmpty();
  }

  @AfterAll
  void stop() {
    bundle.close();
    wire.close();
  }

  /**
   * Neither sold nor gone, as far as anybody knows: the order goes on or waits, and is sold once.
   */
  @ParameterizedTest
  @CsvSource({
    "create, executed, on_review",
    "reserve, executed, on_review",
    "customer, executed, on_review",
    "done, done, paid_up",
    "read, executed, frozen"
  })
  void a_status_that_nobody_knows_is_waited_for(String operation, String known, String unknown) {
    String orderNo = "S-" + operation;
    if (operation.equals("read")) {
      bundle.sandbox().fault(Fault.lostAnswer("customer").forOrderNo(orderNo).times(1));
    }
    wire.rewrite(request(operation), text -> status(text, known, unknown));

    order(orderNo);
    if (operation.equals("read")) {
      bundle.await(() -> "REMOTE_IN_PROGRESS".equals(attemptClass(orderNo)));
      wire.straighten();
    }
    bundle.awaitStatus(orderNo, "DONE");

    assertThat(bundle.everyRemote(orderNo)).extracting(OrderView::status).containsExactly("done");
    assertThat(bundle.calls("done", orderNo)).hasSize(1);
  }

  /** A server behind shows an order that is sold as it was before. */
  @Test
  void a_sold_order_that_is_shown_as_it_was_before_is_held_until_it_is_shown_right() {
    bundle.sandbox().set("barcode_at_done", "null_then_async:100");
    wire.rewrite(UnknownAnswersTest::isList, text -> status(text, "done", "executed"));

    order("B-1");
    bundle.awaitStatus("B-1", "HELD");
    assertThat(bundle.erp().reason("B-1")).startsWith("REMOTE_WENT_BACK: ");
    wire.straighten();
    bundle.makeDue("B-1");
    bundle.awaitStatus("B-1", "DONE");

    assertThat(bundle.calls("done", "B-1")).hasSize(1);
    assertThat(bundle.erp().tickets("B-1")).hasSize(1);
  }

  @Test
  void a_done_without_an_answer_that_is_shown_as_it_was_before_is_asked_for_again_and_sold_once() {
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo("B-2").times(1));
    wire.rewrite(UnknownAnswersTest::isList, text -> status(text, "done", "executed"));

    order("B-2");
    bundle.await(() -> bundle.calls("done", "B-2").size() == 2);
    wire.straighten();
    bundle.awaitStatus("B-2", "DONE");

    assertThat(bundle.calls("done", "B-2")).filteredOn(Call::applied).hasSize(1);
  }

  /** Answers of two requests that somebody in between has mixed up. */
  @ParameterizedTest
  @CsvSource({"reserve", "customer", "done"})
  void an_answer_about_another_order_is_not_believed(String operation) {
    String orderNo = "M-" + operation;
    wire.rewrite(
        request(operation),
        text -> text.replaceFirst("\"id\":\"\\w{24}\"", "\"id\":\"6bffffffffffffffffffffff\""));

    order(orderNo);
    bundle.await(() -> "FOREIGN_ORDER".equals(attemptClass(orderNo)));
    wire.straighten();
    bundle.awaitStatus(orderNo, "DONE");

    assertThat(bundle.everyRemote(orderNo)).extracting(OrderView::status).containsExactly("done");
    assertThat(bundle.calls("done", orderNo)).hasSize(1);
  }

  /** What is not shown is not known: the tickets of a hold are looked for before money moves. */
  @Test
  void an_answer_without_tickets_and_totals_sells_nothing() {
    wire.rewrite(
        request("customer").or(request("reserve")),
        text -> text.replace("\"tickets\":", "\"places\":").replace("\"values\":", "\"sums\":"));

    order("I-1");
    bundle.await(() -> "ANSWER_INCOMPLETE".equals(attemptClass("I-1")));
    assertThat(bundle.calls("done", "I-1")).isEmpty();
    wire.straighten();
    bundle.awaitStatus("I-1", "DONE");
  }

  private static boolean isList(String request) {
    return request.startsWith("GET") && request.contains("created_at");
  }

  private static Predicate<String> request(String operation) {
    return switch (operation) {
      case "create" -> request -> request.startsWith("POST");
      case "reserve" -> request -> request.contains("\"random\"");
      case "customer" -> request -> request.contains("\"settings\"");
      case "done" -> request -> request.contains("\"done\"");
      default -> UnknownAnswersTest::isList;
    };
  }

  private static String status(String text, String from, String to) {
    return text.replace("\"status\":\"" + from + "\"", "\"status\":\"" + to + "\"");
  }

  private Object attemptClass(String orderNo) {
    return bundle.journalRow(orderNo).get("attempt_class");
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }
}
