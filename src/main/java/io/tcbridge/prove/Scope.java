package io.tcbridge.prove;

import io.tcbridge.ticketscloud.RemoteId;
import java.time.Instant;

/**
 * Which moment and which part of the world was read.
 *
 * @param startedAt by the journal's clock, before anything was read; what changes later is not
 *     judged
 * @param remoteNow the remote clock, or the sandbox's
 * @param remoteSince remote orders made before it were not read
 * @param everything whether every remote order is known and belongs to this bridge (a sandbox)
 */
record Scope(Instant startedAt, Instant remoteNow, Instant remoteSince, boolean everything) {

  /** Whether a remote order with this id would have been read. */
  boolean covers(String remoteId) {
    return remoteSince.equals(Instant.EPOCH)
        || RemoteId.createdAt(remoteId).map(at -> !at.isBefore(remoteSince)).orElse(false);
  }
}
