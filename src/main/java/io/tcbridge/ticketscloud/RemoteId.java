package io.tcbridge.ticketscloud;

import java.time.Instant;
import java.util.Optional;

/**
 * The clock inside a remote id: its first eight hexadecimal digits are the creation time in
 * seconds. The documentation does not promise it, but it holds to the second in each of its
 * examples.
 */
public final class RemoteId {

  private RemoteId() {}

  /** When the object with this id was made; empty if the id does not look like one with a clock. */
  public static Optional<Instant> createdAt(String id) {
    return id != null && id.matches("[0-9a-f]{24}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16)))
        : Optional.empty();
  }
}
