package io.tcbridge.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event on sale: its categories, tickets, promocodes and orders. */
final class Event {
  final Map<String, Category> categories = new LinkedHashMap<>();
  final Map<String, Ticket> tickets = new HashMap<>();
  final Map<String, Integer> promocodeUses = new HashMap<>();

  /** In order of creation, so that a time window is found by binary search. */
  final List<Order> orders = new ArrayList<>();

  SandboxEvent data;

  /** {@code values.sets_values} of an order without promocodes. */
  String plainSetsValues;

  int held;
  int sold;
  long soldMoney;

  private final Map<String, SandboxPromocode> promocodes = new HashMap<>();
  private int numbers = 700_000;

  Event(SandboxEvent data) {
    update(data);
  }

  /** Takes over new data; tickets that exist stay. */
  void update(SandboxEvent newData) {
    data = newData;
    for (SandboxSet set : newData.sets()) {
      Category category = categories.get(set.id());
      if (category == null) {
        category = new Category(this, set);
        categories.put(set.id(), category);
      } else {
        category.update(set);
      }
      for (SandboxSeat seat : set.seats()) {
        if (!tickets.containsKey(seat.ticketId())) {
          category.vacant.add(mint(seat.ticketId(), category, seat));
        }
      }
    }
    promocodes.clear();
    for (SandboxPromocode promocode : newData.promocodes()) {
      promocodes.put(promocode.code().toLowerCase(Locale.ROOT), promocode);
    }
    plainSetsValues = Json.text(json -> OrderJson.setsValues(json, this, List.of()));
  }

  Ticket mint(String id, Category category, SandboxSeat seat) {
    Ticket ticket = new Ticket(id, category, seat == null ? "QRS" : "QRT", ++numbers, seat);
    tickets.put(id, ticket);
    return ticket;
  }

  String id() {
    return data.id();
  }

  boolean onSale() {
    return data.status().equals("public");
  }

  /** The promocode with this code, whatever its case, or null. */
  SandboxPromocode promocode(String code) {
    return promocodes.get(code.toLowerCase(Locale.ROOT));
  }
}
