package io.tcbridge.prove;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
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

  /**
   * Parameters of the statements that read page by page. An event is never null.
   *
   * @param after the last number or id of the page before
   */
  Map<String, Object> page(Object after) {
    return Map.of(
        "after", after, "since", Timestamp.from(since), "event", event.orElse("*"), "batch", batch);
  }
}
