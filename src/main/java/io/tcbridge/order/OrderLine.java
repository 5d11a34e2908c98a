package io.tcbridge.order;

/**
 * One line of an ERP order: a number of tickets of one set, or one concrete ticket.
 *
 * @param lineNo unique within the order
 * @param setId the set (category) of unseated tickets, else null
 * @param quantity how many of the set, else null or 1
 * @param ticketId the concrete ticket, else null
 * @param visitorId the named visitor's id, or null
 * @param visitorName the visitor's first name, or null
 * @param visitorSurname the visitor's family name, or null
 * @param visitorMiddleName the visitor's middle name, or null
 */
public record OrderLine(
    int lineNo,
    String setId,
    Integer quantity,
    String ticketId,
    String visitorId,
    String visitorName,
    String visitorSurname,
    String visitorMiddleName) {

  /** Whether it says who will come. */
  boolean isNamed() {
    return visitorId != null;
  }

  /** Leaves the visitor out: a person's data must not reach a log by accident. */
  @Override
  public String toString() {
    return "OrderLine[lineNo=%d, setId=%s, quantity=%s, ticketId=%s]"
        .formatted(lineNo, setId, quantity, ticketId);
  }
}
