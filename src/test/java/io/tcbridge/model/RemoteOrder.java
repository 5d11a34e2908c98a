package io.tcbridge.model;

import java.util.Locale;

/** One remote order of the model. */
final class RemoteOrder {

  enum Status {
    EXECUTED,
    IN_PROGRESS,
    DONE,
    CANCELLED,
    EXPIRED
  }

  final Wish owner;
  Status status = Status.EXECUTED;
  Holding holding = Holding.NOTHING;
  long dearer;
  boolean promo;

  /** Whether each of its tickets has a visitor. */
  boolean named;

  RemoteOrder(Wish owner) {
    this.owner = owner;
  }

  long total() {
    return holding.cost(dearer, promo);
  }

  @Override
  public String toString() {
    return text(status.name(), holding, total(), named);
  }

  /** Status, tickets, total and visitors as they are compared with the real ones. */
  static String text(String status, Holding holding, long total, boolean named) {
    return "%s with %s for %s%s"
        .formatted(
            status.toLowerCase(Locale.ROOT),
            holding,
            Holding.money(total),
            named && !holding.isEmpty() ? ", visitors named" : "");
  }
}
