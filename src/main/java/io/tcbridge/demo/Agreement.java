package io.tcbridge.demo;

import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.OrderView.TicketView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the ERP was told with what the sandbox has sold, to the ticket. */
final class Agreement {

  private static final Set<String> HOLDING = Set.of("executed", "in_progress");

  private final ErpSide erp;
  private final List<OrderView> remote;
  private final List<String> differences = new ArrayList<>();

  private Agreement(ErpSide erp, List<OrderView> remote) {
    this.erp = erp;
    this.remote = remote;
  }

  /** Every difference in plain words; empty when both sides agree. */
  static List<String> differences(ErpSide erp, List<OrderView> remote) {
    Agreement agreement = new Agreement(erp, remote);
    agreement.compareOrders();
    agreement.findDoubleSales();
    agreement.compareTickets();
    agreement.findHolds();
    return List.copyOf(agreement.differences);
  }

  static Sold sold(List<OrderView> remote) {
    List<OrderView> done = remote.stream().filter(Agreement::isDone).toList();
    return new Sold(
        done.size(),
        done.stream().mapToInt(order -> order.tickets().size()).sum(),
        done.stream().map(OrderView::total).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add));
  }

  /** Each done remote order belongs to one DONE order of the ERP, and the other way round. */
  private void compareOrders() {
    Map<String, List<ErpSide.Order>> owners =
        erp.orders().stream()
            .filter(order -> order.isDone() && order.remoteId() != null)
            .collect(Collectors.groupingBy(ErpSide.Order::remoteId));
    for (OrderView order : remote) {
      if (isDone(order)) {
        compareOwners(order, owners.getOrDefault(order.id(), List.of()));
      }
    }
    Set<String> done =
        remote.stream().filter(Agreement::isDone).map(OrderView::id).collect(Collectors.toSet());
    for (ErpSide.Order order : erp.orders()) {
      if (order.isDone() && (order.remoteId() == null || !done.contains(order.remoteId()))) {
        differences.add(
            "%s is DONE in the ERP, but no done remote order belongs to it"
                .formatted(order.orderNo()));
      }
    }
  }

  private void compareOwners(OrderView order, List<ErpSide.Order> owners) {
    if (owners.size() != 1) {
      differences.add(
          "remote order %s (%s) is done, but %d orders of the ERP are DONE with it"
              .formatted(order.id(), order.orderNo(), owners.size()));
      return;
    }
    ErpSide.Order owner = owners.get(0);
    if (!owner.orderNo().equals(order.orderNo())) {
      differences.add(
          "remote order %s is marked as %s, but the ERP has it at %s"
              .formatted(order.id(), order.orderNo(), owner.orderNo()));
    }
    if (owner.total() == null || owner.total().compareTo(order.total()) != 0) {
      differences.add(
          "%s cost %s in the ERP and %s in the sandbox"
              .formatted(owner.orderNo(), owner.total(), order.total()));
    }
  }

  /** One order sold by two remote orders, or one ticket sold in two orders. */
  private void findDoubleSales() {
    Map<String, List<String>> remoteIds = new TreeMap<>();
    Map<String, List<String>> buyers = new TreeMap<>();
    for (OrderView order : remote) {
      if (isDone(order)) {
        String orderNo = String.valueOf(order.orderNo());
        remoteIds.computeIfAbsent(orderNo, key -> new ArrayList<>()).add(order.id());
        for (TicketView ticket : order.tickets()) {
          buyers.computeIfAbsent(ticket.id(), key -> new ArrayList<>()).add(orderNo);
        }
      }
    }
    remoteIds.forEach(
        (orderNo, ids) -> {
          if (ids.size() > 1) {
            differences.add(
                "%s was sold twice: by the remote orders %s"
                    .formatted(orderNo, String.join(", ", ids)));
          }
        });
    buyers.forEach(
        (ticket, orders) -> {
          if (orders.size() > 1) {
            differences.add(
                "ticket %s was sold twice: to %s".formatted(ticket, String.join(", ", orders)));
          }
        });
  }

  /** Each sold ticket is once in the ERP, at its order, with its barcode and price. */
  private void compareTickets() {
    Map<String, ErpSide.Ticket> unmatched = new LinkedHashMap<>();
    for (ErpSide.Ticket ticket : erp.tickets()) {
      if (unmatched.put(key(ticket.orderNo(), ticket.ticketId()), ticket) != null) {
        differences.add(
            "ticket %s of %s is twice in the ERP".formatted(ticket.ticketId(), ticket.orderNo()));
      }
    }
    for (OrderView order : remote) {
      if (isDone(order)) {
        for (TicketView sold : order.tickets()) {
          compareTicket(order.orderNo(), sold, unmatched.remove(key(order.orderNo(), sold.id())));
        }
      }
    }
    for (ErpSide.Ticket ticket : unmatched.values()) {
      differences.add(
          "ticket %s of %s is in the ERP, but was not sold to it"
              .formatted(ticket.ticketId(), ticket.orderNo()));
    }
  }

  private void compareTicket(String orderNo, TicketView sold, ErpSide.Ticket told) {
    if (told == null) {
      differences.add(
          "ticket %s of %s was sold, but is missing in the ERP".formatted(sold.id(), orderNo));
    } else if (told.barcode() == null || !Objects.equals(told.barcode(), sold.barcode())) {
      differences.add(
          "ticket %s of %s has another barcode in the ERP".formatted(sold.id(), orderNo));
    } else if (told.full() == null || told.full().compareTo(sold.full()) != 0) {
      differences.add(
          "ticket %s of %s cost %s in the ERP and %s in the sandbox"
              .formatted(sold.id(), orderNo, told.full(), sold.full()));
    }
  }

  private void findHolds() {
    for (OrderView order : remote) {
      if (HOLDING.contains(order.status()) && !order.tickets().isEmpty()) {
        differences.add(
            "remote order %s (%s) still holds %d tickets"
                .formatted(order.id(), order.orderNo(), order.tickets().size()));
      }
    }
  }

  private static boolean isDone(OrderView order) {
    return order.status().equals("done");
  }

  private static String key(String orderNo, String ticketId) {
    return orderNo + "/" + ticketId;
  }
}
