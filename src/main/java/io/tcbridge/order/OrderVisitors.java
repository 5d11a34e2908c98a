package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Names the visitors of an order, one for each ticket. The request says who holds all tickets, so a
 * repeated one changes nothing; the answer only says that it was taken.
 */
public final class OrderVisitors {

  /** The sale asks for visitors that the ERP did not name. */
  private static final String NEEDED = "VISITORS_NEEDED";

  /** The sale asks for visitors that were named: what was taken has no effect yet. */
  private static final String PENDING = "VISITORS_PENDING";

  private final OrderSteps steps;
  private final ErrorDictionary errors;

  public OrderVisitors(OrderSteps steps, ErrorDictionary errors) {
    this.steps = steps;
    this.errors = errors;
  }

  /** Before the order is identified, and again when the sale has missed the visitors. */
  public boolean isNeeded(@Variable("claim") Claim claim) {
    return steps.needsVerify(claim)
        && isNamed(claim)
        && (claim.stage() == Stage.RESERVED
            || Operation.VISITORS.label().equals(claim.row().unclear()));
  }

  private static boolean isNamed(Claim claim) {
    return claim.lines().stream().anyMatch(OrderLine::isNamed);
  }

  /** One row for each ticket; who has which is as the ERP will be told. */
  public void request(@Variable("claim") Claim claim) {
    steps.guard().checkTickets(claim, claim.remote());
    List<Map<String, Object>> visitors = new ArrayList<>();
    TicketLines.of(claim.lines(), claim.remote().tickets())
        .forEach((ticketId, line) -> visitors.add(visitor(ticketId, line)));
    claim.request(RemoteRequest.visitors(claim.remoteId(), visitors));
  }

  private static Map<String, Object> visitor(String ticketId, OrderLine line) {
    Map<String, Object> visitor = new LinkedHashMap<>();
    visitor.put("ticket_id", ticketId);
    visitor.put("user_id", line.visitorId());
    visitor.put("name", line.visitorName());
    visitor.put("surname", line.visitorSurname());
    if (line.visitorMiddleName() != null) {
      visitor.put("middle_name", line.visitorMiddleName());
    }
    return visitor;
  }

  /** Anything but the documented status stands in the way. */
  public void taken(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    if (answer.status() != 202 || errors.complains(answer)) {
      throw new Setback(
          errors.classify(claim.request().operations(), answer), claim.request().operations());
    }
  }

  /**
   * How a refused sale is taken that asks for visitors who were named: they are named again, up to
   * the limit of attempts. The refusal is clear, so the sale itself is not in doubt.
   */
  static Setback asTaken(Claim claim, Setback setback) {
    if (!setback.verdict().reason().equals(NEEDED) || !isNamed(claim)) {
      return setback;
    }
    claim.committing(false);
    return new Setback(
        new Verdict(Consequence.READ_THEN_DECIDE, PENDING, setback.verdict().text(), false, null),
        Set.of(Operation.VISITORS));
  }
}
