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
import java.util.stream.Collectors;

/**
 * A walk over the list of refunds, until a page is empty or shows what the page before has shown.
 * The documented total does not stop it: its unit is not documented. But when no unit explains it,
 * the list was not whole, and whoever walks must know that.
 */
final class RefundPages {

  /** The reason of a walk that has not shown everything. */
  static final String ODD = "REFUND_LIST";

  private static final int MOST_PAGES = 2_000;

  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final String filter;
  private final Set<String> seen = new HashSet<>();
  private Set<String> last = Set.of();
  private ListTotals totals;
  private int page = 1;
  private int filled;
  private int nameless;
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
   * @return the refunds of this page
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
    if (shown.unreadable() > 0) {
      throw odd(shown.unreadable() + " entries have no id or no status");
    }
    Set<String> ids = shown.refunds().stream().map(RemoteRefund::id).collect(Collectors.toSet());
    over = ids.isEmpty() || ids.equals(last);
    filled += over ? 0 : 1;
    if (!over || filled == 0) {
      totals = shown.totals();
    }
    nameless += (int) shown.refunds().stream().filter(one -> !one.saysOfWhat()).count();
    seen.addAll(ids);
    last = ids;
    if (page > MOST_PAGES) {
      throw odd("it has more than " + MOST_PAGES + " pages");
    }
    return shown.refunds();
  }

  /**
   * After the last page.
   *
   * @throws Setback if the list has said that there is more than it has shown
   */
  void end() {
    totals
        .contradiction(seen.size(), filled)
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
