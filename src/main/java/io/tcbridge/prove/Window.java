package io.tcbridge.prove;

import java.time.Instant;
import java.util.Optional;

/**
 * What is looked at.
 *
 * @param since orders made or changed since then, and all that are not finished; {@link
 *     Instant#EPOCH} for all
 * @param event only this one's orders
 * @param batch orders that are read at once
 */
public record Window(Instant since, Optional<String> event, int batch) {

  private static final int BATCH = 500;

  public static Window everything() {
    return new Window(Instant.EPOCH, Optional.empty(), BATCH);
  }

  public static Window of(Instant since, Optional<String> event) {
    return new Window(since, event, BATCH);
  }

  /** As the statements want it: no null, no empty text. */
  String eventOrAll() {
    return event.orElse("*");
  }
}
