package io.tcbridge.refund;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ListTotals;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A walk over the list of refunds, until a page is empty or shows what the page before has shown.
 * The documented total does not stop it: its unit is not documented. But when no unit explains it,
 * the list was not whole, and whoever walks must know that; refunds that are made meanwhile are no
 * contradiction. An entry that cannot be read keeps no other one from being shown.
 */
final class RefundPages {

  /** The reason of a walk that has not shown everything. */
  static final String ODD = "REFUND_LIST";

  private static final int MOST_PAGES = 2_000;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final String filter;
  private final Set<String> seen = new HashSet<>();
  private Set<Object> last = Set.of();
  private ListTotals firstTotals;
  private ListTotals lastTotals;
  private int page = 1;
  private int filled;
  private int nameless;
  private int unreadable;
  private String firstUnreadable;
  private boolean over;

  /**
   * @param filter parameters of the list but for the page
   */
  RefundPages(String filter) {
    this.filter = filter;
  }

  /** One filter by time. Its zone is not documented: give it a day on each side. */
  static String between(String field, Instant from, Instant to) {
    return field + "=" + FILTER.format(from) + "," + FILTER.format(to);
  }

  boolean goesOn() {
    return !over;
  }

  RemoteRequest next() {
    return RemoteRequest.refunds(filter + "&page_size=200&page=" + page++);
  }

  /**
   * @return the refunds of this page, as far as they can be read
   * @throws Setback if the answer is no list, or the walk has no end
   */
  List<RemoteRefund> take(RemoteAnswer answer, RemoteRefundReader reader) {
    RemoteRefundReader.Page shown =
        reader
            .list(answer.body())
            .orElseThrow(
                () ->
                    new Setback(
                        Consequence.RETRY_LATER,
                        "NOT_JSON",
                        "the list of refunds is not readable"));
    Set<Object> prints = new HashSet<>(shown.refunds().stream().map(RemoteRefund::id).toList());
    prints.addAll(shown.unreadable());
    over = prints.isEmpty() || prints.equals(last);
    filled += over ? 0 : 1;
    firstTotals = firstTotals == null ? shown.totals() : firstTotals;
    lastTotals = !over || filled == 0 ? shown.totals() : lastTotals;
    if (!over) {
      note(shown.unreadable());
    }
    nameless += (int) shown.refunds().stream().filter(one -> !one.saysOfWhat()).count();
    shown.refunds().forEach(refund -> seen.add(refund.id()));
    last = prints;
    if (page > MOST_PAGES) {
      throw odd("it has more than " + MOST_PAGES + " pages");
    }
    return shown.refunds();
  }

  private void note(List<RemoteRefundReader.Unreadable> entries) {
    unreadable += entries.size();
    if (firstUnreadable == null && !entries.isEmpty()) {
      RemoteRefundReader.Unreadable entry = entries.get(0);
      boolean isId = entry.id() != null && ID.matcher(entry.id()).matches();
      firstUnreadable =
          "entry " + entry.place() + " of page " + (page - 1) + (isId ? ", " + entry.id() : "");
    }
  }

  /**
   * After the last page.
   *
   * @throws Setback if the list has said that there is more than it has shown, or it has shown what
   *     cannot be read
   */
  void end() {
    if (unreadable > 0) {
      throw odd(unreadable + " entries have no id or no status, the first: " + firstUnreadable);
    }
    firstTotals
        .contradiction(lastTotals, seen.size(), filled)
        .ifPresent(
            what -> {
              throw odd(what);
            });
  }

  /**
   * After the last page, for whoever wants to know of each refund whose it is.
   *
   * @throws Setback if some did not say so, or the list was not whole
   */
  void endWithNames() {
    end();
    if (nameless > 0) {
      throw odd(nameless + " entries name no order or no tickets");
    }
  }

  private static Setback odd(String what) {
    return new Setback(Consequence.RETRY_LATER, ODD, "the list of refunds is not whole: " + what);
  }

  int pages() {
    return filled;
  }

  int refunds() {
    return seen.size();
  }
}
