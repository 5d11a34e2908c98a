package io.tcbridge.prove;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every remote order that was read, and what a history tells of them. */
final class RemoteSide {

  private final Instant now;
  private final Instant since;
  private final boolean everything;
  private final Map<String, RemoteEntry> byId = new LinkedHashMap<>();
  private final Map<String, List<String>> byMark = new HashMap<>();
  private final Map<String, RemoteRefundEntry> refunds = new LinkedHashMap<>();
  private final Map<String, Set<String>> refundedOf = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long calls;
  private long mostInOneSecond;

  /**
   * @param now the remote clock
   * @param since nothing made before it was read
   * @param everything whether all orders are there and belong to this bridge
   */
  RemoteSide(Instant now, Instant since, boolean everything) {
    this.now = now;
    this.since = since;
    this.everything = everything;
  }

  void add(RemoteEntry entry) {
    if (byId.put(entry.id(), entry) == null && entry.mark() != null) {
      byMark.computeIfAbsent(entry.mark(), mark -> new ArrayList<>(1)).add(entry.id());
    }
  }

  void add(RemoteRefundEntry refund) {
    refunds.put(refund.id(), refund);
    if (!refund.isRejected() && refund.tickets() != null && refund.orderId() != null) {
      refundedOf
          .computeIfAbsent(refund.orderId(), order -> new HashSet<>())
          .addAll(refund.tickets());
    }
  }

  RemoteRefundEntry refund(String id) {
    return id == null ? null : refunds.get(id);
  }

  Iterable<RemoteRefundEntry> refunds() {
    return refunds.values();
  }

  int refundCount() {
    return refunds.size();
  }

  /** Tickets of these remote orders that are in a refund which is not rejected. */
  Set<String> refunded(List<RemoteEntry> orders) {
    Set<String> tickets = new HashSet<>();
    orders.forEach(order -> tickets.addAll(refundedOf.getOrDefault(order.id(), Set.of())));
    return tickets;
  }

  /** What the calls of a history tell; the trails may be of orders that are not there. */
  void history(Map<String, CallTrail> trails, long count, long inOneSecond) {
    trails.forEach((id, trail) -> byId.computeIfPresent(id, (same, entry) -> entry.with(trail)));
    calls = count;
    mostInOneSecond = inOneSecond;
  }

  void note(String text) {
    notes.add(text);
  }

  /** Remote orders with this mark, and those with these ids. */
  List<RemoteEntry> of(String orderNo, List<JournalEntry> revisions) {
    Map<String, RemoteEntry> found = new LinkedHashMap<>();
    for (JournalEntry entry : revisions) {
      entry.remotes().keySet().forEach(id -> find(id, found));
      find(entry.remoteId(), found);
    }
    byMark.getOrDefault(orderNo, List.of()).forEach(id -> find(id, found));
    return List.copyOf(found.values());
  }

  private void find(String id, Map<String, RemoteEntry> found) {
    RemoteEntry entry = id == null ? null : byId.get(id);
    if (entry != null) {
      found.put(id, entry);
    }
  }

  Scope scope(Instant startedAt) {
    return new Scope(startedAt, now, since, everything);
  }

  Iterable<RemoteEntry> all() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  long calls() {
    return calls;
  }

  long mostInOneSecond() {
    return mostInOneSecond;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
