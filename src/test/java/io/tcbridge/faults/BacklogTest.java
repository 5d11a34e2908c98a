package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an outage has left is worked off at the agreed rate, and what is young is not starved. */
@Tag("campaign")
final class BacklogTest {

  private static final int RATE = 100;

  @Test
  void a_backlog_is_worked_off_within_the_rate_while_answers_are_lost() throws Exception {
    Scenario.of("backlog of 400 orders at 100 requests per second, 5 % of answers lost", "R50")
        .on(() -> Scene.ground().with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", String.valueOf(RATE)))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              List<String> sold = scene.orders("B", 400);
              for (String change : List.of("create", "reserve", "customer", "done")) {
                bundle.sandbox().fault(Fault.lostAnswer(change).probability(0.05));
              }
              bundle.sandbox().fault(Fault.statusBefore(null, 503).probability(0.02));

              bundle.startAndWait();
              scene.await(() -> bundle.erp().count("DONE") >= 50);
              long before = bundle.erp().count("DONE");
              bundle.erp().order("young", Sample.EVENT).places(Sample.FLOOR, 1).save();
              scene.counts(1);
              scene.await(Duration.ofMinutes(3), () -> bundle.erp().count("DONE") == 401);

              assertThat(before).isLessThan(sold.size());
              assertThat(busiestSecond(bundle)).isLessThanOrEqualTo(RATE + RATE / 5);
            });
  }

  private static int busiestSecond(Bundle bundle) {
    Map<Long, Integer> seconds = new HashMap<>();
    for (Call call : bundle.sandbox().history()) {
      seconds.merge(call.time().getEpochSecond(), 1, Integer::sum);
    }
    return seconds.values().stream().mapToInt(each -> each).max().orElse(0);
  }
}
