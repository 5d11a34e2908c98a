package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Twist;
import io.tcbridge.testing.Wire;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever arrives on the wire instead of a right answer counts as no answer: the request had its
 * effect, so it is read first and nothing happens twice. There are only two connections: each that
 * were not given back would soon be missed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {

  private static final Map<String, Predicate<String>> REQUESTS =
      Map.of(
          "create", request -> request.startsWith("POST"),
          "reserve", request -> request.contains("\"random\""),
          "customer", request -> request.contains("\"settings\""),
          "done", request -> request.contains("\"done\""),
          "cancel", request -> request.contains("\"cancelled\""),
          "read", request -> request.startsWith("GET") && request.contains("created_at"));

  private final Bundle bundle =
      Bundle.onSale()
          .with("TICKETSCLOUD_MAX_CONNECTIONS", "2")
          .with("TICKETSCLOUD_TIMEOUT", "10s")
          .with("ORDER_LEASE", "20s")
          .with("ORDER_RETRY_LIMIT", "20")
          .with("ORDER_RETRY_LIMIT_NOT_SENT", "0");
  private final Wire wire = Wire.to(bundle.sandbox().url());

  private int buyers;

  @BeforeAll
  void start() throws Exception {
    bundle.with("TICKETSCLOUD_URL", wire.url()).startAndWait();
  }

  @AfterAll
  void stop() {
    bundle.close();
    wire.close();
  }

  /** Those that are only slow are played by chance in the campaign. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SLOW_HEADERS", "SLOW_BODY"})
  void an_answer_that_is_twisted_on_its_way_is_read_before_anything_is_done(Twist twist) {
    Map<String, Integer> before = counts();
    REQUESTS.values().forEach(request -> wire.twist(request, twist));

    List<String> sold = IntStream.range(0, 5).mapToObj(n -> twist + "-" + n).toList();
    sold.forEach(orderNo -> order(orderNo, "2200.00"));
    order(twist + "-x", "2000.00");
    sold.forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));
    bundle.awaitStatus(twist + "-x", "REFUSED");

    assertThat(wire.waiting()).as("twists that met no request").isZero();
    int again = twist.isRight() ? 0 : 1;
    assertThat(sent("create", before)).isEqualTo(6 + again);
    assertThat(sent("reserve", before)).isEqualTo(6 + again);
    assertThat(sent("customer", before)).isEqualTo(6 + again);
    assertThat(sent("done", before)).isEqualTo(5);
    assertThat(sent("cancel", before)).isOne();
    assertThat(setbacks(twist))
        .allMatch(detail -> detail.matches("(NOT_JSON|NO_ANSWER): .*"))
        .noneMatch(detail -> detail.contains("{\"data"))
        .hasSizeBetween(again * 6, again * 100);
    Agreement.check(bundle);
  }

  private List<String> setbacks(Twist twist) {
    return bundle
        .journal()
        .queryForList(
            "select h.detail from bridge.order_history h join bridge.order_journal o"
                + " using (order_id) where h.fact = 'set back' and o.order_no like ?",
            String.class,
            twist + "-%");
  }

  private int sent(String operation, Map<String, Integer> before) {
    return counts().get(operation) - before.get(operation);
  }

  private Map<String, Integer> counts() {
    return REQUESTS.keySet().stream()
        .collect(Collectors.toMap(each -> each, each -> bundle.calls(each).size()));
  }

  private void order(String orderNo, String total) {
    bundle
        .erp()
        .order(orderNo, Sample.EVENT)
        .places(Sample.FLOOR, 2)
        .total(total)
        .buyer("Anna", "Petrova" + ++buyers)
        .save();
  }
}
