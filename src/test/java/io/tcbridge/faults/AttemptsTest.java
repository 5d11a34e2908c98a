package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Ops;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Wire;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One owner of repeats: Ticketscloud sees exactly as many requests as the settings say, the repeats
 * in memory times the tries of the journal, and nothing below them repeats by itself.
 */
class AttemptsTest {

  private static final Set<String> WRITES = Set.of("create", "reserve", "customer", "done");

  /** A failure that stays, and where it is repeated in memory. */
  private enum Failure {
    BUSY(409, Set.of("reserve", "customer"), on -> Fault.statusBefore(on, 409)),
    RATE_LIMITED(429, WRITES, on -> Fault.statusBefore(on, 429)),
    DOWN(503, Set.of("create", "reserve", "customer"), on -> Fault.statusBefore(on, 503)),
    DOWN_FOR_A_SECOND(503, Set.of(), on -> Fault.statusBefore(on, 503).retryAfter("1")),
    FAILED(500, Set.of(), on -> Fault.statusBefore(on, 500)),
    BAD_GATEWAY(502, Set.of(), on -> Fault.statusBefore(on, 502).body("<html>nginx</html>")),
    TIMED_OUT_THERE(408, Set.of(), on -> Fault.statusBefore(on, 408)),
    CUT(0, Set.of(), Fault::dropBefore),
    LOGIN_PAGE(200, Set.of(), Fault::html);

    private final int status;
    private final Set<String> repeatedAt;
    private final Function<String, Fault> fault;

    Failure(int status, Set<String> repeatedAt, Function<String, Fault> fault) {
      this.status = status;
      this.repeatedAt = repeatedAt;
      this.fault = fault;
    }

    int calls(String operation, int repeats, int retries) {
      return (repeatedAt.contains(operation) ? 1 + repeats : 1) * (1 + retries);
    }

    String orderNo(String operation) {
      return name() + "-" + operation;
    }

    /** A create that was refused has no remote order to be known by, so each needs its event. */
    boolean canBeCountedAt(String operation) {
      return !operation.equals("create") || this != DOWN_FOR_A_SECOND;
    }

    boolean isNoAnswer() {
      return this == CUT || this == TIMED_OUT_THERE;
    }

    SandboxEvent event() {
      return SandboxEvent.of(
          "6a%022x".formatted(name().hashCode()),
          name(),
          Sample.event().start(),
          Sample.event().sets().subList(0, 1));
    }
  }

  private static final String CALLS = "bridge_remote_calls_seconds_count";

  private static Bundle bundle(int repeats, int retries) {
    String limit = String.valueOf(retries);
    return Bundle.onSale()
        .with("ORDER_WORKERS", "16")
        // a busy machine is no failure
        .with("TICKETSCLOUD_TIMEOUT", "15s")
        .with("ORDER_LEASE", "25s")
        .with("ORDER_REPEAT_LIMIT", String.valueOf(repeats))
        .with("ORDER_RETRY_LIMIT", limit)
        .with("ORDER_RETRY_LIMIT_REMOTE_DOWN", limit)
        .with("ORDER_RETRY_LIMIT_RATE_LIMITED", limit)
        .with("ORDER_RETRY_LIMIT_NOT_SENT", limit)
        .with("ORDER_RETRY_FIRST", "10ms")
        // what is held is not looked at again while calls are counted
        .with("ORDER_RETRY_MAX", "5m")
        .with("ORDER_HELD_HOLD_TIME", "5m");
  }

  @Test
  void a_change_is_sent_as_often_as_the_settings_say() throws Exception {
    changes(2, 3);
  }

  @Test
  @Tag("campaign")
  void a_change_is_sent_once_more_where_the_settings_say_so() throws Exception {
    changes(0, 1);
  }

  private static void changes(int repeats, int retries) throws Exception {
    try (Bundle bundle = bundle(repeats, retries)) {
      bundle.startAndWait();
      int orders = 0;
      for (Failure failure : Failure.values()) {
        bundle.sandbox().seed(failure.event());
        bundle.sandbox().fault(failure.fault.apply("create").forEvent(failure.event().id()));
        for (String operation : WRITES) {
          if (failure.canBeCountedAt(operation)) {
            boolean create = operation.equals("create");
            String orderNo = failure.orderNo(operation);
            bundle.sandbox().fault(failure.fault.apply(operation).forOrderNo(orderNo));
            order(bundle, orderNo, create ? failure.event().id() : Sample.EVENT);
            orders++;
          }
        }
      }
      int all = orders;
      bundle.await(() -> bundle.erp().count("HELD") == all);

      for (Failure failure : Failure.values()) {
        for (String operation : WRITES) {
          if (failure.canBeCountedAt(operation)) {
            assertThat(calls(bundle, failure, operation))
                .as(failure.orderNo(operation))
                .isEqualTo(failure.calls(operation, repeats, retries));
            assertThat(bundle.erp().reason(failure.orderNo(operation)))
                .startsWith("GAVE_UP: after " + (1 + retries) + " attempts: ");
          }
        }
      }
      Agreement.check(bundle);
    }
  }

  private static long calls(Bundle bundle, Failure failure, String operation) {
    return operation.equals("create")
        ? bundle.calls("create").stream()
            .filter(call -> call.fault() != null && call.status() == failure.status)
            .count()
        : bundle.calls(operation, failure.orderNo(operation)).size();
  }

  @Test
  @Tag("campaign")
  void a_read_is_sent_as_often_as_the_settings_say() throws Exception {
    int retries = 3;
    try (Bundle bundle = bundle(2, retries)) {
      bundle.startAndWait();
      loseDone(bundle, "warm-up");
      bundle.awaitStatus("warm-up", "DONE");
      for (Failure failure : Failure.values()) {
        int before = bundle.calls("read").size();
        bundle.sandbox().fault(failure.fault.apply("read"));
        loseDone(bundle, failure + "-read");
        bundle.awaitStatus(failure + "-read", "HELD");

        assertThat(bundle.calls("read").size() - before)
            .as(failure + ", read")
            .isEqualTo(1 + retries - (failure.isNoAnswer() ? 1 : 0));
        bundle.sandbox().clearFaults();
      }
      Agreement.check(bundle);
    }
  }

  @Test
  void what_cannot_be_sent_is_tried_as_often_as_the_settings_say() throws Exception {
    int repeats = 2;
    int retries = 3;
    try (Bundle bundle = bundle(repeats, retries);
        Wire wire = Wire.to(bundle.sandbox().url())) {
      Bridge bridge = bundle.with("TICKETSCLOUD_URL", wire.url()).startAndWait();
      wire.pullAfter(request -> request.contains("\"random\""));
      order(bundle, "cut-off", Sample.EVENT);
      bundle.awaitStatus("cut-off", "HELD");
      order(bundle, "never-begun", Sample.EVENT);
      bundle.awaitStatus("never-begun", "HELD");

      Ops ops = new Ops(bridge.port());
      assertThat(ops.metric(CALLS, "\"create\"", "\"not-sent\""))
          .isEqualTo((1 + repeats) * (1 + retries));
      assertThat(ops.metric(CALLS, "\"customer\"", "\"not-sent\"")).isEqualTo(1 + repeats);
      assertThat(ops.metric(CALLS, "\"read\"", "\"not-sent\"")).isEqualTo(retries);
      assertThat(bundle.sandbox().orders()).hasSize(1);
      wire.plug();
      Agreement.check(bundle);
    }
  }

  private static void loseDone(Bundle bundle, String orderNo) {
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo(orderNo).times(1));
    order(bundle, orderNo, Sample.EVENT);
  }

  private static void order(Bundle bundle, String orderNo, String eventId) {
    bundle.erp().order(orderNo, eventId).places(Sample.FLOOR, 1).total("1100.00").save();
  }
}
