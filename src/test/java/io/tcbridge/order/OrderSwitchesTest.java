package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the documentation is silent or contradicts itself, each reading of it must do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderSwitchesTest {

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("single_get", "not_found_404"),
          Map.entry("filter_tz", "UTC"),
          Map.entry("filter_bounds", "inclusive"),
          Map.entry("sort", "created_desc"),
          Map.entry("page_size_range", "400"),
          Map.entry("total_unit", "pages"),
          Map.entry("datetime_style", "space_naive"),
          Map.entry("settings_patch", "merge"),
          Map.entry("random_policy", "keep_and_top_up"),
          Map.entry("random_unnamed_sets", "release"),
          Map.entry("vendor_data_patch", "replace"),
          Map.entry("combined_patch", "atomic"),
          Map.entry("done_mode", "sync"),
          Map.entry("create_status", "200"),
          Map.entry("late_done", "400"),
          Map.entry("ticket_status_done", "reserved"));

  private final Bundle bundle = Bundle.create();
  private boolean started;
  private int nextSeat = 1;

  @BeforeAll
  void prepare() {
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
  }

  @AfterEach
  void agree() {
    bundle.sandbox().clearFaults();
    DEFAULTS.forEach(bundle.sandbox()::set);
    Agreement.check(bundle);
  }

  @AfterAll
  void cleanUp() {
    bundle.close();
  }

  /** What is learned about the single GET is learned once per process, so each has its own. */
  @ParameterizedTest
  @CsvSource({"not_found_404", "ok", "405"})
  void an_order_is_read_whether_or_not_there_is_a_single_get(String value) throws Exception {
    bundle.sandbox().set("single_get", value);
    var bridge = bundle.start();

    carriesOrders("get-" + value);

    long singles =
        bundle.calls("read").stream()
            .filter(call -> call.path().endsWith(bundle.remote("S-a-get-" + value).get(0).id()))
            .count();
    assertThat(singles).isLessThanOrEqualTo(value.equals("ok") ? 3 : 1);
    bundle.stop(bridge);
  }

  @ParameterizedTest
  @CsvSource({
    "filter_tz, Europe/Moscow",
    "filter_bounds, half_open",
    "sort, created_asc",
    "page_size_range, clamp",
    "total_unit, records",
    "datetime_style, iso_t",
    "datetime_style, iso_offset",
    "settings_patch, replace",
    "random_policy, repick",
    "random_unnamed_sets, keep",
    "vendor_data_patch, merge",
    "combined_patch, sequential",
    "done_mode, via_in_progress:300",
    "create_status, 201",
    "ticket_status_done, sold"
  })
  void orders_are_carried_under_each_reading(String name, String value) throws Exception {
    startOnce();
    bundle.sandbox().set(name, value);

    carriesOrders(name + "-" + value.replaceAll("\\W", ""));
  }

  private void startOnce() throws Exception {
    if (!started) {
      bundle.start();
      started = true;
    }
  }

  /**
   * One without seats whose "done" must be read, and a mixed one whose reservation must be read.
   */
  private void carriesOrders(String suffix) {
    String unseated = "S-a-" + suffix;
    String mixed = "S-b-" + suffix;
    bundle.sandbox().fault(Fault.lostAnswer("done").forOrderNo(unseated).times(1));
    bundle.sandbox().fault(Fault.lostAnswer("reserve").forOrderNo(mixed).times(1));
    bundle
        .erp()
        .order(unseated, Sample.EVENT)
        .places(Sample.FLOOR, 2)
        .sendTickets()
        .raw("{\"desk\": \"7\"}")
        .total("2200.00")
        .save();
    bundle
        .erp()
        .order(mixed, Sample.EVENT)
        .places(Sample.FLOOR, 1)
        .seat(Sample.seat(nextSeat++))
        .total("3850.00")
        .save();

    bundle.awaitStatus(unseated, "DONE");
    bundle.awaitStatus(mixed, "DONE");

    assertThat(bundle.erp().tickets(unseated)).hasSize(2);
    assertThat(bundle.erp().tickets(mixed)).hasSize(2);
  }
}
