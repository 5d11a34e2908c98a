package io.tcbridge.prove;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * I10: each refund of the ERP is at most one remote refund, each remote one of our orders is in the
 * ERP, and all sides say the same of it. What has changed shortly before is not judged: the list is
 * read now and then only.
 */
final class RefundsAgree {

  private static final int MANY_REPORTS = 5;

  private final Terms terms;
  private final Scope scope;
  private final Duration due;
  private final Map<String, String> ownerOfRemote = new HashMap<>();
  private final Map<String, String> ownerOfTicket = new HashMap<>();

  /**
   * @param readEvery how often the bridge looks at an open refund
   */
  RefundsAgree(Terms terms, Scope scope, Duration readEvery) {
    this.terms = terms;
    this.scope = scope;
    this.due = readEvery.plus(terms.overdueAfter());
  }

  void judge(RefundCase refund, Tally tally) {
    tally.checked(Invariant.I10);
    judgeOwners(refund, tally);
    if (refund.entry() != null && refund.entry().hasMovedSince(scope.startedAt())) {
      return;
    }
    if (refund.entry() != null) {
      judgeQueue(refund, refund.entry(), tally);
    }
    if (refund.erp() == null) {
      judgeAbsent(refund, tally);
    } else if (refund.entry() == null) {
      judgeUnknown(refund, tally);
    } else {
      judgeErp(refund, refund.erp(), refund.entry(), tally);
    }
    if (refund.remote() != null && isSettled(refund.remote())) {
      judgeRemote(refund, refund.remote(), tally);
    }
  }

  /** No two refunds of the ERP share a remote one; no ticket of an order is in two living ones. */
  private void judgeOwners(RefundCase refund, Tally tally) {
    String id = refund.remoteId();
    String other = id == null ? null : ownerOfRemote.put(id, refund.refundNo());
    if (other != null && !other.equals(refund.refundNo())) {
      found(refund, tally, "REFUND_SHARED", "is remote refund " + id + ", and so is " + other);
    }
    ErpRefund erp = refund.erp();
    boolean isFound = refund.entry() != null && refund.entry().isFound();
    if (erp == null || !erp.isLive() || isFound) {
      return;
    }
    for (String ticket : erp.tickets()) {
      String owner = ownerOfTicket.put(refund.orderNo() + "/" + ticket, refund.refundNo());
      if (owner != null && !owner.equals(refund.refundNo())) {
        found(
            refund,
            tally,
            "REFUND_TICKET_TWICE",
            "asks for ticket " + ticket + ", which is in " + owner + " already");
      }
    }
  }

  private void judgeQueue(RefundCase refund, JournalRefund entry, Tally tally) {
    Instant latest = scope.startedAt().minus(terms.overdueAfter());
    boolean isStopped = !entry.isFinished() && !entry.isHeld() && entry.dueAt() == null;
    boolean isLate = entry.dueAt() != null && entry.dueAt().isBefore(latest);
    if (isStopped || isLate) {
      found(
          refund,
          tally,
          "REFUND_STUCK",
          isStopped ? "has no next time" : "has been due since " + entry.dueAt());
    }
    boolean isUntold =
        entry.reportAt() != null
            && (entry.reportAttempts() >= MANY_REPORTS
                || (entry.reportAt().isBefore(latest) && !waitsForItsOrder(entry)));
    if (isUntold) {
      found(
          refund,
          tally,
          "REFUND_NOT_REPORTED",
          "is %s, and the ERP was not told (%d attempts)"
              .formatted(entry.erpStatus(), entry.reportAttempts()));
    }
  }

  /** An approval is told after the tickets of its order. */
  private static boolean waitsForItsOrder(JournalRefund entry) {
    return "approved".equals(entry.outcome()) && entry.reportAttempts() == 0;
  }

  private void judgeAbsent(RefundCase refund, Tally tally) {
    if (refund.entry().wasToldBefore(scope.startedAt())) {
      found(refund, tally, "REFUND_NOT_IN_ERP", "is in the journal, but the ERP does not have it");
    }
  }

  private static void judgeUnknown(RefundCase refund, Tally tally) {
    ErpRefund erp = refund.erp();
    if (!erp.isNew() && (!erp.isFinal() || erp.remoteId() != null)) {
      found(
          refund,
          tally,
          "REFUND_NOT_IN_JOURNAL",
          "is " + erp.status() + " in the ERP, but the journal does not know it");
    }
  }

  private void judgeErp(RefundCase refund, ErpRefund erp, JournalRefund entry, Tally tally) {
    if (entry.wasToldBefore(scope.startedAt())
        && !erp.isNew()
        && !erp.status().equals(entry.erpStatus())) {
      found(
          refund,
          tally,
          "REFUND_ERP_DIFFERS",
          "is %s in the ERP, which was told %s".formatted(erp.status(), entry.erpStatus()));
    } else if (erp.remoteId() != null && !erp.remoteId().equals(entry.remoteId())) {
      found(
          refund,
          tally,
          "REFUND_ERP_DIFFERS",
          "is remote refund %s in the ERP and %s in the journal"
              .formatted(erp.remoteId(), entry.remoteId()));
    }
    boolean isGone =
        refund.remote() == null && erp.remoteId() != null && scope.covers(erp.remoteId());
    if (isGone) {
      found(
          refund,
          tally,
          "REFUND_UNKNOWN_THERE",
          "is %s in the ERP, but Ticketscloud does not show remote refund %s"
              .formatted(erp.status(), erp.remoteId()));
    }
  }

  private boolean isSettled(RemoteRefundEntry remote) {
    Instant at = remote.changedAt();
    return at == null || at.isBefore(scope.remoteNow().minus(due));
  }

  private void judgeRemote(RefundCase refund, RemoteRefundEntry remote, Tally tally) {
    ErpRefund erp = refund.erp();
    String end = remote.status().toUpperCase(Locale.ROOT);
    if (erp == null || erp.isNew()) {
      return;
    }
    if (remote.isFinal() ? !erp.status().equals(end) : erp.isFinal()) {
      found(
          refund,
          tally,
          "REFUND_STATUS_DIFFERS",
          "is %s in the ERP and %s at Ticketscloud".formatted(erp.status(), remote.status()));
    }
    if (erp.isApproved() && differ(erp.nominal(), remote.nominal())) {
      found(
          refund,
          tally,
          "REFUND_AMOUNT_DIFFERS",
          "is %s in the ERP and %s at Ticketscloud".formatted(erp.nominal(), remote.nominal()));
    }
    if (remote.tickets() != null && !remote.tickets().equals(erp.tickets())) {
      found(
          refund,
          tally,
          "REFUND_TICKETS_DIFFER",
          "is of %s in the ERP and of %s at Ticketscloud"
              .formatted(new TreeSet<>(erp.tickets()), new TreeSet<>(remote.tickets())));
    }
  }

  private static boolean differ(BigDecimal one, BigDecimal other) {
    return one != null && other != null && one.compareTo(other) != 0;
  }

  /** A ticket whose refund is approved must not look sold. */
  void judgeTickets(RefundCase refund, Set<String> sold, Tally tally) {
    JournalRefund entry = refund.entry();
    if (entry == null || !entry.wasToldBefore(scope.startedAt())) {
      return;
    }
    for (String ticket : refund.erp().tickets()) {
      if (sold.contains(ticket)) {
        found(
            refund,
            tally,
            "REFUNDED_TICKET_SOLD",
            "is APPROVED, but its ticket " + ticket + " is SOLD in the ERP");
      }
    }
  }

  /**
   * A remote refund that no refund of the ERP is.
   *
   * @param orderNo whose remote order it is of; null when the journal did not make it
   */
  void judgeLeftOver(RemoteRefundEntry remote, String orderNo, Tally tally) {
    if (orderNo == null || !isSettled(remote)) {
      return;
    }
    tally.checked(Invariant.I10);
    tally.found(
        new Finding(
            Invariant.I10,
            "REFUND_LOST",
            orderNo,
            remote.id(),
            "remote refund %s (%s) of %s is not in the ERP"
                .formatted(remote.id(), remote.status(), orderNo),
            "bin/bridge refund ledger"));
  }

  /** After all: no ticket of an order is in two remote refunds that live. */
  static void judgeTwice(Iterable<RemoteRefundEntry> remotes, Tally tally) {
    Map<String, String> live = new HashMap<>();
    for (RemoteRefundEntry remote : remotes) {
      if (remote.isRejected() || remote.tickets() == null) {
        continue;
      }
      for (String ticket : remote.tickets()) {
        String other = live.put(remote.orderId() + "/" + ticket, remote.id());
        if (other != null && !other.equals(remote.id())) {
          tally.found(
              new Finding(
                  Invariant.I10,
                  "REFUNDED_TWICE",
                  null,
                  remote.id(),
                  "ticket %s is in remote refunds %s and %s, and neither is rejected"
                      .formatted(ticket, other, remote.id()),
                  "reject one of them before both are approved"));
        }
      }
    }
  }

  private static void found(RefundCase refund, Tally tally, String code, String what) {
    tally.found(
        new Finding(
            Invariant.I10,
            code,
            refund.refundNo(),
            refund.remoteId(),
            "refund " + refund.refundNo() + " " + what,
            "bin/bridge refund list " + refund.refundNo()));
  }
}
