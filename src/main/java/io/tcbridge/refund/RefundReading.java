package io.tcbridge.refund;

import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One read of the refunds of one event, for all claims that wait for it. */
public final class RefundReading {

  private static final Duration DAY = Duration.ofDays(1);

  private final List<RefundClaim> claims;
  private final RemoteRefundReader reader;
  private final RefundPages pages;
  private final Set<String> orders;
  private final Map<String, RemoteRefund> found = new LinkedHashMap<>();
  private Setback failure;
  private Setback doubt;

  RefundReading(List<RefundClaim> claims, RemoteRefundReader reader, Instant now) {
    this.claims = claims;
    this.reader = reader;
    this.orders =
        claims.stream().map(claim -> claim.row().sold().remoteId()).collect(Collectors.toSet());
    this.pages = new RefundPages("events=" + claims.get(0).row().sold().eventId() + since(now));
  }

  /** No refund is older than its order. An order whose id has no clock needs the whole list. */
  private String since(Instant now) {
    List<Optional<Instant>> made = orders.stream().map(RemoteId::createdAt).toList();
    if (made.stream().anyMatch(Optional::isEmpty)) {
      return "";
    }
    Instant first = made.stream().map(Optional::orElseThrow).min(Instant::compareTo).orElseThrow();
    return "&" + RefundPages.between("created_at", first.minus(DAY), now.plus(DAY));
  }

  boolean goesOn() {
    return failure == null && pages.goesOn() && held().findAny().isPresent();
  }

  boolean isLeaseShort(Duration call) {
    return held().anyMatch(claim -> !claim.outlives(call));
  }

  List<Object> renewal() {
    return held().map(claim -> claim.renewal().get("fence")).toList();
  }

  /** A claim that is not among these has another owner, so nothing is read for it any more. */
  void renewed(Set<Long> refundIds) {
    for (RefundClaim claim : held().toList()) {
      if (refundIds.contains(claim.row().refundId())) {
        claim.renewed();
      } else {
        claim.end();
      }
    }
  }

  private Stream<RefundClaim> held() {
    return claims.stream().filter(claim -> !claim.isOver());
  }

  RemoteRequest next() {
    return pages.next();
  }

  /** A refund that comes twice counts as it was shown last. */
  void take(RemoteAnswer answer) {
    for (RemoteRefund refund : pages.take(answer, reader)) {
      if (refund.orderId() == null || orders.contains(refund.orderId())) {
        found.put(refund.id(), refund);
      }
    }
    if (!pages.goesOn()) {
      checkWhole();
    }
  }

  /** What is missing in a list that is not whole may be anybody's, but what it shows is so. */
  private void checkWhole() {
    try {
      pages.end();
    } catch (Setback notWhole) {
      doubt = notWhole;
    }
  }

  /** Nor is it repeated at once: the read was for many, and each of them comes again by itself. */
  void fail(Setback setback) {
    failure = setback.later();
  }

  List<String> ids() {
    return List.copyOf(found.keySet());
  }

  /**
   * Gives each claim the refunds of its order. Of a list that is not whole only what has an id that
   * it shows has anything.
   */
  void end(List<Map<String, Object>> owned) {
    Map<String, String> owners = new HashMap<>();
    owned.forEach(row -> owners.put((String) row.get("remote_id"), (String) row.get("refund_no")));
    for (RefundClaim claim : claims) {
      if (doubt != null && !found.containsKey(claim.remoteId())) {
        claim.setback(doubt);
      } else if (failure == null && !pages.goesOn()) {
        String order = claim.row().sold().remoteId();
        List<RemoteRefund> own = new ArrayList<>();
        for (RemoteRefund refund : found.values()) {
          if (refund.orderId() == null || refund.orderId().equals(order)) {
            own.add(refund);
          }
        }
        claim.read(own, owners);
      }
    }
  }

  /** The claims, each with what it was given, or with what kept it from that. */
  List<RefundClaim> claims() {
    if (failure != null) {
      claims.forEach(claim -> claim.setback(failure));
    }
    return claims;
  }
}
