package io.tcbridge.export;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ListTotals;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The walk over the list of orders that fills one file. Only the time and the events are left to
 * Ticketscloud's filter, and the time a day wider on each side, because its zone is not documented;
 * the rest is chosen here. Pages are read until one shows nothing new, and a list that shows less
 * than it says does not count; orders that are made meanwhile are no contradiction.
 */
final class ExportReading {

  /** The reason of a walk that has not shown everything. */
  static final String ODD = "EXPORT_LIST";

  /** The reason of a file that no repeat makes smaller. */
  static final String TOO_LARGE = "EXPORT_TOO_LARGE";

  private static final int MOST_PAGES = 10_000;

  /** No mail server takes more, and an instance that also sells must not run out of memory. */
  private static final int MOST_BYTES = 32 << 20;

  private static final Duration DAY = Duration.ofDays(1);
  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Export export;
  private final Span span;
  private final ExportFile file;
  private final Set<String> seen = new HashSet<>();
  private ListTotals first;
  private ListTotals last;
  private int page = 1;
  private int filled;
  private boolean over;

  ExportReading(Export export, Span span) {
    this.export = export;
    this.span = span;
    this.file = new ExportFile(export, span);
  }

  boolean goesOn() {
    return !over;
  }

  RemoteRequest next() {
    String events = export.events().isEmpty() ? "" : "&events=" + String.join(",", export.events());
    return RemoteRequest.list(
        "created_at="
            + FILTER.format(span.from().minus(DAY))
            + ","
            + FILTER.format(span.to().plus(DAY))
            + events
            + "&page_size=200&page="
            + page++);
  }

  /**
   * @throws Setback if the answer is no whole list, or the file gets too large
   */
  void take(RemoteAnswer answer, RemoteOrderReader reader) {
    RemoteOrderReader.Page shown =
        reader.page(answer.body()).orElseThrow(() -> odd("the answer is no list"));
    List<RemoteOrder> orders = shown.orders();
    if (shown.totals().entries() > orders.size()) {
      throw odd("an entry has no id or no status");
    }
    List<RemoteOrder> fresh = orders.stream().filter(order -> seen.add(order.id())).toList();
    over = fresh.isEmpty();
    filled += over ? 0 : 1;
    first = first == null ? shown.totals() : first;
    last = !over || filled == 0 ? shown.totals() : last;
    fresh.forEach(order -> add(order, shown.customers().get(order.id())));
    if (page > MOST_PAGES || file.size() > MOST_BYTES) {
      throw new Setback(
          Consequence.HOLD,
          TOO_LARGE,
          "the file has more than "
              + (MOST_BYTES >> 20)
              + " MB and gets no smaller by itself: split the export by events, or choose a shorter"
              + " period, then export close this run");
    }
  }

  private void add(RemoteOrder order, RemoteCustomer customer) {
    Instant createdAt =
        order.createdAt() == null
            ? RemoteId.createdAt(order.id()).orElseThrow(() -> odd("an order has no created_at"))
            : order.createdAt();
    boolean isWanted =
        span.holds(createdAt)
            && (export.statuses().isEmpty() || export.statuses().contains(order.status()))
            && (export.events().isEmpty() || export.events().contains(order.eventId()))
            && (!export.onlyWithCustomer() || customer != null);
    if (isWanted) {
      file.add(order, createdAt, customer);
    }
  }

  /**
   * The whole file.
   *
   * @throws Setback if the list has said that there is more than it has shown
   */
  ExportFile end() {
    first
        .contradiction(last, seen.size(), filled)
        .ifPresent(
            what -> {
              throw odd(what);
            });
    return file;
  }

  private static Setback odd(String what) {
    return new Setback(Consequence.RETRY_LATER, ODD, "the list of orders is not whole: " + what);
  }
}
