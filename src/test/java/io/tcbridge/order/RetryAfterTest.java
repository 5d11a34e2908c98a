package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait that Ticketscloud asks for is kept in the journal, whichever call it was asked of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryAfterTest {

  private final Bundle bundle = Bundle.onSale();
  private int orders;

  @BeforeAll
  void start() throws Exception {
    bundle.startAndWait();
    String first = order("read");
    bundle.awaitStatus(first, "DONE");
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
  @CsvSource({
    "create, 429, 40, 40",
    "reserve, 429, 40, 40",
    "customer, 429, 40, 40",
    "done, 429, 40, 40",
    "cancel, 429, 40, 40",
    "read, 429, 40, 40",
    "create, 503, 99999999999999999999, 300",
    "reserve, 503, 3600, 300",
    "customer, 503, 3600, 300",
    "done, 503, 3600, 300",
    "cancel, 503, 3600, 300",
    "read, 503, 3600, 300",
    "reserve, 429, 1, 1"
  })
  void the_order_is_due_after_the_wait(
      String operation, int status, String retryAfter, int seconds) {
    assertWaits(operation, status, retryAfter, seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "reserve", "customer", "done", "cancel", "read"})
  void a_date_is_understood_too(String operation) {
    String inAMinute =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));

    assertWaits(operation, 429, inAMinute, 60);
  }

  @ParameterizedTest
  @CsvSource({
    "create, soon",
    "reserve, -5",
    "customer, 1.5",
    "done, soon",
    "cancel, 0",
    "read, 'Mon, 32 Nov 2026 12:00:30 GMT'"
  })
  void what_makes_no_sense_is_as_good_as_nothing(String operation, String retryAfter) {
    bundle.sandbox().fault(Fault.statusBefore(operation, 429).retryAfter(retryAfter).times(1));

    String orderNo = order(operation);

    bundle.awaitStatus(orderNo, operation.equals("cancel") ? "REFUSED" : "DONE");
  }

  private void assertWaits(String operation, int status, String retryAfter, int seconds) {
    int before = bundle.calls(operation).size();
    bundle.sandbox().fault(Fault.statusBefore(operation, status).retryAfter(retryAfter).times(1));

    Instant begun = Instant.now();
    String orderNo = order(operation);
    bundle.await(() -> attemptClass(orderNo) != null);
    Instant due = due(orderNo);

    // A date is compared with the remote clock, which tells whole seconds.
    assertThat(due)
        .isBetween(begun.plusSeconds(seconds - 2), Instant.now().plusSeconds(seconds + 1));
    assertThat(due).isAfterOrEqualTo(begun.plusMillis(seconds == 60 ? 0 : seconds * 1000L));
    assertThat(bundle.calls(operation).size() - before).isOne();
    bundle.makeDue(orderNo);
    bundle.awaitStatus(orderNo, operation.equals("cancel") ? "REFUSED" : "DONE");
  }

  private Object attemptClass(String orderNo) {
    Object attemptClass = bundle.journalRow(orderNo).get("attempt_class");
    return "NO_ANSWER".equals(attemptClass) ? null : attemptClass;
  }

  private Instant due(String orderNo) {
    return ((java.sql.Timestamp) bundle.journalRow(orderNo).get("due_at")).toInstant();
  }

  /** An order that comes to this operation. */
  private String order(String operation) {
    String orderNo = "W-" + ++orders;
    if (operation.equals("read")) {
      bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo(orderNo).times(1));
    }
    String total = operation.equals("cancel") ? "1000.00" : "1100.00";
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total(total).save();
    return orderNo;
  }
}
