package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.OrderView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true after every test, whatever happened in it: both sides agree to the ticket. */
public final class Agreement {

  private Agreement() {}

  /** Nothing sold twice, the ERP has exactly the sold tickets, nothing is held without an owner. */
  public static void check(Bundle bundle) {
    List<OrderView> remote = bundle.sandbox().orders();
    for (Map<String, Object> order :
        bundle.erp().jdbc().queryForList("select order_no, bridge_status from erp_order")) {
      check(bundle, remote, (String) order.get("order_no"), (String) order.get("bridge_status"));
    }
    Set<String> owned =
        new HashSet<>(
            bundle
                .journal()
                .queryForList(
                    "select remote_id from bridge.order_journal"
                        + " where status <> 'finished' and remote_id is not null",
                    String.class));
    assertThat(remote)
        .filteredOn(order -> order.status().equals("executed") && !order.tickets().isEmpty())
        .extracting(OrderView::id)
        .as("remote orders that hold tickets and belong to no open order")
        .isSubsetOf(owned);
  }

  private static void check(
      Bundle bundle, List<OrderView> remote, String orderNo, String bridgeStatus) {
    List<OrderView> done =
        remote.stream()
            .filter(order -> orderNo.equals(order.orderNo()) && order.status().equals("done"))
            .toList();
    assertThat(done).as("sales of " + orderNo).hasSizeLessThanOrEqualTo(1);
    List<Map<String, Object>> tickets = bundle.erp().tickets(orderNo);
    if (!"DONE".equals(bridgeStatus)) {
      assertThat(tickets).as("tickets of " + orderNo + ", which is " + bridgeStatus).isEmpty();
      return;
    }
    assertThat(done).as("sales of " + orderNo).hasSize(1);
    assertThat(
            tickets.stream().map(ticket -> ticket.get("ticket_id") + " " + ticket.get("barcode")))
        .as("tickets of " + orderNo)
        .containsExactlyInAnyOrderElementsOf(
            done.get(0).tickets().stream()
                .map(ticket -> ticket.id() + " " + ticket.barcode())
                .collect(Collectors.toList()));
  }
}
