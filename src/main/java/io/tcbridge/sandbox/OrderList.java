package io.tcbridge.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code GET /v2/resources/orders}. A window of one event costs the window, not all orders. */
final class OrderList {

  /** One page, and how many orders match in all. */
  private record Found(List<Order> page, int records) {}

  private final SandboxState state;
  private final OrderJson orderJson;
  private final Refs refs;

  OrderList(SandboxState state, OrderJson orderJson, Refs refs) {
    this.state = state;
    this.orderJson = orderJson;
    this.refs = refs;
  }

  Answer list(Query query) {
    Page page = Page.of(state, query);
    Found found = find(query, page);
    Set<Event> events = new LinkedHashSet<>();
    found.page().forEach(order -> events.add(order.event));
    return Answer.json(
            200,
            json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("data");
              for (Order order : found.page()) {
                orderJson.write(json, order, false);
              }
              json.writeEndArray();
              page.write(json, state, found.records());
              json.writeObjectFieldStart("refs");
              refs.events(json, events, false);
              refs.partners(json, events);
              json.writeEndObject();
              json.writeEndObject();
            })
        .showing(found.page());
  }

  /** How many orders match, for an export. */
  int count(Query query) {
    return find(query, new Page(1, 1)).records();
  }

  private Found find(Query query, Page page) {
    List<Order> inWindow = inWindow(query);
    Set<OrderStatus> statuses = statuses(query);
    boolean withCustomer = query.isTrue("only_with_customer");
    boolean descending = state.switches.is(Switch.SORT, "created_desc");
    int size = inWindow.size();
    boolean unfiltered = statuses == null && !withCustomer;
    List<Order> items = new ArrayList<>();
    long first = page.first();
    int records = unfiltered ? size : 0;
    int from = unfiltered ? (int) Math.min(first, size) : 0;
    int to = unfiltered ? (int) Math.min(first + page.size(), size) : size;
    for (int i = from; i < to; i++) {
      Order order = inWindow.get(descending ? size - 1 - i : i);
      if (unfiltered) {
        items.add(order);
      } else if ((statuses == null || statuses.contains(order.status))
          && (!withCustomer || order.customer != null)) {
        if (records >= first && items.size() < page.size()) {
          items.add(order);
        }
        records++;
      }
    }
    return new Found(items, records);
  }

  private static Set<OrderStatus> statuses(Query query) {
    List<String> names = query.list("status");
    if (names == null) {
      return null;
    }
    Set<OrderStatus> statuses = EnumSet.noneOf(OrderStatus.class);
    for (String name : names) {
      OrderStatus status = OrderStatus.of(name);
      if (status == null) {
        throw new Refusal("status '" + name + "' is unknown");
      }
      statuses.add(status);
    }
    return statuses;
  }

  private List<Order> inWindow(Query query) {
    Window window = Window.of(state, query, "created_at");
    List<String> events = query.list("events");
    if (events == null) {
      return cut(state.orders.all, window);
    }
    List<List<Order>> parts = new ArrayList<>();
    for (String id : new LinkedHashSet<>(events)) {
      Event event = state.events.get(id);
      if (event != null) {
        parts.add(cut(event.orders, window));
      }
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return parts.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(order -> order.number))
        .toList();
  }

  private static List<Order> cut(List<Order> sorted, Window window) {
    int from = firstFrom(sorted, window.from());
    int to = window.to() == Long.MAX_VALUE ? sorted.size() : firstFrom(sorted, window.to() + 1);
    return sorted.subList(Math.min(from, to), to);
  }

  /** Index of the first order created at this moment or later. */
  private static int firstFrom(List<Order> sorted, long millis) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).createdAt < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
