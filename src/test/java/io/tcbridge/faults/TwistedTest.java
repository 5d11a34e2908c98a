package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Twist;
import io.tcbridge.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One answer in eight is broken on its way, in whatever way. */
@Tag("campaign")
final class TwistedTest {

  @Test
  void answers_broken_below_http_by_chance_sell_nothing_twice() throws Exception {
    Scenario.of("one answer in eight reset, cut, garbled or falsely labelled", "R16", "R17", "R56")
        .on(() -> Scene.ground().with("TICKETSCLOUD_TIMEOUT", "1s").with("ORDER_LEASE", "11s"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              try (Wire wire = Wire.to(bundle.sandbox().url())) {
                bundle.with("TICKETSCLOUD_URL", wire.url());
                bundle.startAndWait();
                bundle.startAndWait();
                Random chance = new Random(scene.seed());
                wire.twistSome(0.125, chance, Twist.values());

                List<String> sold = scene.orders("T", 120);
                scene.await(Duration.ofMinutes(3), () -> bundle.erp().count("DONE") == sold.size());

                assertThat(bundle.calls("done")).filteredOn(call -> call.applied()).hasSize(120);
                assertThat(bundle.calls("cancel")).isEmpty();
              }
            });
  }
}
