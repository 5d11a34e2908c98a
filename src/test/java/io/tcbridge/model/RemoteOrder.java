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

  RemoteOrder(Wish owner) {
    this.owner = owner;
  }

  long total() {
    return holding.cost(dearer, promo);
  }

  @Override
  public String toString() {
    return text(status.name(), holding, total());
  }

  /** Status, tickets and total as they are compared with the real ones. */
  static String text(String status, Holding holding, long total) {
    return "%s with %s for %s"
        .formatted(status.toLowerCase(Locale.ROOT), holding, Holding.money(total));
  }
}
