package io.tcbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleOrdersTest {

  @Test
  void two_hundred_orders_have_every_end() {
    List<Sample> samples = SampleOrders.make(200);

    assertThat(samples).hasSize(200).extracting(Sample::orderNo).doesNotHaveDuplicates();
    assertThat(samples)
        .extracting(sample -> sample.foreseen().toString())
        .contains(
            "DONE",
            "REFUSED INVALID",
            "REFUSED SOLD_OUT",
            "REFUSED PRICE_CHANGED",
            "REFUSED PROMO_REFUSED",
            "REFUSED EVENT_NOT_FOUND",
            "REFUSED VISITORS_NEEDED",
            "CANCELLED CANCELLED_BY_ERP");
  }

  @Test
  void sixty_orders_have_every_kind_of_refusal_too() {
    assertThat(SampleOrders.make(60))
        .hasSize(60)
        .extracting(sample -> sample.foreseen().code())
        .contains("", "INVALID", "SOLD_OUT", "PRICE_CHANGED", "PROMO_REFUSED", "CANCELLED_BY_ERP");
  }

  @Test
  void of_a_contest_only_the_sum_of_its_ends_counts() {
    List<Sample> samples = SampleOrders.make(200);
    Map<String, Ending> endings = new HashMap<>();
    samples.forEach(sample -> endings.put(sample.orderNo(), sample.foreseen()));
    List<Sample> contest =
        samples.stream()
            .filter(sample -> !sample.contest().equals(sample.orderNo()))
            .limit(2)
            .toList();

    endings.put(contest.get(0).orderNo(), contest.get(1).foreseen());
    endings.put(contest.get(1).orderNo(), contest.get(0).foreseen());

    assertThat(contest.get(0).contest()).isEqualTo(contest.get(1).contest());
    assertThat(Foreseen.differences(samples, endings)).isEmpty();
  }

  @Test
  void a_contest_that_both_have_won_is_told() {
    List<Sample> samples = SampleOrders.make(200);
    Map<String, Ending> endings = new HashMap<>();
    samples.forEach(
        sample ->
            endings.put(
                sample.orderNo(),
                sample.contest().equals(sample.orderNo()) ? sample.foreseen() : Ending.DONE));

    assertThat(Foreseen.differences(samples, endings))
        .isNotEmpty()
        .allMatch(
            text ->
                text.matches(
                    "DEMO-\\d+ and DEMO-\\d+ ended as DONE and DONE,"
                        + " foreseen was DONE and REFUSED SOLD_OUT"));
  }

  @Test
  void an_order_that_ended_otherwise_or_is_lost_is_told() {
    List<Sample> samples = SampleOrders.make(2);
    Map<String, Ending> endings =
        Map.of(samples.get(0).orderNo(), Ending.of("HELD", "GAVE_UP: after 12 attempts"));

    assertThat(Foreseen.differences(samples, endings))
        .containsExactly(
            "DEMO-00001 ended as HELD GAVE_UP, foreseen was DONE",
            "DEMO-00002 ended as absent, foreseen was DONE");
    assertThat(Foreseen.table(samples, endings))
        .extracting(row -> row.ending() + " " + row.orders() + " of " + row.foreseen())
        .containsExactly("DONE 0 of 2", "HELD GAVE_UP 1 of 0", "absent 1 of 0");
  }
}
