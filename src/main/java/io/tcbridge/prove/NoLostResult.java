package io.tcbridge.prove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** I3: each sale is exactly once in the ERP, with all its tickets, and nothing else is. */
final class NoLostResult implements Rule {

  private final Scope scope;

  NoLostResult(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    if (order.hasMovedSince(scope.startedAt())) {
      return;
    }
    for (RemoteEntry remote : order.remotes()) {
      if (remote.isDone()) {
        tally.checked(Invariant.I3);
        judgeSale(order, remote, tally);
      }
    }
    if (order.erp() != null) {
      judgeErp(order, order.erp(), tally);
    }
  }

  private void judgeSale(OrderCase order, RemoteEntry remote, Tally tally) {
    ErpRow erp = order.erp();
    Optional<JournalEntry> owner = order.ownerOf(remote);
    if (owner.isEmpty()) {
      if (erp == null || !remote.id().equals(erp.remoteId())) {
        found(
            order, tally, "SALE_UNKNOWN", remote.id(), "is done, but this bridge did not make it");
      }
      return;
    }
    JournalEntry entry = owner.get();
    if (entry.isFinished() && !entry.isDone()) {
      found(
          order,
          tally,
          "cancelled".equals(entry.outcome()) ? "SOLD_AND_CANCELLED" : "SOLD_AND_REFUSED",
          remote.id(),
          "is done, but the ERP was told " + entry.erpStatus());
    } else if (!remote.id().equals(entry.remoteId())) {
      found(
          order, tally, "SOLD_BESIDE", remote.id(), "is done, but the bridge went on with another");
    } else if (entry.isDone() && entry.wasToldBefore(scope.startedAt())) {
      if (erp == null || !erp.isDone() || !remote.id().equals(erp.remoteId())) {
        found(
            order,
            tally,
            "RESULT_LOST",
            remote.id(),
            erp == null
                ? "is done, but the ERP does not have it"
                : "is done, but the ERP shows %s with remote order %s"
                    .formatted(erp.status(), erp.remoteId()));
      } else if (erp.isWhole() && remote.tickets() != null) {
        compareTickets(order, remote, erp, tally);
      }
    }
  }

  private void judgeErp(OrderCase order, ErpRow erp, Tally tally) {
    if (!erp.isDone()) {
      if (erp.isWhole() && erp.tickets().stream().anyMatch(ticket -> !ticket.refunded())) {
        found(
            order,
            tally,
            "TICKETS_WITHOUT_SALE",
            erp.remoteId(),
            "has tickets in the ERP, but is " + erp.status());
      }
      return;
    }
    boolean isDone =
        order.remotes().stream()
            .anyMatch(remote -> remote.isDone() && remote.id().equals(erp.remoteId()));
    if (erp.remoteId() == null
        ? !order.revisions().isEmpty()
        : !isDone && scope.covers(erp.remoteId())) {
      found(
          order,
          tally,
          "DONE_WITHOUT_SALE",
          erp.remoteId(),
          "is DONE in the ERP, but no done remote order belongs to it");
    }
  }

  /** Each sold ticket with its barcode and price, and no other one; refunded ones may be gone. */
  private static void compareTickets(OrderCase order, RemoteEntry remote, ErpRow erp, Tally tally) {
    Map<String, SoldTicket> told = new LinkedHashMap<>();
    for (SoldTicket ticket : erp.tickets()) {
      if (told.put(ticket.id(), ticket) != null) {
        ticket(order, remote, tally, "TICKET_TWICE", ticket.id(), "is twice in the ERP");
      }
    }
    for (SoldTicket sold : remote.tickets()) {
      SoldTicket there = told.remove(sold.id());
      if (there == null) {
        if (!sold.refunded()) {
          ticket(order, remote, tally, "TICKET_LOST", sold.id(), "was sold, but the ERP lacks it");
        }
      } else if (there.barcode() == null || !Objects.equals(there.barcode(), sold.barcode())) {
        ticket(order, remote, tally, "BARCODE_DIFFERS", sold.id(), "has another barcode, or none");
      } else if (differ(there.full(), sold.full())) {
        ticket(
            order,
            remote,
            tally,
            "TICKET_PRICE_DIFFERS",
            sold.id(),
            "cost %s in the ERP and %s there".formatted(there.full(), sold.full()));
      } else if (isForAnother(there.visitor(), sold.visitor())) {
        ticket(
            order,
            remote,
            tally,
            "VISITOR_DIFFERS",
            sold.id(),
            "is for another visitor than there");
      }
    }
    List<SoldTicket> extra =
        told.values().stream()
            .filter(one -> !one.refunded() && !order.refunded().contains(one.id()))
            .toList();
    extra.forEach(
        one ->
            ticket(
                order, remote, tally, "TICKET_NOT_SOLD", one.id(), "is in the ERP, but not sold"));
    boolean whole = told.isEmpty() && erp.tickets().stream().noneMatch(SoldTicket::refunded);
    if (whole && differ(erp.total(), remote.total())) {
      found(
          order,
          tally,
          "TOTAL_DIFFERS",
          remote.id(),
          "cost %s in the ERP and %s there".formatted(erp.total(), remote.total()));
    }
  }

  /** Of each side only where it says who comes. */
  private static boolean isForAnother(String told, String sold) {
    return told != null && sold != null && !told.equals(sold);
  }

  private static boolean differ(java.math.BigDecimal told, java.math.BigDecimal sold) {
    return sold != null && (told == null || told.compareTo(sold) != 0);
  }

  private static void ticket(
      OrderCase order, RemoteEntry remote, Tally tally, String code, String ticketId, String what) {
    found(order, tally, code, remote.id(), "(ticket " + ticketId + ") " + what);
  }

  private static void found(
      OrderCase order, Tally tally, String code, String remoteId, String what) {
    tally.found(
        Invariant.I3,
        code,
        order.orderNo(),
        remoteId,
        order.orderNo()
            + (remoteId == null ? "" : ", remote order " + remoteId + ",")
            + " "
            + what);
  }
}
