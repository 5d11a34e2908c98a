package io.tcbridge.refund;

import io.tcbridge.order.Customer;
import io.tcbridge.order.Masking;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the journal knows about the order of a refund: its revision that was sold, else its last.
 *
 * @param remoteId of the remote order; null while there is none
 */
record SoldOrder(
    String status,
    String outcome,
    String remoteId,
    String eventId,
    String name,
    String email,
    String phone,
    List<SoldTicket> tickets) {

  boolean isDone() {
    return "done".equals(outcome);
  }

  /** Whether it ended without a sale. */
  boolean isOver() {
    return outcome != null && !isDone();
  }

  Set<String> ticketIds() {
    return tickets.stream().map(SoldTicket::id).collect(Collectors.toSet());
  }

  /** Takes this buyer's data out of a text that somebody else has written. */
  String mask(String text) {
    return Masking.mask(text, new Customer(name, email, phone, null), List.of());
  }

  /** Names its state only: the rest may be the buyer's. */
  @Override
  public String toString() {
    return "SoldOrder[" + status + ", " + outcome + "]";
  }
}
