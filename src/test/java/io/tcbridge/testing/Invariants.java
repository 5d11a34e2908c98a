package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.OrderView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for every order of a bundle whatever has gone wrong on its way. */
public final class Invariants {

  private static final Set<String> FINAL = Set.of("DONE", "REFUSED", "CANCELLED");
  private static final Set<String> HOLDING = Set.of("executed", "in_progress");

  private final Bundle bundle;

  private Invariants(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Each order is sold at most once, the ERP has exactly the tickets that were sold, an order that
   * ended holds nothing, and nothing tells who the buyer is or what the key is.
   */
  public static void hold(Bundle bundle) {
    Invariants invariants = new Invariants(bundle);
    List<Map<String, Object>> orders = bundle.erp().jdbc().queryForList("select * from erp_order");
    orders.forEach(invariants::check);
    invariants.checkSecrets(orders);
  }

  private void check(Map<String, Object> order) {
    String orderNo = (String) order.get("order_no");
    List<OrderView> remote = bundle.everyRemote(orderNo);
    List<OrderView> sold = remote.stream().filter(view -> view.status().equals("done")).toList();
    assertThat(sold).as("remote orders sold for %s", orderNo).hasSizeLessThanOrEqualTo(1);
    String status = (String) order.get("bridge_status");
    if (status.equals("DONE")) {
      assertThat(ticketsInErp(orderNo))
          .as("tickets of %s", orderNo)
          .containsExactlyInAnyOrderElementsOf(
              sold.stream()
                  .flatMap(view -> view.tickets().stream())
                  .map(Invariants::shown)
                  .toList())
          .isNotEmpty();
      assertThat(order.get("tc_total")).isEqualTo(sold.get(0).total());
    } else {
      assertThat(ticketsInErp(orderNo)).as("tickets of %s, %s", orderNo, status).isEmpty();
    }
    if (FINAL.contains(status)) {
      assertThat(remote)
          .as("remote orders of %s, which is %s", orderNo, status)
          .noneMatch(view -> HOLDING.contains(view.status()) && !view.tickets().isEmpty());
    }
    if (status.equals("REFUSED") || status.equals("CANCELLED")) {
      assertThat(sold).as("remote orders sold for %s, which is %s", orderNo, status).isEmpty();
    }
  }

  private List<String> ticketsInErp(String orderNo) {
    return bundle.erp().tickets(orderNo).stream()
        .map(row -> row.get("ticket_id") + " " + row.get("barcode") + " " + row.get("full_price"))
        .toList();
  }

  private static String shown(OrderView.TicketView ticket) {
    return ticket.id() + " " + ticket.barcode() + " " + ticket.full();
  }

  private void checkSecrets(List<Map<String, Object>> orders) {
    Set<String> secrets =
        orders.stream()
            .flatMap(
                order ->
                    Stream.of("customer_name", "customer_email", "customer_phone")
                        .map(column -> (String) order.get(column)))
            .filter(value -> value != null)
            .flatMap(value -> Stream.concat(Stream.of(value), Arrays.stream(value.split("\\s+"))))
            .collect(Collectors.toSet());
    secrets.add(Bundle.KEY);
    List<String> told = new ArrayList<>(bundle.log().all());
    told.addAll(texts("select concat(fact, ' ', detail) from bridge.order_history"));
    told.addAll(texts("select concat(problem, ' ', reason) from bridge.order_journal"));
    told.addAll(texts("select reason from bridge.pause"));
    orders.forEach(order -> told.add(String.valueOf(order.get("bridge_reason"))));
    for (String secret : secrets) {
      assertThat(told.stream().filter(line -> line.contains(secret)).toList())
          .as("texts with \"%s\" in them", secret)
          .isEmpty();
    }
  }

  private List<String> texts(String sql) {
    return bundle.journal().queryForList(sql, String.class);
  }
}
