package io.tcbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.OrderView.TicketView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final BigDecimal PRICE = new BigDecimal("100.00");

  private final List<ErpSide.Order> orders = new ArrayList<>();
  private final List<ErpSide.Ticket> tickets = new ArrayList<>();
  private final List<OrderView> remote = new ArrayList<>();

  @Test
  void two_equal_sides_agree() {
    sold("A-1", "r1", "t1", "t2");
    sold("A-2", "r2", "t3");
    remote("A-3", "r3", "cancelled", "t4");
    remote(null, "r4", "executed");
    orders.add(new ErpSide.Order("A-3", "REFUSED", "r3", null));

    assertThat(differences()).isEmpty();
    assertThat(new ErpSide(orders, tickets).sold()).isEqualTo(Agreement.sold(remote));
  }

  @Test
  void a_missing_ticket_is_found() {
    sold("A-1", "r1", "t1", "t2");
    tickets.remove(1);

    assertThat(differences())
        .containsExactly("ticket t2 of A-1 was sold, but is missing in the ERP");
  }

  @Test
  void a_ticket_too_many_is_found() {
    sold("A-1", "r1", "t1");
    tickets.add(new ErpSide.Ticket("A-1", "t9", "b-t9", PRICE));

    assertThat(differences())
        .containsExactly("ticket t9 of A-1 is in the ERP, but was not sold to it");
  }

  @Test
  void another_barcode_or_price_is_found() {
    sold("A-1", "r1", "t1", "t2", "t3");
    tickets.set(0, new ErpSide.Ticket("A-1", "t1", "b-t2", PRICE));
    tickets.set(1, new ErpSide.Ticket("A-1", "t2", null, PRICE));
    tickets.set(2, new ErpSide.Ticket("A-1", "t3", "b-t3", new BigDecimal("99.99")));

    assertThat(differences())
        .containsExactly(
            "ticket t1 of A-1 has another barcode in the ERP",
            "ticket t2 of A-1 has another barcode in the ERP",
            "ticket t3 of A-1 cost 99.99 in the ERP and 100.00 in the sandbox");
  }

  @Test
  void an_order_that_was_sold_twice_is_found() {
    sold("A-1", "r1", "t1");
    remote("A-1", "r2", "done", "t2");

    assertThat(differences())
        .containsExactly(
            "remote order r2 (A-1) is done, but 0 orders of the ERP are DONE with it",
            "A-1 was sold twice: by the remote orders r1, r2",
            "ticket t2 of A-1 was sold, but is missing in the ERP");
  }

  @Test
  void a_ticket_that_was_sold_twice_is_found() {
    sold("A-1", "r1", "t1");
    sold("A-2", "r2", "t1");

    assertThat(differences()).containsExactly("ticket t1 was sold twice: to A-1, A-2");
  }

  @Test
  void a_remote_order_with_two_owners_is_found() {
    sold("A-1", "r1", "t1");
    orders.add(new ErpSide.Order("A-2", "DONE", "r1", PRICE));

    assertThat(differences())
        .containsExactly("remote order r1 (A-1) is done, but 2 orders of the ERP are DONE with it");
  }

  @Test
  void a_sale_that_only_the_erp_knows_is_found() {
    sold("A-1", "r1", "t1");
    orders.add(new ErpSide.Order("A-2", "DONE", "r2", PRICE));
    orders.add(new ErpSide.Order("A-3", "DONE", null, PRICE));

    assertThat(differences())
        .containsExactly(
            "A-2 is DONE in the ERP, but no done remote order belongs to it",
            "A-3 is DONE in the ERP, but no done remote order belongs to it");
  }

  @Test
  void another_total_or_mark_is_found() {
    sold("A-1", "r1", "t1");
    orders.set(0, new ErpSide.Order("A-1", "DONE", "r1", new BigDecimal("101.00")));
    sold("A-2", "r2");
    remote.set(1, view("A-7", "r2", "done"));

    assertThat(differences())
        .containsExactly(
            "A-1 cost 101.00 in the ERP and 100.00 in the sandbox",
            "remote order r2 is marked as A-7, but the ERP has it at A-2");
  }

  @Test
  void a_hold_that_was_left_is_found() {
    remote("A-1", "r1", "executed", "t1", "t2");
    remote("A-2", "r2", "in_progress", "t3");

    assertThat(differences())
        .containsExactly(
            "remote order r1 (A-1) still holds 2 tickets",
            "remote order r2 (A-2) still holds 1 tickets");
  }

  private List<String> differences() {
    return Agreement.differences(new ErpSide(orders, tickets), remote);
  }

  private void sold(String orderNo, String remoteId, String... ids) {
    remote(orderNo, remoteId, "done", ids);
    orders.add(
        new ErpSide.Order(
            orderNo, "DONE", remoteId, PRICE.multiply(BigDecimal.valueOf(ids.length))));
    Stream.of(ids).forEach(id -> tickets.add(new ErpSide.Ticket(orderNo, id, "b-" + id, PRICE)));
  }

  private void remote(String orderNo, String remoteId, String status, String... ids) {
    remote.add(view(orderNo, remoteId, status, ids));
  }

  private static OrderView view(String orderNo, String remoteId, String status, String... ids) {
    return new OrderView(
        remoteId,
        1,
        "code",
        status,
        "event",
        orderNo,
        Stream.of(ids)
            .map(id -> new TicketView(id, "set", null, null, "b-" + id, PRICE, null))
            .toList(),
        List.of(),
        PRICE.multiply(BigDecimal.valueOf(ids.length)),
        true,
        false,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }
}
