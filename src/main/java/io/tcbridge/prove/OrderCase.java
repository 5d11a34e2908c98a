package io.tcbridge.prove;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is known of one ERP order.
 *
 * @param erp null when the ERP does not show it
 * @param revisions journal rows, the first revision first
 * @param remotes remote orders that carry its number or that the journal made for it
 * @param refunded tickets that are in a remote refund: they may be gone there before the ERP knows
 */
record OrderCase(
    String orderNo,
    ErpRow erp,
    List<JournalEntry> revisions,
    List<RemoteEntry> remotes,
    Set<String> refunded) {

  Optional<JournalEntry> latest() {
    return revisions.isEmpty()
        ? Optional.empty()
        : Optional.of(revisions.get(revisions.size() - 1));
  }

  /** The revision for which this remote order was made. */
  Optional<JournalEntry> ownerOf(RemoteEntry remote) {
    return revisions.stream()
        .filter(
            entry ->
                entry.remotes().containsKey(remote.id()) || remote.id().equals(entry.remoteId()))
        .findFirst();
  }

  /** Whether the journal wrote about it after this moment: then the sides show several moments. */
  boolean hasMovedSince(Instant moment) {
    return revisions.stream().anyMatch(entry -> entry.hasMovedSince(moment));
  }
}
