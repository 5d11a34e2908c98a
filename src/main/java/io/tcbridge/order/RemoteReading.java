package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read of the remote orders of several claims of one event. The list has no filter for ids or
 * our numbers, so it is asked for the creation times that the ids carry; what it does not show is
 * looked for once more with a day on each side, because the zone of the filter is not documented.
 * Pages are read until one is empty or shows nothing new: the documented total is not reliable.
 */
final class RemoteReading {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteReading.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration WIDE = Duration.ofDays(1);
  private static final int MOST_PAGES = 200;

  private final List<Claim> claims;
  private final RemoteOrderReader reader;
  private final RemoteReads reads;
  private final Map<String, Claim> wanted = new LinkedHashMap<>();
  private final Map<String, RemoteOrder> found = new LinkedHashMap<>();
  private final Map<String, RemoteCustomer> customers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private String single;
  private boolean wide;
  private Instant from;
  private Instant to;
  private int page = 1;
  private boolean over;

  RemoteReading(List<Claim> claims, RemoteOrderReader reader, RemoteReads reads) {
    this.claims = claims;
    this.reader = reader;
    this.reads = reads;
    for (Claim claim : claims) {
      claim.remotesToRead().forEach(id -> wanted.put(id, claim));
    }
    window(CLOSE);
  }

  /** The window stays as it is while the pages of one round are read. */
  private void window(Duration margin) {
    List<Instant> times =
        wanted.keySet().stream()
            .map(id -> RemoteId.createdAt(id).orElseGet(reads::now))
            .sorted()
            .toList();
    from = times.get(0).minus(margin);
    to = times.get(times.size() - 1).plus(margin);
  }

  /** Whether something is still to be asked. */
  boolean goesOn() {
    return !over && !wanted.isEmpty();
  }

  // --- lease ---

  /** Those that are found already wait for the others, so their leases count too. */
  boolean isLeaseShort(Duration call) {
    return held().anyMatch(claim -> !claim.outlives(call));
  }

  List<Map<String, Object>> renewal() {
    return held().map(Claim::renewal).toList();
  }

  /** A claim that is not among these has another owner, so nothing is read for it any more. */
  void renewed(Set<Long> orderIds) {
    for (Claim claim : held().toList()) {
      if (orderIds.contains(claim.row().orderId())) {
        claim.renewed();
      } else {
        claim.end();
        wanted.values().removeIf(claim::equals);
      }
    }
  }

  private Stream<Claim> held() {
    return claims.stream().filter(claim -> !claim.isOver());
  }

  // --- pages ---

  RemoteRequest next() {
    if (reads.maySingle()) {
      single = wanted.keySet().iterator().next();
      return RemoteRequest.single(single);
    }
    return RemoteRequest.list(
        event() + RemotePages.created(from, to) + "&page_size=200&page=" + page);
  }

  /** A stray may be for any event. */
  private String event() {
    Claim first = claims.get(0);
    return first.strays().isEmpty() ? "events=" + first.eventId() + "&" : "";
  }

  /** Takes what an answer shows. */
  void take(RemoteAnswer answer) {
    if (single != null) {
      takeSingle(answer);
      return;
    }
    List<RemoteOrder> orders = reader.list(answer.body()).orElse(null);
    if (orders == null) {
      fail(new Setback(Consequence.RETRY_LATER, "NOT_JSON", "the list of orders is not readable"));
      return;
    }
    customers.putAll(wantedOnes(answer));
    boolean anyNew = false;
    for (RemoteOrder order : orders) {
      anyNew |= seen.add(order.id());
      if (wanted.remove(order.id()) != null) {
        found(order);
      }
    }
    page++;
    if (!anyNew || page > MOST_PAGES) {
      if (page > MOST_PAGES) {
        LOG.warn("The list of orders of event {} has too many pages", claims.get(0).eventId());
      }
      nextRound();
    }
  }

  private Map<String, RemoteCustomer> wantedOnes(RemoteAnswer answer) {
    Map<String, RemoteCustomer> shown =
        claims.get(0).strays().isEmpty() ? new HashMap<>() : reader.customers(answer.body());
    shown.keySet().retainAll(wanted.keySet());
    return shown;
  }

  private void nextRound() {
    over = wide || wanted.isEmpty();
    if (!over) {
      wide = true;
      window(WIDE);
      page = 1;
      seen.clear();
    }
  }

  private void takeSingle(RemoteAnswer answer) {
    RemoteOrder order = reader.order(answer.body()).orElse(null);
    boolean works = order != null && order.id().equals(single);
    reads.singleWorks(works);
    if (works) {
      customers.putAll(wantedOnes(answer));
      found(order);
      wanted.remove(single);
    }
    single = null;
  }

  private void found(RemoteOrder order) {
    found.put(order.id(), order);
    reads.found(order);
  }

  /** A read failed: the claims that it was for wait, each by its own limit. */
  void failed(Setback setback) {
    if (single != null && reads.isFirstTry(setback)) {
      reads.singleWorks(false);
      single = null;
    } else {
      fail(setback);
    }
  }

  /**
   * What is not read yet will not be read now. Nor is it repeated at once: the read was for many
   * orders, and each of them comes again when it is due.
   */
  void fail(Setback setback) {
    wanted.values().forEach(claim -> claim.setback(setback.later()));
    wanted.clear();
  }

  /** The claims, each with what was found of its remote order; lost ones only leave their place. */
  List<Claim> claims() {
    List<Claim> read = new ArrayList<>(claims);
    for (Claim claim : read) {
      claim.readAs(found.get(claim.remoteId()));
      claim.foundAs(
          claim.remotesToRead().stream()
              .filter(found::containsKey)
              .map(id -> new FoundOrder(found.get(id), customers.get(id)))
              .toList());
    }
    return read;
  }
}
