package io.tcbridge.sandbox;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything the sandbox remembers. Owned by its one event loop. */
final class SandboxState {
  /** Partner that owns the API key. */
  static final String VENDOR = "5f5e10000000000000000b02";

  final Agenda agenda;
  final Ids ids = new Ids();
  final Switches switches = new Switches();
  final Times times = new Times(switches);
  final Map<String, Event> events = new LinkedHashMap<>();
  final OrderBook orders = new OrderBook(this);
  final Map<String, Refund> refunds = new LinkedHashMap<>();
  final List<Exports.Export> exports = new ArrayList<>();
  final History history = new History();
  final Faults faults = new Faults();

  /** Kopecks the distributor may still spend; null = no limit. */
  Long balance;

  SandboxState(Vertx vertx) {
    agenda = new Agenda(vertx);
  }

  long now() {
    return agenda.now();
  }

  void set(String name, String value) {
    Switch changed = switches.set(name, value);
    if (changed == Switch.BALANCE) {
      balance(value.equals("unlimited") ? null : new BigDecimal(value));
    } else if (changed == Switch.RANDOM_SEED) {
      ids.seed(Long.parseLong(value));
    } else if (changed == Switch.EXPIRY) {
      orders.sweepLater();
    }
  }

  void balance(BigDecimal amount) {
    balance = amount == null ? null : Kopecks.of(amount);
  }

  void seed(SandboxEvent data) {
    Event event = events.get(data.id());
    if (event == null) {
      events.put(data.id(), new Event(data));
    } else {
      event.update(data);
    }
  }

  /** Forgets orders, events, history and faults; switches stay. */
  void clear() {
    agenda.clear();
    events.clear();
    orders.clear();
    refunds.clear();
    exports.clear();
    history.clear();
    faults.clear();
    orders.sweepLater();
  }

  String notEnoughMoney() {
    String c = switches.is(Switch.NOT_ENOUGH_MONEY_C, "cyrillic") ? "\u0441" : "c";
    return "Not enough money, " + c + "ontact to TicketsCloud manager";
  }

  /** The text with the quotes that the switch asks for. */
  String quoted(String text) {
    if (switches.is(Switch.QUOTES, "ascii")) {
      return text;
    }
    return text.replaceAll("'([^']*)'", "\u201E$1\u201C");
  }
}
