package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.EventInfo;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import io.tcbridge.ticketscloud.Setback;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrderGuardTest {

  private static final String REMOTE = "6b0000000000000000000001";
  private static final String FLOOR = "6a00000000000000000000a1";
  private static final String PARTERRE = "6a00000000000000000000c1";

  private final OrderGuard guard = new OrderGuard(new BigDecimal("1.00"), Duration.ofSeconds(60));

  @Test
  void exactly_the_wanted_tickets_for_the_right_total_may_be_done() {
    Claim claim = mixed().total("3850.00").build();

    guard.checkBeforeDone(claim, remote("3850.00", place("p1"), seat("s1")));

    assertThat(claim.decision()).isNull();
  }

  @Test
  void a_ticket_too_few_is_sold_out() {
    Claim claim = mixed().build();

    check(() -> guard.checkTickets(claim, remote("2750.00", seat("s1"))), "SOLD_OUT");
  }

  @Test
  void a_ticket_too_many_is_sold_out() {
    Claim claim = mixed().build();

    check(
        () -> guard.checkTickets(claim, remote("0", place("p1"), place("p2"), seat("s1"))),
        "SOLD_OUT");
  }

  @Test
  void another_seat_is_sold_out() {
    Claim claim = mixed().build();

    check(() -> guard.checkTickets(claim, remote("0", place("p1"), seat("s2"))), "SOLD_OUT");
  }

  @Test
  void the_same_ticket_twice_counts_once() {
    Claim claim = new ClaimBuilder().places(FLOOR, 2).build();

    check(() -> guard.checkTickets(claim, remote("0", place("p1"), place("p1"))), "SOLD_OUT");
  }

  @Test
  void lines_of_the_same_set_add_up() {
    Claim claim = new ClaimBuilder().places(FLOOR, 1).places(FLOOR, 1).build();

    guard.checkTickets(claim, remote("0", place("p1"), place("p2")));

    assertThat(claim.decision()).isNull();
  }

  @Test
  void tickets_that_are_not_shown_are_unknown_and_not_none() {
    Claim claim = mixed().build();
    RemoteOrder remote = remote("0", (RemoteTicket[]) null);

    assertThat(setback(() -> guard.checkTickets(claim, remote)).verdict().consequence())
        .isEqualTo(Consequence.READ_THEN_DECIDE);
  }

  @Test
  void a_difference_beyond_the_tolerance_is_a_changed_price() {
    Claim claim = mixed().total("3848.99").build();

    check(
        () -> guard.checkBeforeDone(claim, remote("3850.00", place("p1"), seat("s1"))),
        "PRICE_CHANGED");
  }

  @Test
  void a_total_that_is_not_the_sum_is_for_a_person() {
    Claim claim = mixed().total("3850.50").build();

    check(
        () -> guard.checkBeforeDone(claim, remote("3850.50", place("p1"), seat("s1"))),
        "TOTALS_DIFFER");
  }

  @Test
  void a_hold_with_less_than_the_margin_left_is_made_anew() {
    Claim claim = mixed().remote(REMOTE, Duration.ofSeconds(59)).build();

    check(
        () -> guard.checkBeforeDone(claim, remote("3850.00", place("p1"), seat("s1"))),
        "TIME_SHORT");
  }

  private static ClaimBuilder mixed() {
    return new ClaimBuilder().places(FLOOR, 1).seat("s1").remote(REMOTE, Duration.ofMinutes(14));
  }

  private static RemoteTicket place(String id) {
    return ticket(id, FLOOR, "1100.00");
  }

  private static RemoteTicket seat(String id) {
    return ticket(id, PARTERRE, "2750.00");
  }

  private static RemoteTicket ticket(String id, String set, String full) {
    return new RemoteTicket(
        id, set, null, null, null, null, null, null, null, null, null, null, new BigDecimal(full));
  }

  private static RemoteOrder remote(String full, RemoteTicket... tickets) {
    return new RemoteOrder(
        REMOTE,
        "executed",
        ClaimBuilder.EVENT,
        Instant.EPOCH,
        Duration.ofMinutes(15),
        "A-1",
        tickets == null ? null : Stream.of(tickets).toList(),
        new BigDecimal(full),
        null,
        null,
        new EventInfo(null, null, null, null),
        Map.of(),
        false);
  }

  private static void check(ThrowingCallable call, String reason) {
    assertThat(List.of(setback(call).verdict().reason())).containsExactly(reason);
  }

  private static Setback setback(ThrowingCallable call) {
    Setback[] thrown = new Setback[1];
    assertThatThrownBy(call).isInstanceOfSatisfying(Setback.class, setback -> thrown[0] = setback);
    return thrown[0];
  }
}
