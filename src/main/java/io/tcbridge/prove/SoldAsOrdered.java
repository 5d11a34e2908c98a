package io.tcbridge.prove;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** I4: what is sold are exactly the tickets that were ordered, for the price that was paid. */
final class SoldAsOrdered implements Rule {

  private final Terms terms;

  SoldAsOrdered(Terms terms) {
    this.terms = terms;
  }

  @Override
  public void judge(OrderCase order, Tally tally) {
    for (RemoteEntry remote : order.remotes()) {
      if (remote.isDone() && remote.tickets() != null) {
        order.ownerOf(remote).ifPresent(entry -> judge(order, remote, entry, tally));
      }
    }
  }

  private void judge(OrderCase order, RemoteEntry remote, JournalEntry entry, Tally tally) {
    tally.checked(Invariant.I4);
    // Ticketscloud changed it with the sale itself, and a person was told.
    if ("COMMITTED_DIFFERENT".equals(entry.reasonCode()) && remote.calls().mayDifferBySale()) {
      return;
    }
    List<SoldTicket> sold = withRefunded(remote.tickets(), order.erp(), order.refunded());
    entry
        .wish()
        .difference(sold)
        .ifPresent(text -> found(order, remote, tally, "OTHER_TICKETS", text));
    boolean refunds = sold.stream().anyMatch(SoldTicket::refunded);
    BigDecimal total = refunds ? entry.remoteTotal() : remote.total();
    BigDecimal sum = sum(sold);
    if (!refunds && total != null && sum != null && sum.compareTo(total) != 0) {
      found(
          order,
          remote,
          tally,
          "TOTAL_IS_NO_SUM",
          "was sold for %s, its tickets for %s".formatted(total, sum));
    }
    if (isOff(entry.expectedTotal(), total)) {
      found(
          order,
          remote,
          tally,
          "OTHER_PRICE",
          "the buyer paid %s, it was sold for %s".formatted(entry.expectedTotal(), total));
    }
    judgeVisitors(order, remote, tally);
    judgeEdits(order, remote, entry, total, tally);
  }

  /**
   * By the ERP's lines, for the journal's may lack what intake has lost. Who it is stays untold:
   * the ids are the ERP's and may say it.
   */
  private static void judgeVisitors(OrderCase order, RemoteEntry remote, Tally tally) {
    ErpRow erp = order.erp();
    if (erp == null || !erp.isWhole()) {
      return;
    }
    List<String> differing = erp.visitors().differing(remote.tickets());
    if (!differing.isEmpty()) {
      found(
          order,
          remote,
          tally,
          "OTHER_VISITORS",
          "not for the visitors of the ERP's lines, or for nobody, are tickets " + differing);
    }
  }

  /** The ERP may have been edited after intake; then its buyer has paid for something else. */
  private void judgeEdits(
      OrderCase order, RemoteEntry remote, JournalEntry entry, BigDecimal total, Tally tally) {
    ErpRow erp = order.erp();
    if (erp == null || !erp.isWhole() || !erp.isDone()) {
      return;
    }
    if (!erp.wish().equals(entry.wish())) {
      found(
          order,
          remote,
          tally,
          "EDITED_LINES",
          "the ERP's lines are now %s, taken and sold were %s".formatted(erp.wish(), entry.wish()));
    }
    boolean wasTheSame =
        entry.expectedTotal() == null
            ? erp.expectedTotal() == null
            : erp.expectedTotal() != null
                && erp.expectedTotal().compareTo(entry.expectedTotal()) == 0;
    if (!wasTheSame && isOff(erp.expectedTotal(), total)) {
      found(
          order,
          remote,
          tally,
          "EDITED_TOTAL",
          "expected_total is now %s, it was sold for %s".formatted(erp.expectedTotal(), total));
    }
  }

  /**
   * Refunded tickets may have vanished from the remote order; the ERP still has them, for a while
   * as sold ones.
   */
  private static List<SoldTicket> withRefunded(
      List<SoldTicket> remote, ErpRow erp, Set<String> refunded) {
    Set<String> shown = remote.stream().map(SoldTicket::id).collect(Collectors.toSet());
    List<SoldTicket> all = new ArrayList<>(remote);
    if (erp != null && erp.isWhole()) {
      erp.tickets().stream()
          .filter(ticket -> !shown.contains(ticket.id()))
          .filter(ticket -> ticket.refunded() || refunded.contains(ticket.id()))
          .map(SoldTicket::asRefunded)
          .forEach(all::add);
    }
    return all;
  }

  private boolean isOff(BigDecimal expected, BigDecimal total) {
    return expected != null
        && total != null
        && total.subtract(expected).abs().compareTo(terms.priceTolerance()) > 0;
  }

  private static BigDecimal sum(List<SoldTicket> tickets) {
    return tickets.stream().anyMatch(ticket -> ticket.full() == null)
        ? null
        : tickets.stream().map(SoldTicket::full).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void found(
      OrderCase order, RemoteEntry remote, Tally tally, String code, String what) {
    tally.found(Invariant.I4, code, order.orderNo(), remote.id(), order.orderNo() + ": " + what);
  }
}
