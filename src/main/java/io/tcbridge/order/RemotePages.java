package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ListTotals;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A walk over the list of remote orders. Pages are read until one is empty or shows only what the
 * page before has shown: the documented total is not reliable. New orders move others to the next
 * page, so one may come twice.
 */
final class RemotePages {

  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final String filter;
  private final Set<String> seen = new HashSet<>();
  private Set<String> last = Set.of();
  private ListTotals firstTotals;
  private ListTotals lastTotals;
  private int filled;
  private int page = 1;
  private boolean over;

  /**
   * @param filter parameters of the list but for the page, e.g. {@link #created}
   */
  RemotePages(String filter) {
    this.filter = filter;
  }

  /** The filter for a time of creation. Its zone is not documented: give it a day on each side. */
  static String created(Instant from, Instant to) {
    return "created_at=" + FILTER.format(from) + "," + FILTER.format(to);
  }

  boolean goesOn() {
    return !over;
  }

  RemoteRequest next() {
    return RemoteRequest.list(filter + "&page_size=200&page=" + page++);
  }

  /**
   * @return the orders that the page before did not show
   * @throws Setback if the answer is no list
   */
  List<RemoteOrder> take(RemoteAnswer answer, RemoteOrderReader reader) {
    RemoteOrderReader.Page shown =
        reader
            .page(answer.body())
            .orElseThrow(
                () ->
                    new Setback(
                        Consequence.RETRY_LATER, "NOT_JSON", "the list of orders is not readable"));
    List<RemoteOrder> orders = shown.orders();
    Set<String> before = last;
    last = orders.stream().map(RemoteOrder::id).collect(Collectors.toSet());
    List<RemoteOrder> fresh = orders.stream().filter(one -> !before.contains(one.id())).toList();
    over = fresh.isEmpty();
    fresh.forEach(one -> seen.add(one.id()));
    filled += over ? 0 : 1;
    firstTotals = firstTotals == null ? shown.totals() : firstTotals;
    lastTotals = !over || filled == 0 ? shown.totals() : lastTotals;
    return fresh;
  }

  /**
   * Whether the list says that it is longer than what it has shown: an empty or repeated page may
   * have come too early. Empty if it does not, or does not tell.
   */
  Optional<String> contradiction() {
    return firstTotals == null
        ? Optional.empty()
        : firstTotals.contradiction(lastTotals, seen.size(), filled);
  }
}
