package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Variable;

/**
 * What each step asks of Ticketscloud. Reservations are desired states ("all tickets that the order
 * must hold after the request"), so a repeated one changes nothing.
 */
public final class OrderRequests {

  private final Settings settings;

  public OrderRequests(Settings settings) {
    this.settings = settings;
  }

  /** An empty order holds nothing, so a lost answer leaves nothing behind that could be missed. */
  public void create(@Variable("claim") Claim claim) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("event", claim.eventId());
    if (settings.ticketscloud().create() == Settings.Create.WITH_TICKETS) {
      wish(claim, body, !claim.isMixed());
    }
    claim.request(RemoteRequest.create(body));
  }

  /**
   * Mixed orders: the unseated part first; {@code tickets} and {@code random} exclude each other.
   */
  public void reserveUnseated(@Variable("claim") Claim claim) {
    Map<String, Object> body = new LinkedHashMap<>();
    wish(claim, body, false);
    mark(claim, body);
    claim.request(RemoteRequest.change(Set.of(Operation.RESERVE), claim.remoteId(), body));
  }

  /** Everything that the order must hold, with our number as the mark. */
  public void reserve(@Variable("claim") Claim claim) {
    Map<String, Object> body = new LinkedHashMap<>();
    wish(claim, body, true);
    mark(claim, body);
    Set<Operation> operations = EnumSet.of(Operation.RESERVE);
    if (isCombined(claim) && customerHasData(claim)) {
      customerData(claim, body);
      operations.add(Operation.CUSTOMER);
    }
    claim.request(RemoteRequest.change(operations, claim.remoteId(), body));
  }

  /** The whole customer: whether a partial one would be merged is not documented. */
  public void customer(@Variable("claim") Claim claim) {
    Map<String, Object> body = new LinkedHashMap<>();
    customerData(claim, body);
    claim.request(RemoteRequest.change(Set.of(Operation.CUSTOMER), claim.remoteId(), body));
  }

  /** Alone in its request. */
  public void done(@Variable("claim") Claim claim) {
    claim.request(
        RemoteRequest.change(Set.of(Operation.DONE), claim.remoteId(), Map.of("status", "done")));
  }

  public void cancel(@Variable("claim") Claim claim) {
    claim.request(
        RemoteRequest.change(
            Set.of(Operation.CANCEL), claim.remoteId(), Map.of("status", "cancelled")));
  }

  /** A combined request that was refused for an unknown reason is taken apart to find out why. */
  private boolean isCombined(Claim claim) {
    return settings.ticketscloud().calls() == Settings.Calls.COMBINED
        && !OrderResume.COMBINED_REFUSED.equals(claim.row().unclear());
  }

  static boolean customerHasData(Claim claim) {
    Customer customer = claim.row().customer();
    return claim.row().sendTickets()
        || !claim.row().promoCodes().isEmpty()
        || customer.name() != null
        || customer.email() != null
        || customer.phone() != null
        || customer.lang() != null;
  }

  private static void wish(Claim claim, Map<String, Object> body, boolean whole) {
    if (claim.isMixed() && whole) {
      List<String> tickets = new ArrayList<>(claim.unseated());
      tickets.addAll(seats(claim));
      body.put("tickets", tickets);
    } else if (claim.isMixed() || seats(claim).isEmpty()) {
      body.put("random", quantities(claim.lines()));
    } else {
      body.put("tickets", seats(claim));
    }
    body.put("all_or_nothing", true);
  }

  static List<String> seats(Claim claim) {
    return claim.lines().stream()
        .map(OrderLine::ticketId)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** Wanted places without seats per category; lines of the same category add up. */
  static Map<String, Integer> quantities(List<OrderLine> lines) {
    Map<String, Integer> wanted = new TreeMap<>();
    for (OrderLine line : lines) {
      if (line.setId() != null) {
        wanted.merge(line.setId(), line.quantity(), Integer::sum);
      }
    }
    return wanted;
  }

  private static void mark(Claim claim, Map<String, Object> body) {
    Map<String, Object> vendorData = new LinkedHashMap<>();
    vendorData.put("order_id", claim.orderNo());
    if (claim.row().raw() != null) {
      vendorData.put("raw", claim.row().raw());
    }
    body.put("vendor_data", vendorData);
  }

  private static void customerData(Claim claim, Map<String, Object> body) {
    Customer from = claim.row().customer();
    Map<String, Object> customer = new LinkedHashMap<>();
    putIfKnown(customer, "name", from.name());
    putIfKnown(customer, "email", from.email());
    putIfKnown(customer, "phone", from.phone());
    putIfKnown(customer, "lang", from.lang());
    Map<String, Object> of = new LinkedHashMap<>();
    if (!customer.isEmpty()) {
      of.put("customer", customer);
    }
    of.put("send_tickets", claim.row().sendTickets());
    body.put("settings", of);
    if (!claim.row().promoCodes().isEmpty()) {
      body.put("promocodes", claim.row().promoCodes());
    }
  }

  private static void putIfKnown(Map<String, Object> to, String name, String value) {
    if (value != null) {
      to.put(name, value);
    }
  }
}
