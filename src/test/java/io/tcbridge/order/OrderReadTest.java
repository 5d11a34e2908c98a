package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
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

/** Each order here loses the answer to its done, so that only a read can tell what became of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderReadTest {

  private static final String NOTHING = "{\"data\":[],\"pagination\":{\"total\":1}}";

  private final Bundle bundle = Bundle.onSale();
  private Bridge bridge;
  private int before;

  @BeforeAll
  void start() throws Exception {
    bridge = bundle.startAndWait();
    order("warm-up");
    bundle.awaitStatus("warm-up", "DONE");
  }

  @BeforeEach
  void count() {
    before = bundle.calls("read").size();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("filter_tz", "UTC");
    Invariants.hold(bundle);
    assertThat(bundle.calls("cancel")).isEmpty();
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void one_page_tells_what_became_of_an_order() {
    order("R-1");

    bundle.awaitStatus("R-1", "DONE");

    assertThat(reads()).isOne();
    assertThat(bundle.calls("done", "R-1")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_read_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("read").times(1));

    order("R-" + mishap);
    bundle.awaitStatus("R-" + mishap, "DONE");

    assertThat(reads()).isEqualTo(2);
    assertThat(bundle.calls("done", "R-" + mishap)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"Europe/Moscow", "America/New_York"})
  void the_list_is_searched_a_day_each_way_when_its_filter_is_in_another_zone(String zone) {
    bundle.sandbox().set("filter_tz", zone);

    order("Z-" + zone);
    bundle.awaitStatus("Z-" + zone, "DONE");

    assertThat(bundle.calls("done", "Z-" + zone)).hasSize(1);
  }

  @Test
  void an_order_that_no_list_shows_is_held_never_made_anew_and_found_in_the_end() {
    bundle.sandbox().fault(Fault.statusBefore("read", 200).body(NOTHING));

    order("N-1");
    bundle.awaitStatus("N-1", "HELD");

    assertThat(bundle.erp().reason("N-1")).contains("REMOTE_NOT_FOUND");
    assertThat(bundle.everyRemote("N-1")).hasSize(1);
    awaitFound("N-1");
  }

  @ParameterizedTest
  @CsvSource({"503, 3", "429, 3", "500, 3", "409, 3"})
  void an_order_that_cannot_be_read_is_held_and_read_on(int status, int calls) {
    bundle.sandbox().fault(Fault.statusBefore("read", status));

    order("S-" + status);
    bundle.awaitStatus("S-" + status, "HELD");

    assertThat(bundle.erp().reason("S-" + status)).startsWith("GAVE_UP: after 3 attempts: ");
    assertThat(reads()).isBetween(calls, calls + 1);
    awaitFound("S-" + status);
  }

  @Test
  void a_list_that_is_never_answered_holds_the_order() {
    bundle.sandbox().fault(Fault.dropBefore("read"));

    order("S-L");
    bundle.awaitStatus("S-L", "HELD");

    assertThat(bundle.erp().reason("S-L")).startsWith("GAVE_UP: after 3 attempts: NO_ANSWER");
    awaitFound("S-L");
  }

  @Test
  void an_unknown_answer_to_a_list_holds_the_order_which_is_still_read() {
    bundle.sandbox().fault(Fault.textError("read", "No list for anna@example.com today"));

    order("X-1");
    bundle.awaitStatus("X-1", "HELD");

    assertThat(bundle.erp().reason("X-1")).startsWith("UNKNOWN_ANSWER: ");
    awaitFound("X-1");
  }

  @Test
  void the_single_order_is_read_where_that_works_and_the_list_as_soon_as_it_does_not()
      throws Exception {
    bundle.stop(bridge);
    bundle.sandbox().set("single_get", "ok");
    bridge = bundle.startAndWait();
    order("G-1");
    bundle.awaitStatus("G-1", "DONE");
    bundle.sandbox().set("single_get", "not_found_404");

    order("G-2");
    bundle.awaitStatus("G-2", "DONE");

    assertThat(bundle.calls("read", "G-1")).extracting(Call::status).containsExactly(200);
    assertThat(bundle.calls("read", "G-2")).extracting(Call::status).containsExactly(404);
    assertThat(bundle.calls("done", "G-2")).hasSize(1);
  }

  private void awaitFound(String orderNo) {
    bundle.sandbox().clearFaults();
    bundle.makeDue(orderNo);
    bundle.awaitStatus(orderNo, "DONE");
    assertThat(bundle.calls("done", orderNo)).hasSize(1);
  }

  private void order(String orderNo) {
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo(orderNo).times(1));
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }

  private int reads() {
    return bundle.calls("read").size() - before;
  }
}
