package io.tcbridge.model;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random orders, faults and interleavings on the real bridge, compared with a small model. {@code
 * -Dmodel.tries=10000} plays more of them, {@code -Dmodel.seed=4711} begins with another one.
 */
final class ModelTest {

  private static final int TRIES = Integer.getInteger("model.tries", 200);
  private static final long FIRST = Long.getLong("model.seed", 1);

  @Test
  void whatever_happens_every_order_ends_as_promised() throws Exception {
    try (World world = new World()) {
      for (long seed : LongStream.range(FIRST, FIRST + TRIES).toArray()) {
        Scenario scenario = Scenario.of(seed);
        List<String> off = play(world, scenario);
        if (!off.isEmpty()) {
          tell(world, scenario, off);
        }
      }
    }
  }

  private static void tell(World world, Scenario scenario, List<String> before) {
    Scenario smallest = scenario.shrink(smaller -> !play(world, smaller).isEmpty());
    List<String> now = play(world, smallest);
    fail(
        """
        Seed %d is not as promised. The shortest way there, of %d actions:
        %s
        What is off:
          %s
        What was off before it was shortened:
          %s
        Again: mvn test -Dtest=ModelTest -Dmodel.tries=1 -Dmodel.seed=%d
        """
            .formatted(
                scenario.seed(),
                scenario.actions().size(),
                smallest,
                String.join("\n  ", now),
                String.join("\n  ", before),
                scenario.seed()));
  }

  private static List<String> play(World world, Scenario scenario) {
    try {
      return world.play(scenario);
    } catch (Exception broken) {
      return List.of("it breaks: " + broken);
    }
  }
}
