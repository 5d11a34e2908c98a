package io.tcbridge.prove;

import io.tcbridge.config.ConfigDirs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads ERP, journal and remote orders and decides the invariants. ERP and journal are read and
 * judged page by page; of the remote side each order stays in memory, about 1.2 kB with two tickets
 * and its calls. Nothing is changed anywhere.
 */
public final class Prover {

  private final Terms terms;
  private final Window window;
  private final RemoteSource source;
  private final ErpReader erp;
  private final JournalReader journal;
  private final boolean sharedKey;
  private final Optional<Privacy> privacy;

  /**
   * @param erp a connection in auto-commit mode
   * @param journal a connection in auto-commit mode
   * @param sharedKey whether other programs sell with the same key: what carries no mark is theirs
   * @param privacy absent: logs and texts are not searched
   */
  public Prover(
      Terms terms,
      Window window,
      ConfigDirs dirs,
      Connection erp,
      Connection journal,
      RemoteSource source,
      boolean sharedKey,
      Optional<Privacy> privacy) {
    this.terms = terms;
    this.window = window;
    this.source = source;
    this.erp = new ErpReader(dirs, erp, window);
    this.journal = new JournalReader(journal, window);
    this.sharedKey = sharedKey;
    this.privacy = privacy;
  }

  /**
   * @throws SQLException when a database fails, or does not understand a statement
   * @throws IOException when the remote orders or a log can't be read
   */
  public Proof prove() throws SQLException, IOException, InterruptedException {
    Instant startedAt = journal.clock();
    Judging judging = new Judging(startedAt, source.read());
    String after = "";
    for (List<ErpRow> page = erp.page(after); !page.isEmpty(); page = erp.page(after)) {
      judging.orders(page);
      after = page.get(page.size() - 1).orderNo();
    }
    judging.ordersOfTheJournal();
    judging.remoteOrders();
    if (terms.refundsReadEvery().isPresent()) {
      new Refunds(terms, judging.side, judging.scope, erp, journal, judging.tally).judge();
    }
    if (privacy.isPresent()) {
      privacy.get().judge(erp, journal, judging.tally);
    }
    return judging.proof();
  }

  /** One run over everything. */
  private final class Judging {
    private final Tally tally = new Tally();
    private final RemoteSide side;
    private final Scope scope;
    private final HoldsHaveOwners holds;
    private final WithinLimits limits;
    private final List<Rule> rules;
    private final Set<String> orders = new HashSet<>();
    private final Set<String> remotes = new HashSet<>();
    private long erpRows;
    private long journalRows;
    private long moved;

    Judging(Instant startedAt, RemoteSide side) {
      this.side = side;
      this.scope = side.scope(startedAt);
      this.holds = new HoldsHaveOwners(terms, scope);
      this.limits = new WithinLimits(terms);
      this.rules =
          List.of(
              new NoDoubleSale(terms),
              new NoLostOrder(terms, scope),
              new NoLostResult(scope),
              new EachTicketOnce(),
              new SoldAsOrdered(terms),
              holds,
              new NothingGoesBack(scope),
              limits);
    }

    void orders(List<ErpRow> page) throws SQLException {
      Map<String, List<JournalEntry>> entries =
          journal.entries(page.stream().map(ErpRow::orderNo).toList());
      for (ErpRow row : page) {
        order(row.orderNo(), row, entries.getOrDefault(row.orderNo(), List.of()));
      }
      erpRows += page.size();
    }

    /** Orders that the ERP did not show: other ones of its table, or none at all. */
    void ordersOfTheJournal() throws SQLException {
      long after = 0;
      Map<Long, String> page = journal.numbers(after);
      while (!page.isEmpty()) {
        for (long id : page.keySet()) {
          after = id;
        }
        others(page.values());
        page = journal.numbers(after);
      }
    }

    /** Remote orders that no order has led to: older ones' or strangers. */
    void remoteOrders() throws SQLException {
      Map<String, RemoteEntry> page = new TreeMap<>();
      for (RemoteEntry remote : side.all()) {
        if (!remotes.contains(remote.id())) {
          page.put(remote.id(), remote);
        }
        if (page.size() == window.batch()) {
          leftOver(page);
          page.clear();
        }
      }
      leftOver(page);
      EachTicketOnce.judgeSales(side.all(), tally);
      limits.judgeRate(side.calls(), side.mostInOneSecond(), tally);
    }

    private void leftOver(Map<String, RemoteEntry> page) throws SQLException {
      Set<String> numbers = new TreeSet<>(journal.owners(page.keySet()).values());
      page.values().stream()
          .map(RemoteEntry::mark)
          .filter(mark -> mark != null)
          .forEach(numbers::add);
      others(numbers);
      for (RemoteEntry remote : page.values()) {
        if (!remotes.contains(remote.id())) {
          stranger(remote);
        }
      }
    }

    private void others(Collection<String> numbers) throws SQLException {
      Set<String> left = new TreeSet<>(numbers);
      left.removeAll(orders);
      Map<String, ErpRow> statuses = erp.statuses(left);
      Map<String, List<JournalEntry>> entries = journal.entries(left);
      for (String orderNo : left) {
        ErpRow row = statuses.get(orderNo);
        if (row != null || entries.containsKey(orderNo)) {
          order(orderNo, row, entries.getOrDefault(orderNo, List.of()));
        }
      }
    }

    private void order(String orderNo, ErpRow row, List<JournalEntry> entries) {
      List<RemoteEntry> remotesOfIt = side.of(orderNo, entries);
      OrderCase order =
          new OrderCase(orderNo, row, entries, remotesOfIt, side.refunded(remotesOfIt));
      orders.add(orderNo);
      order.remotes().forEach(remote -> remotes.add(remote.id()));
      journalRows += entries.size();
      if (order.hasMovedSince(scope.startedAt())) {
        moved++;
      }
      rules.forEach(rule -> rule.judge(order, tally));
    }

    private void stranger(RemoteEntry remote) {
      holds.judgeStranger(remote, tally);
      boolean isOthers = sharedKey && remote.mark() == null;
      if (remote.isDone() && remote.isFromApi() && !isOthers) {
        tally.checked(Invariant.I3);
        tally.found(
            new Finding(
                Invariant.I3,
                "SALE_UNKNOWN",
                remote.mark(),
                remote.id(),
                "remote order %s (%s) is done, but neither ERP nor journal knows it"
                    .formatted(remote.id(), remote.mark()),
                "find out who sells with this key; --shared-key if somebody else may"));
      }
    }

    Proof proof() {
      List<String> notes = new java.util.ArrayList<>(side.notes());
      if (moved > 0) {
        notes.add(
            moved + " orders moved while they were read; what compares two sides skipped them");
      }
      Map<String, Long> read = new java.util.LinkedHashMap<>();
      read.put("ERP orders", erpRows);
      read.put("journal rows", journalRows);
      read.put("remote orders", (long) side.size());
      if (terms.refundsReadEvery().isPresent()) {
        read.put("remote refunds", (long) side.refundCount());
      }
      read.put("calls", side.calls());
      return new Proof(tally.checked(), tally.findings(), read, notes);
    }
  }
}
