package io.tcbridge.prove;

import io.tcbridge.prove.JournalEntry.Fact;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One order on all three sides, begun as something that is right. A test makes one thing wrong and
 * asks what a rule has to say.
 */
final class Situation {

  static final String NO = "A-1";
  static final String REMOTE = "6a0000010000000000000001";
  static final String OTHER = "6a0000020000000000000002";
  static final String FLOOR = "6a00000000000000000000a1";
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final Scope SCOPE = new Scope(NOW, NOW, Instant.EPOCH, true);
  static final Terms TERMS =
      new Terms(
          new BigDecimal("0.00"),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          5,
          0,
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Optional.empty());

  ErpRow erp;
  final List<JournalEntry> revisions = new ArrayList<>();
  final List<RemoteEntry> remotes = new ArrayList<>();
  final Set<String> refunded = new HashSet<>();

  /** Two places, sold ten minutes ago, and the ERP knows. */
  static Situation sold() {
    Situation all = new Situation();
    all.erp = erp("DONE", REMOTE, tickets());
    all.revisions.add(entry("finished", "done", REMOTE, facts("created", "ticketed")));
    all.remotes.add(remote(REMOTE, "done", tickets()));
    return all;
  }

  /** Refused ten minutes ago; its remote order was cancelled, and the ERP knows. */
  static Situation refused() {
    Situation all = new Situation();
    all.erp = erp("REFUSED", null, List.of());
    all.revisions.add(
        entry(
            "finished",
            "refused",
            null,
            Map.of(REMOTE, "cancelled"),
            facts("created", "released")));
    all.remotes.add(remote(REMOTE, "cancelled", List.of()));
    return all;
  }

  /** Its tickets are held, and a worker is at it. */
  static Situation underWay() {
    Situation all = new Situation();
    all.erp = erp("ACCEPTED", null, List.of());
    all.revisions.add(entry("working", null, REMOTE, facts("created", "reserved")));
    all.remotes.add(remote(REMOTE, "executed", tickets()));
    return all;
  }

  /** New in the ERP for ten minutes, and nowhere else. */
  static Situation untouched() {
    Situation all = new Situation();
    all.erp = erp("NEW", null, List.of());
    return all;
  }

  static List<SoldTicket> tickets() {
    return List.of(ticket("t1"), ticket("t2"));
  }

  static SoldTicket ticket(String id) {
    return ticket(id, "");
  }

  static SoldTicket ticket(String id, String visitor) {
    return new SoldTicket(id, FLOOR, "barcode of " + id, new BigDecimal("1100.00"), false, visitor);
  }

  static ErpRow erp(String status, String remoteId, List<SoldTicket> tickets) {
    return new ErpRow(
        NO,
        status,
        remoteId,
        "DONE".equals(status) ? new BigDecimal("2200.00") : null,
        new BigDecimal("2200.00"),
        NOW.minus(Duration.ofMinutes(10)),
        new Wish(Set.of(), Map.of(FLOOR, 2)),
        Visitors.NOBODY,
        tickets);
  }

  /** The same with a visitor named on each line. */
  static ErpRow naming(ErpRow row, String... visitors) {
    return new ErpRow(
        row.orderNo(),
        row.status(),
        row.remoteId(),
        row.total(),
        row.expectedTotal(),
        row.createdAt(),
        row.wish(),
        new Visitors(Map.of(FLOOR, List.of(visitors))),
        row.tickets());
  }

  static JournalEntry entry(String status, String outcome, String remoteId, List<Fact> facts) {
    String seen = "done".equals(outcome) ? "done" : "";
    return entry(status, outcome, remoteId, Map.of(remoteId, seen), facts);
  }

  static JournalEntry entry(
      String status,
      String outcome,
      String remoteId,
      Map<String, String> remotes,
      List<Fact> facts) {
    boolean finished = status.equals("finished");
    return new JournalEntry(
        1,
        NO,
        1,
        new Wish(Set.of(), Map.of(FLOOR, 2)),
        new BigDecimal("2200.00"),
        status,
        outcome,
        null,
        finished ? null : NOW.plusSeconds(20),
        remoteId,
        "done".equals(outcome) ? new BigDecimal("2200.00") : null,
        null,
        0,
        finished ? NOW.minus(Duration.ofMinutes(9)) : null,
        new HashMap<>(remotes),
        facts);
  }

  /** One a second by the same instance, begun ten minutes ago; created names the remote order. */
  static List<Fact> facts(String... facts) {
    List<Fact> all = new ArrayList<>();
    for (String fact : facts) {
      all.add(fact(all.size(), "one", fact, fact.equals("created") ? REMOTE : null));
    }
    return all;
  }

  static Fact fact(int second, String instance, String fact, String detail) {
    return new Fact(NOW.minus(Duration.ofMinutes(10)).plusSeconds(second), instance, fact, detail);
  }

  static RemoteEntry remote(String id, String status, List<SoldTicket> tickets) {
    boolean isFinal = !status.equals("executed");
    return new RemoteEntry(
        id,
        NO,
        "event",
        status,
        "api",
        NOW.minus(Duration.ofMinutes(10)),
        NOW.plus(Duration.ofMinutes(5)),
        isFinal ? NOW.minus(Duration.ofMinutes(9)) : null,
        tickets.stream().map(SoldTicket::full).reduce(BigDecimal.ZERO, BigDecimal::add),
        tickets,
        CallTrail.NONE);
  }

  Situation journal(UnaryOperator<JournalEntry> change) {
    revisions.replaceAll(change);
    return this;
  }

  Situation erp(ErpRow row) {
    erp = row;
    return this;
  }

  Situation remote(RemoteEntry entry) {
    remotes.removeIf(remote -> remote.id().equals(entry.id()));
    remotes.add(entry);
    return this;
  }

  OrderCase order() {
    return new OrderCase(NO, erp, revisions, remotes, refunded);
  }

  /** The codes of what this rule finds. */
  List<String> codes(Rule rule) {
    Tally tally = new Tally();
    rule.judge(order(), tally);
    return tally.findings().stream().map(Finding::code).toList();
  }

  /** The codes of what any rule finds. */
  List<String> codes() {
    Tally tally = new Tally();
    for (Rule rule :
        List.of(
            new NoDoubleSale(TERMS),
            new NoLostOrder(TERMS, SCOPE),
            new NoLostResult(SCOPE),
            new EachTicketOnce(),
            new SoldAsOrdered(TERMS),
            new HoldsHaveOwners(TERMS, SCOPE),
            new NothingGoesBack(SCOPE),
            new WithinLimits(TERMS))) {
      rule.judge(order(), tally);
    }
    return tally.findings().stream().map(Finding::code).toList();
  }
}
