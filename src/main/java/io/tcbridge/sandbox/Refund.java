package io.tcbridge.sandbox;

import java.util.List;

/** A refund request. Its tickets are copies with the amounts paid. */
final class Refund {
  final String id;
  final Order order;
  final String culprit;
  final List<Ticket> tickets;
  final long createdAt;
  final long requestedAt;
  final long amount;

  Status status = Status.NEW;
  long finishedAt;

  /** Where a refund is in its life. */
  enum Status {
    NEW("new"),
    IN_PROGRESS("in_progress"),
    APPROVED("approved"),
    REJECTED("rejected");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    boolean isFinal() {
      return this == APPROVED || this == REJECTED;
    }
  }

  Refund(
      String id,
      Order order,
      String culprit,
      List<Ticket> tickets,
      long createdAt,
      long requestedAt,
      long amount) {
    this.id = id;
    this.order = order;
    this.culprit = culprit;
    this.tickets = tickets;
    this.createdAt = createdAt;
    this.requestedAt = requestedAt;
    this.amount = amount;
  }
}
