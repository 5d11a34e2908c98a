package io.tcbridge.prove;

import java.util.HashMap;
import java.util.Map;

/** I1 and I3 across orders: no ticket is sold by two remote orders, or given to two ERP orders. */
final class EachTicketOnce implements Rule {

  private final Map<String, String> given = new HashMap<>();

  @Override
  public void judge(OrderCase order, Tally tally) {
    ErpRow erp = order.erp();
    if (erp == null || !erp.isWhole() || !erp.isDone()) {
      return;
    }
    for (SoldTicket ticket : erp.tickets()) {
      String other = ticket.refunded() ? null : given.put(ticket.id(), order.orderNo());
      if (other != null && !other.equals(order.orderNo())) {
        tally.found(
            Invariant.I3,
            "TICKET_GIVEN_TWICE",
            order.orderNo(),
            erp.remoteId(),
            "ticket %s belongs to %s and to %s in the ERP"
                .formatted(ticket.id(), other, order.orderNo()));
      }
    }
  }

  /** After all orders. */
  static void judgeSales(Iterable<RemoteEntry> remotes, Tally tally) {
    Map<String, RemoteEntry> sold = new HashMap<>();
    for (RemoteEntry remote : remotes) {
      if (remote.isDone() && remote.tickets() != null) {
        for (SoldTicket ticket : remote.tickets()) {
          RemoteEntry other = ticket.refunded() ? null : sold.put(ticket.id(), remote);
          if (other != null && !other.id().equals(remote.id())) {
            tally.found(
                Invariant.I1,
                "TICKET_SOLD_TWICE",
                remote.mark(),
                remote.id(),
                "ticket %s was sold by remote order %s (%s) and by %s (%s)"
                    .formatted(ticket.id(), other.id(), other.mark(), remote.id(), remote.mark()));
          }
        }
      }
    }
  }
}
