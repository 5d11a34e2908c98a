package io.tcbridge.prove;

import java.time.Duration;
import java.time.Instant;

/** I2: each order is final on both sides, or waits where it is seen, with a next time. */
final class NoLostOrder implements Rule {

  /** A report that failed so often will not go through by itself. */
  private static final int MANY_REPORTS = 5;

  private final Terms terms;
  private final Scope scope;

  NoLostOrder(Terms terms, Scope scope) {
    this.terms = terms;
    this.scope = scope;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    if (order.hasMovedSince(scope.startedAt())) {
      return;
    }
    tally.checked(Invariant.I2);
    order.latest().ifPresent(entry -> judgeQueue(order, entry, tally));
    if (order.erp() != null) {
      judgeErp(order, order.erp(), tally);
    } else {
      order
          .latest()
          .ifPresent(
              entry ->
                  found(
                      order,
                      tally,
                      "NOT_IN_ERP",
                      "is in the journal, but the ERP does not have it"));
    }
  }

  private void judgeQueue(OrderCase order, JournalEntry entry, Tally tally) {
    Instant latest = scope.startedAt().minus(terms.overdueAfter());
    if (!entry.isFinished() && !entry.isHeld() && entry.dueAt() == null) {
      found(order, tally, "NO_NEXT_TIME", "is " + entry.status() + " and has no next time");
    }
    if (entry.dueAt() != null && entry.dueAt().isBefore(latest)) {
      found(
          order,
          tally,
          "OVERDUE",
          "has been due for " + since(entry.dueAt()) + " and nobody has taken it");
    }
    if (entry.reportAt() != null
        && (entry.reportAt().isBefore(latest) || entry.reportAttempts() >= MANY_REPORTS)) {
      found(
          order,
          tally,
          "NOT_REPORTED",
          "is %s, and the ERP was not told (%d attempts)"
              .formatted(entry.erpStatus(), entry.reportAttempts()));
    }
  }

  private void judgeErp(OrderCase order, ErpRow erp, Tally tally) {
    JournalEntry entry = order.latest().orElse(null);
    if (erp.isNew()) {
      judgeNew(order, erp, entry, tally);
    } else if (entry == null) {
      judgeUnknown(order, erp, tally);
    } else if (erp.isOpen() && isMissed(erp, entry) && wasTold(entry)) {
      found(
          order,
          tally,
          "ERP_BEHIND",
          "is %s in the ERP, which was told %s".formatted(erp.status(), entry.erpStatus()));
    } else if (erp.isFinal() && !entry.isFinished()) {
      found(
          order,
          tally,
          "ERP_AHEAD",
          "is %s in the ERP, but the bridge still works on it (%s)"
              .formatted(erp.status(), entry.status()));
    }
  }

  private void judgeNew(OrderCase order, ErpRow erp, JournalEntry entry, Tally tally) {
    Instant latest = scope.startedAt().minus(terms.intakeWithin());
    boolean isOld = erp.createdAt() != null && erp.createdAt().isBefore(latest);
    boolean isAgain = entry != null && (!entry.isFinished() || !entry.wasToldBefore(latest));
    if (isOld && !isAgain) {
      found(
          order,
          tally,
          "NOT_TAKEN",
          "has been NEW in the ERP for " + since(erp.createdAt()) + " and was not taken");
    }
  }

  /** A final order without a sale may be older than the bridge, or the ERP's own doing. */
  private static void judgeUnknown(OrderCase order, ErpRow erp, Tally tally) {
    if (erp.isOpen() || (erp.isDone() && erp.remoteId() != null)) {
      tally.found(
          new Finding(
              Invariant.I2,
              "NOT_IN_JOURNAL",
              order.orderNo(),
              erp.remoteId(),
              "%s is %s in the ERP, but the journal does not know it"
                  .formatted(order.orderNo(), erp.status()),
              "look whether the journal is the right one and complete before anything is started"));
    }
  }

  /** What the ERP's people do not see: an ended order, or one that waits for them. */
  private static boolean isMissed(ErpRow erp, JournalEntry entry) {
    return entry.isFinished() || (entry.isHeld() && !erp.status().equals("HELD"));
  }

  private boolean wasTold(JournalEntry entry) {
    return entry.wasToldBefore(scope.startedAt());
  }

  private String since(Instant moment) {
    Duration past = Duration.between(moment, scope.startedAt());
    return past.toHours() > 0 ? past.toHours() + " h" : past.toMinutes() + " min";
  }

  private static void found(OrderCase order, Tally tally, String code, String what) {
    String remoteId = order.latest().map(JournalEntry::remoteId).orElse(null);
    tally.found(Invariant.I2, code, order.orderNo(), remoteId, order.orderNo() + " " + what);
  }
}
