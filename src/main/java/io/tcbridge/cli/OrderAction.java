package io.tcbridge.cli;

import java.util.Locale;

/**
 * What a person may do with orders. Each is one statement of {@code sql/ops} that names the states
 * it may leave, and says of every other order why it is not for it.
 */
enum OrderAction {
  RETRY(
      "Tries orders again: a held one goes on in the same revision and is read first, one that"
          + " waits is tried sooner, a result that the ERP did not take is told again."),
  HOLD(
      "Takes orders out of automation. A worker that has one at this moment is not interrupted: it"
          + " holds the order in the statement before the sale. The seats are kept for"
          + " order.held-hold-time at most."),
  RELEASE("Gives the seats of held orders back. They stay held."),
  CANCEL("Gives the seats back and ends orders as CANCELLED. What is sold stays sold.");

  private final String description;

  OrderAction(String description) {
    this.description = description;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  JournalStatement statement() {
    return JournalStatement.of(label() + "-orders.sql");
  }
}
