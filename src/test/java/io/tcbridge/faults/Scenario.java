package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tcbridge.testing.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that goes wrong while orders are on their way. It is run as often as {@code
 * -Dfaults.repeat} says, each time on a fresh bundle and with another seed; every run ends with the
 * checker that is shipped, and all of them are one row of {@code target/faults/table.md}.
 *
 * <pre>Scenario.of("answer of done lost", "R4").run(scene -> { ... });</pre>
 */
public final class Scenario {

  /** What happens in one repetition. */
  @FunctionalInterface
  public interface Play {
    void go(Scene scene) throws Exception;
  }

  private static final int REPEAT = Integer.getInteger("faults.repeat", 1);
  private static final long SEED = Long.getLong("faults.seed", 1);

  private final String title;
  private final List<String> anchors;
  private final Supplier<Bundle> ground;
  private final int repeat;

  private Scenario(String title, List<String> anchors, Supplier<Bundle> ground, int repeat) {
    this.title = title;
    this.anchors = anchors;
    this.ground = ground;
    this.repeat = repeat;
  }

  /**
   * @param title unique; it names the row and the files
   * @param anchors numbers of the known ways to fail that it covers
   */
  public static Scenario of(String title, String... anchors) {
    return new Scenario(title, List.of(anchors), Scene::ground, REPEAT);
  }

  /** On another bundle than {@link Scene#ground()}. */
  public Scenario on(Supplier<Bundle> other) {
    return new Scenario(title, anchors, other, repeat);
  }

  /** Does not play it where something is missing that it needs, and says so in the table. */
  public Scenario needs(boolean isThere, String what) throws IOException {
    if (!isThere) {
      Row row = new Row(title, anchors, SEED);
      row.begin();
      row.skipped(what);
      row.write();
    }
    assumeThat(isThere).as(what).isTrue();
    return this;
  }

  /** So many times as often, or so many times more seldom when the factor is below one. */
  public Scenario times(double factor) {
    return new Scenario(title, anchors, ground, (int) Math.max(1, Math.round(repeat * factor)));
  }

  /**
   * Runs all repetitions, writes the row, and fails if an invariant was violated in any, or one
   * broke off before it could be judged.
   */
  public void run(Play play) throws Exception {
    Row row = new Row(title, anchors, SEED);
    row.begin();
    for (int i = 0; i < repeat; i++) {
      once(play, row, SEED + i);
      row.write();
    }
    assertThat(row.findings()).as("violations in " + title).isEmpty();
    row.failIfBroken();
  }

  private void once(Play play, Row row, long seed) throws Exception {
    try (Bundle bundle = ground.get()) {
      Scene scene = new Scene(bundle, seed);
      try {
        play.go(scene);
        scene.settle();
        row.add(scene, scene.judge());
      } catch (Exception | AssertionError e) {
        row.broke(scene, e);
      }
    }
  }
}
