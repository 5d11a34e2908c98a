package io.tcbridge.prove;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Brings the refunds of all sides together, page by page, and has them judged. */
final class Refunds {

  private static final int BATCH = 500;

  private final RemoteSide side;
  private final ErpReader erp;
  private final JournalReader journal;
  private final Tally tally;
  private final RefundsAgree rule;
  private final Set<String> refunds = new HashSet<>();
  private final Set<String> remotes = new HashSet<>();

  Refunds(
      Terms terms,
      RemoteSide side,
      Scope scope,
      ErpReader erp,
      JournalReader journal,
      Tally tally) {
    this.side = side;
    this.erp = erp;
    this.journal = journal;
    this.tally = tally;
    this.rule = new RefundsAgree(terms, scope, terms.refundsReadEvery().orElse(Duration.ZERO));
  }

  void judge() throws SQLException {
    String after = "";
    for (List<ErpRefund> page = erp.refundPage(after);
        !page.isEmpty();
        page = erp.refundPage(after)) {
      judge(page);
      after = page.get(page.size() - 1).refundNo();
    }
    long last = 0;
    for (Map<Long, String> page = journal.refundNumbers(last);
        !page.isEmpty();
        page = journal.refundNumbers(last)) {
      others(page.values());
      last = new TreeMap<>(page).lastKey();
    }
    leftOver();
    RefundsAgree.judgeTwice(side.refunds(), tally);
  }

  private void judge(List<ErpRefund> page) throws SQLException {
    Map<String, JournalRefund> entries =
        journal.refunds(page.stream().map(ErpRefund::refundNo).toList());
    Map<String, Set<String>> sold =
        erp.soldTickets(
            page.stream()
                .filter(ErpRefund::isApproved)
                .map(ErpRefund::orderNo)
                .filter(number -> number != null)
                .distinct()
                .toList());
    for (ErpRefund refund : page) {
      RefundCase all = judge(refund.refundNo(), refund, entries.get(refund.refundNo()));
      if (refund.isApproved()) {
        rule.judgeTickets(
            all, sold.getOrDefault(String.valueOf(refund.orderNo()), Set.of()), tally);
      }
    }
  }

  private RefundCase judge(String refundNo, ErpRefund refund, JournalRefund entry) {
    RefundCase found = new RefundCase(refundNo, refund, entry, null);
    RefundCase all = new RefundCase(refundNo, refund, entry, side.refund(found.remoteId()));
    refunds.add(refundNo);
    if (all.remoteId() != null) {
      remotes.add(all.remoteId());
    }
    rule.judge(all, tally);
    return all;
  }

  /** Refunds that the ERP did not show: other ones of its table, or none at all. */
  private void others(Collection<String> numbers) throws SQLException {
    List<String> left = numbers.stream().filter(number -> !refunds.contains(number)).toList();
    Map<String, ErpRefund> shown = erp.refunds(left);
    Map<String, JournalRefund> entries = journal.refunds(left);
    for (String number : left) {
      judge(number, shown.get(number), entries.get(number));
    }
  }

  /** Remote refunds that no refund has led to: older ones, lost ones, or of other orders. */
  private void leftOver() throws SQLException {
    Optional<Instant> since = journal.refundsSince();
    List<RemoteRefundEntry> page = new ArrayList<>();
    for (RemoteRefundEntry remote : side.refunds()) {
      if (!remotes.contains(remote.id())) {
        page.add(remote);
      }
      if (page.size() == BATCH) {
        leftOver(page, since);
        page.clear();
      }
    }
    leftOver(page, since);
  }

  private void leftOver(List<RemoteRefundEntry> page, Optional<Instant> since) throws SQLException {
    others(journal.refundsOf(page.stream().map(RemoteRefundEntry::id).toList()).values());
    Map<String, String> owners =
        journal.owners(
            page.stream().map(RemoteRefundEntry::orderId).filter(id -> id != null).toList());
    for (RemoteRefundEntry remote : page) {
      boolean isWanted =
          since.isPresent()
              && remote.changedAt() != null
              && !remote.changedAt().isBefore(since.get());
      if (isWanted && !remotes.contains(remote.id())) {
        rule.judgeLeftOver(remote, owners.get(remote.orderId()), tally);
      }
    }
  }
}
