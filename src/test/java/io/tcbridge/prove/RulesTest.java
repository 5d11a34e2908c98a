package io.tcbridge.prove;

import static io.tcbridge.prove.Situation.FLOOR;
import static io.tcbridge.prove.Situation.NO;
import static io.tcbridge.prove.Situation.NOW;
import static io.tcbridge.prove.Situation.OTHER;
import static io.tcbridge.prove.Situation.REMOTE;
import static io.tcbridge.prove.Situation.SCOPE;
import static io.tcbridge.prove.Situation.TERMS;
import static io.tcbridge.prove.Situation.entry;
import static io.tcbridge.prove.Situation.erp;
import static io.tcbridge.prove.Situation.fact;
import static io.tcbridge.prove.Situation.facts;
import static io.tcbridge.prove.Situation.naming;
import static io.tcbridge.prove.Situation.remote;
import static io.tcbridge.prove.Situation.ticket;
import static io.tcbridge.prove.Situation.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each wrong history is found by its code; what is right, or on its way, is not. */
class RulesTest {

  private static final int PORT = 8089;
  private static final CallTrail NO_CALLS = CallTrail.NONE;

  @Test
  void what_is_right_is_not_found() {
    assertThat(Situation.sold().codes()).isEmpty();
    assertThat(Situation.refused().codes()).isEmpty();
    assertThat(Situation.underWay().codes()).isEmpty();
  }

  @Test
  void a_ticket_that_is_gone_because_it_is_being_refunded_is_not_found() {
    Situation situation = Situation.sold().remote(remote(REMOTE, "done", List.of(ticket("t1"))));
    assertThat(situation.codes()).contains("TICKET_NOT_SOLD", "OTHER_TICKETS");

    situation.refunded.add("t2");

    assertThat(situation.codes()).isEmpty();
  }

  @Nested
  class DoubleSale {

    private final NoDoubleSale rule = new NoDoubleSale(TERMS);

    @Test
    void two_done_remote_orders_of_one_order() {
      Situation situation = Situation.sold().remote(remote(OTHER, "done", tickets()));

      assertThat(situation.codes(rule)).containsExactly("SOLD_TWICE");
    }

    @Test
    void a_done_that_is_asked_for_while_another_remote_order_is_open() {
      RemoteEntry asked = with(remote(REMOTE, "done", tickets()), done(1, NOW.minusSeconds(300)));
      Situation situation =
          Situation.sold().remote(asked).remote(remote(OTHER, "executed", List.of()));

      assertThat(situation.codes(rule)).containsExactly("DONE_BESIDE_OPEN");
    }

    @Test
    void a_done_after_the_other_one_had_ended_is_right() {
      RemoteEntry asked = with(remote(REMOTE, "done", tickets()), done(1, NOW.minusSeconds(300)));
      Situation situation =
          Situation.sold().remote(asked).remote(remote(OTHER, "expired", List.of()));

      assertThat(situation.codes(rule)).isEmpty();
    }

    @Test
    void a_second_done_after_a_lost_answer_without_a_read() {
      RemoteCall lost = call(1, "done", 0, true, false);
      RemoteCall again = call(2, "done", 400, false, true);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), lost, again));

      assertThat(situation.codes(rule)).containsExactly("DONE_REPEATED_BLINDLY");
    }

    @Test
    void a_change_after_a_lost_answer_without_a_read() {
      RemoteCall lost = call(1, "reserve", 0, true, false);
      RemoteCall next = call(2, "customer", 200, true, true);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), lost, next));

      assertThat(situation.codes(rule)).containsExactly("WRITTEN_BLINDLY");
    }

    @Test
    void a_repeated_change_after_a_plain_refusal_is_right() {
      RemoteCall busy = call(1, "reserve", 503, false, true);
      RemoteCall again = call(2, "reserve", 200, true, true);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), busy, again));

      assertThat(situation.codes()).isEmpty();
    }

    @Test
    void a_second_done_after_a_read_is_right() {
      RemoteCall lost = call(1, "done", 0, false, false);
      RemoteCall again = call(3, PORT, "done", 200, true, true, 2);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), lost, again));

      assertThat(situation.codes()).isEmpty();
    }

    @Test
    void a_read_that_arrived_before_the_lost_request_is_no_read() {
      RemoteCall lost = call(2, "done", 0, true, false);
      RemoteCall again = call(3, PORT, "done", 400, false, true, 1);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), lost, again));

      assertThat(situation.codes(rule)).containsExactly("DONE_REPEATED_BLINDLY");
    }

    @Test
    void a_change_by_somebody_else_who_has_not_read_it() {
      RemoteCall one = call(1, PORT, "reserve", 200, true, true, 0);
      RemoteCall other = call(2, PORT + 1, "customer", 200, true, true, 0);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), one, other));

      assertThat(situation.codes(rule)).containsExactly("WRITTEN_BLINDLY");
    }

    @Test
    void a_change_by_somebody_else_who_has_read_it_is_right() {
      RemoteCall one = call(1, PORT, "reserve", 0, true, false, 0);
      RemoteCall other = call(3, PORT + 1, "customer", 200, true, true, 2);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), one, other));

      assertThat(situation.codes()).isEmpty();
    }

    @Test
    void another_remote_order_before_the_last_one_was_seen_final() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry ->
                      Entries.withFacts(
                          entry,
                          List.of(
                              fact(0, "one", "created", OTHER),
                              fact(1, "one", "created", REMOTE),
                              fact(2, "one", "ticketed", null))));

      assertThat(situation.codes(rule)).containsExactly("CREATED_BESIDE_OPEN");
    }

    @Test
    void another_revision_after_a_sale() {
      Situation situation = Situation.sold();
      situation.revisions.add(entry("working", null, OTHER, facts()));

      assertThat(situation.codes(rule)).containsExactly("TAKEN_AGAIN");
    }

    @Test
    void a_worker_that_goes_on_after_somebody_else_has_taken_over() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry ->
                      Entries.withFacts(
                          entry,
                          List.of(
                              fact(0, "one", "created", REMOTE),
                              fact(40, "two", "reserved", null),
                              fact(41, "one", "identified", null),
                              fact(42, "two", "ticketed", null))));

      assertThat(situation.codes(rule)).containsExactly("TWO_OWNERS");
    }

    @Test
    void a_worker_that_takes_over_when_the_lease_ends_or_the_order_is_given_back_is_right() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry ->
                      Entries.withFacts(
                          entry,
                          List.of(
                              fact(0, "one", "created", REMOTE),
                              fact(1, "one", "given back", null),
                              fact(2, "two", "reserved", null),
                              fact(33, "three", "identified", null),
                              fact(34, "three", "set back", "NO_MONEY"),
                              fact(35, "one", "ticketed", null))));

      assertThat(situation.codes(rule)).isEmpty();
    }

    @Test
    void one_ticket_in_two_sales() {
      Tally tally = new Tally();

      EachTicketOnce.judgeSales(
          List.of(remote(REMOTE, "done", tickets()), remote(OTHER, "done", tickets())), tally);

      assertThat(tally.findings()).extracting(Finding::code).containsExactly("TICKET_SOLD_TWICE");
    }
  }

  @Nested
  class LostOrder {

    private final NoLostOrder rule = new NoLostOrder(TERMS, SCOPE);

    @Test
    void an_old_order_that_nobody_took() {
      assertThat(Situation.untouched().codes(rule)).containsExactly("NOT_TAKEN");
    }

    @Test
    void a_young_order_may_wait() {
      Terms patient =
          new Terms(
              BigDecimal.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              5,
              0,
              Duration.ofMinutes(11),
              Duration.ZERO,
              Optional.empty());

      assertThat(Situation.untouched().codes(new NoLostOrder(patient, SCOPE))).isEmpty();
    }

    @Test
    void an_accepted_order_that_the_journal_has_lost() {
      Situation situation = Situation.underWay();
      situation.revisions.clear();

      assertThat(situation.codes(rule)).containsExactly("NOT_IN_JOURNAL");
    }

    @Test
    void an_order_of_the_journal_that_the_erp_has_lost() {
      assertThat(Situation.underWay().erp((ErpRow) null).codes(rule)).containsExactly("NOT_IN_ERP");
    }

    @Test
    void an_order_without_a_next_time() {
      Situation situation = Situation.underWay().journal(entry -> Entries.withDueAt(entry, null));

      assertThat(situation.codes(rule)).containsExactly("NO_NEXT_TIME");
    }

    @Test
    void an_order_that_has_been_due_for_too_long() {
      Situation situation =
          Situation.underWay()
              .journal(entry -> Entries.withDueAt(entry, NOW.minus(Duration.ofMinutes(6))));

      assertThat(situation.codes(rule)).containsExactly("OVERDUE");
    }

    @Test
    void a_result_that_was_not_told_in_time_or_in_many_attempts() {
      Instant late = NOW.minus(Duration.ofMinutes(6));
      Instant soon = NOW.plusSeconds(60);

      assertThat(Situation.sold().journal(entry -> Entries.withReport(entry, late, 0)).codes(rule))
          .containsExactly("NOT_REPORTED");
      assertThat(Situation.sold().journal(entry -> Entries.withReport(entry, soon, 5)).codes(rule))
          .containsExactly("NOT_REPORTED");
      assertThat(Situation.sold().journal(entry -> Entries.withReport(entry, soon, 1)).codes(rule))
          .isEmpty();
    }

    @Test
    void an_erp_that_was_told_and_does_not_show_it() {
      Situation situation = Situation.refused().erp(erp("ACCEPTED", null, List.of()));

      assertThat(situation.codes(rule)).containsExactly("ERP_BEHIND");
    }

    @Test
    void an_erp_that_shows_an_end_while_the_bridge_still_works() {
      Situation situation = Situation.underWay().erp(erp("CANCELLED", null, List.of()));

      assertThat(situation.codes(rule)).containsExactly("ERP_AHEAD");
    }

    @Test
    void what_moves_while_it_is_read_is_not_judged() {
      Situation situation =
          Situation.underWay()
              .erp(erp("CANCELLED", null, List.of()))
              .journal(
                  entry -> Entries.withFacts(entry, List.of(fact(601, "one", "reserved", null))));

      assertThat(situation.codes(rule)).isEmpty();
    }
  }

  @Nested
  class LostResult {

    private final NoLostResult rule = new NoLostResult(SCOPE);

    @Test
    void a_sale_that_the_erp_does_not_show() {
      Situation situation = Situation.sold().erp(erp("HELD", null, List.of()));

      assertThat(situation.codes(rule)).containsExactly("RESULT_LOST");
    }

    @Test
    void a_sale_whose_order_was_refused() {
      Situation situation = Situation.refused().remote(remote(REMOTE, "done", tickets()));

      assertThat(situation.codes(rule)).containsExactly("SOLD_AND_REFUSED");
    }

    @Test
    void a_sale_that_this_bridge_did_not_make() {
      Situation situation = Situation.refused().remote(remote(OTHER, "done", tickets()));

      assertThat(situation.codes(rule)).containsExactly("SALE_UNKNOWN");
    }

    @Test
    void a_sale_that_the_bridge_had_replaced() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry -> Entries.withRemotes(entry, Map.of(REMOTE, "done", OTHER, "cancelled")))
              .remote(remote(OTHER, "done", tickets()));

      assertThat(situation.codes(rule)).containsExactly("SOLD_BESIDE");
    }

    @Test
    void an_order_that_is_done_without_a_sale() {
      Situation situation = Situation.sold().remote(remote(REMOTE, "expired", List.of()));

      assertThat(situation.codes(rule)).containsExactly("DONE_WITHOUT_SALE");
    }

    @Test
    void tickets_of_an_order_that_is_not_done() {
      Situation situation = Situation.refused().erp(erp("REFUSED", null, tickets()));

      assertThat(situation.codes(rule)).containsExactly("TICKETS_WITHOUT_SALE");
    }

    @Test
    void a_ticket_that_is_missing_or_too_much() {
      assertThat(Situation.sold().erp(erp("DONE", REMOTE, List.of(ticket("t1")))).codes(rule))
          .contains("TICKET_LOST");
      assertThat(
              Situation.sold()
                  .erp(erp("DONE", REMOTE, List.of(ticket("t1"), ticket("t2"), ticket("t3"))))
                  .codes(rule))
          .containsExactly("TICKET_NOT_SOLD");
    }

    @Test
    void a_ticket_that_is_there_twice() {
      assertThat(
              Situation.sold()
                  .erp(erp("DONE", REMOTE, List.of(ticket("t1"), ticket("t1"), ticket("t2"))))
                  .codes(rule))
          .containsExactly("TICKET_TWICE");
    }

    @Test
    void a_ticket_with_another_barcode_or_price() {
      SoldTicket other =
          new SoldTicket("t2", FLOOR, "another barcode", new BigDecimal("1100.00"), false, "");
      SoldTicket dear =
          new SoldTicket("t2", FLOOR, "barcode of t2", new BigDecimal("1200.00"), false, "");

      assertThat(
              Situation.sold().erp(erp("DONE", REMOTE, List.of(ticket("t1"), other))).codes(rule))
          .containsExactly("BARCODE_DIFFERS");
      assertThat(Situation.sold().erp(erp("DONE", REMOTE, List.of(ticket("t1"), dear))).codes(rule))
          .containsExactly("TICKET_PRICE_DIFFERS");
    }

    @Test
    void a_ticket_for_another_visitor_than_its_line_names() {
      List<SoldTicket> told = List.of(ticket("t1", "v1"), ticket("t2", "v2"));
      Situation situation =
          Situation.sold()
              .erp(naming(erp("DONE", REMOTE, told), "v1", "v2"))
              .remote(remote(REMOTE, "done", List.of(ticket("t1", "v2"), ticket("t2", "v1"))));

      assertThat(situation.codes()).containsExactly("VISITOR_DIFFERS");
      assertThat(situation.remote(remote(REMOTE, "done", told)).codes()).isEmpty();
    }

    @Test
    void a_total_that_differs() {
      ErpRow told =
          new ErpRow(
              NO,
              "DONE",
              REMOTE,
              new BigDecimal("2100.00"),
              null,
              NOW,
              new Wish(Set.of(), Map.of(FLOOR, 2)),
              Visitors.NOBODY,
              tickets());

      assertThat(Situation.sold().erp(told).codes(rule)).containsExactly("TOTAL_DIFFERS");
    }

    @Test
    void a_refunded_ticket_may_be_gone() {
      SoldTicket refunded =
          new SoldTicket("t2", FLOOR, "barcode of t2", new BigDecimal("1100.00"), true, "");
      Situation situation =
          Situation.sold()
              .erp(erp("DONE", REMOTE, List.of(ticket("t1"), refunded)))
              .remote(remote(REMOTE, "done", List.of(ticket("t1"))));

      assertThat(situation.codes()).isEmpty();
    }

    @Test
    void one_ticket_for_two_orders() {
      EachTicketOnce rule = new EachTicketOnce();
      Tally tally = new Tally();
      OrderCase order = Situation.sold().order();

      rule.judge(order, tally);
      rule.judge(new OrderCase("A-2", order.erp(), List.of(), List.of(), Set.of()), tally);

      assertThat(tally.findings()).extracting(Finding::code).containsExactly("TICKET_GIVEN_TWICE");
    }
  }

  @Nested
  class AsOrdered {

    private final SoldAsOrdered rule = new SoldAsOrdered(TERMS);

    @Test
    void fewer_tickets_than_ordered() {
      Situation situation = Situation.sold().remote(remote(REMOTE, "done", List.of(ticket("t1"))));

      assertThat(situation.codes(rule)).contains("OTHER_TICKETS");
    }

    @Test
    void another_price_than_was_paid() {
      Situation situation =
          Situation.sold().journal(entry -> Entries.withExpectedTotal(entry, "2199.99"));

      assertThat(situation.codes(rule)).containsExactly("OTHER_PRICE");
    }

    @Test
    void another_price_within_the_tolerance_is_right() {
      Terms tolerant =
          new Terms(
              new BigDecimal("0.01"),
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              5,
              0,
              Duration.ZERO,
              Duration.ZERO,
              Optional.empty());
      Situation situation =
          Situation.sold().journal(entry -> Entries.withExpectedTotal(entry, "2199.99"));

      assertThat(situation.codes(new SoldAsOrdered(tolerant))).isEmpty();
    }

    @Test
    void a_difference_that_a_person_was_told_of_is_not_the_bridges() {
      Situation situation =
          Situation.sold()
              .journal(entry -> Entries.withReason(entry, "COMMITTED_DIFFERENT"))
              .remote(remote(REMOTE, "done", List.of(ticket("t1"))));

      assertThat(situation.codes(rule)).isEmpty();
    }

    @Test
    void with_a_history_only_one_that_came_with_the_sale_is_not() {
      RemoteEntry less = remote(REMOTE, "done", List.of(ticket("t1")));
      RemoteCall twisted =
          new RemoteCall(1, NOW, PORT, "done", REMOTE, 200, true, true, "partial", 0, 0, null);
      Situation situation =
          Situation.sold().journal(entry -> Entries.withReason(entry, "COMMITTED_DIFFERENT"));

      assertThat(situation.remote(with(less, twisted)).codes(rule)).isEmpty();
      assertThat(situation.remote(with(less, done(1, NOW))).codes(rule))
          .contains("OTHER_TICKETS", "OTHER_PRICE");
    }

    @Test
    void lines_that_were_edited_after_they_were_taken() {
      ErpRow edited =
          new ErpRow(
              NO,
              "DONE",
              REMOTE,
              new BigDecimal("2200.00"),
              new BigDecimal("3300.00"),
              NOW,
              new Wish(Set.of(), Map.of(FLOOR, 3)),
              Visitors.NOBODY,
              tickets());

      assertThat(Situation.sold().erp(edited).codes(rule))
          .containsExactly("EDITED_LINES", "EDITED_TOTAL");
    }

    @Test
    void tickets_that_are_for_nobody_somebody_else_or_one_visitor_twice() {
      Situation situation =
          Situation.sold().erp(naming(erp("DONE", REMOTE, tickets()), "v1", "v2"));

      assertThat(situation.codes(rule)).containsExactly("OTHER_VISITORS");
      assertThat(situation.remote(soldFor("v1", "v3")).codes(rule))
          .containsExactly("OTHER_VISITORS");
      assertThat(situation.remote(soldFor("v1", "v1")).codes(rule))
          .containsExactly("OTHER_VISITORS");
      assertThat(Situation.sold().remote(soldFor("v1", "")).codes(rule))
          .containsExactly("OTHER_VISITORS");
    }

    @Test
    void the_named_visitors_in_any_order_are_right_and_so_is_a_side_that_does_not_show_them() {
      Situation situation =
          Situation.sold().erp(naming(erp("DONE", REMOTE, tickets()), "v1", "v2"));

      assertThat(situation.remote(soldFor("v2", "v1")).codes(rule)).isEmpty();
      assertThat(situation.remote(soldFor(null, null)).codes(rule)).isEmpty();
    }

    @Test
    void a_visitor_whose_ticket_is_being_refunded_is_not_missed() {
      List<SoldTicket> told = List.of(ticket("t1", "v2"), ticket("t2", "v1"));
      Situation situation =
          Situation.sold()
              .erp(naming(erp("DONE", REMOTE, told), "v1", "v2"))
              .remote(remote(REMOTE, "done", List.of(ticket("t1", "v2"))));
      situation.refunded.add("t2");

      assertThat(situation.codes()).isEmpty();
    }

    @Test
    void who_comes_is_not_told() {
      Tally tally = new Tally();

      rule.judge(
          Situation.sold()
              .erp(naming(erp("DONE", REMOTE, tickets()), "v1", "v2"))
              .remote(soldFor("v1", "v3"))
              .order(),
          tally);

      assertThat(tally.findings())
          .singleElement()
          .satisfies(
              finding -> assertThat(finding.text()).contains("[t2]").doesNotContain("v2", "v3"));
    }

    private static RemoteEntry soldFor(String first, String second) {
      return remote(REMOTE, "done", List.of(ticket("t1", first), ticket("t2", second)));
    }

    @Test
    void a_total_that_is_not_the_sum_of_its_tickets() {
      RemoteEntry sold = remote(REMOTE, "done", tickets());
      RemoteEntry odd =
          new RemoteEntry(
              REMOTE,
              NO,
              "event",
              "done",
              "api",
              sold.createdAt(),
              sold.expiresAt(),
              sold.endedAt(),
              new BigDecimal("2100.00"),
              tickets(),
              NO_CALLS);

      assertThat(Situation.sold().remote(odd).codes(rule)).contains("TOTAL_IS_NO_SUM");
    }
  }

  @Nested
  class Holds {

    private final HoldsHaveOwners rule = new HoldsHaveOwners(TERMS, SCOPE);

    @Test
    void a_refused_order_that_still_holds_tickets() {
      Situation situation = Situation.refused().remote(remote(REMOTE, "executed", tickets()));

      assertThat(situation.codes(rule)).containsExactly("HOLD_WITHOUT_OWNER");
    }

    @Test
    void a_hold_beside_the_current_one_has_until_its_expiry_and_a_margin() {
      Situation situation = Situation.underWay().remote(remote(OTHER, "executed", tickets()));
      Instant expired = NOW.plus(Duration.ofMinutes(5)).plusSeconds(61);
      Scope later = new Scope(NOW, expired, Instant.EPOCH, true);

      assertThat(situation.codes(rule)).isEmpty();
      assertThat(situation.codes(new HoldsHaveOwners(TERMS, later)))
          .containsExactly("HOLD_WITHOUT_OWNER");
    }

    @Test
    void a_hold_that_nobody_knows() {
      Instant expired = NOW.plus(Duration.ofMinutes(5)).plusSeconds(61);
      Tally tally = new Tally();

      new HoldsHaveOwners(TERMS, new Scope(NOW, expired, Instant.EPOCH, true))
          .judgeStranger(remote(OTHER, "executed", tickets()), tally);

      assertThat(tally.findings()).extracting(Finding::code).containsExactly("HOLD_WITHOUT_OWNER");
    }
  }

  @Nested
  class GoingBack {

    private final NothingGoesBack rule = new NothingGoesBack(SCOPE);

    @Test
    void a_sale_of_what_was_called_off_in_time() {
      assertThat(afterFacts("created", "cancel asked by the ERP", "identified", "ticketed"))
          .containsExactly("CANCEL_IGNORED");
    }

    @Test
    void a_sale_of_what_was_called_off_too_late_or_wanted_again_is_right() {
      assertThat(afterFacts("created", "identified", "cancel asked by the ERP", "ticketed"))
          .isEmpty();
      assertThat(
              afterFacts(
                  "created",
                  "identified",
                  "set back",
                  "cancel asked by the ERP",
                  "identified",
                  "ticketed"))
          .isEmpty();
      assertThat(
              afterFacts(
                  "created",
                  "cancel asked by a person",
                  "retry asked by a person",
                  "identified",
                  "ticketed"))
          .isEmpty();
    }

    private List<String> afterFacts(String... facts) {
      return Situation.sold().journal(entry -> Entries.withFacts(entry, facts(facts))).codes(rule);
    }

    @Test
    void a_step_before_the_sale_after_the_sale() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry -> Entries.withFacts(entry, facts("created", "ticketed", "identified")));

      assertThat(situation.codes(rule)).containsExactly("WENT_BACK", "CHANGED_AFTER_END");
    }

    @Test
    void a_step_after_a_refusal() {
      Situation situation =
          Situation.refused()
              .journal(entry -> Entries.withFacts(entry, facts("created", "released", "reserved")));

      assertThat(situation.codes(rule)).containsExactly("CHANGED_AFTER_END");
    }

    @Test
    void a_wish_after_the_end_changes_nothing() {
      Situation situation =
          Situation.sold()
              .journal(
                  entry ->
                      Entries.withFacts(
                          entry, facts("created", "ticketed", "cancel asked by the ERP")));

      assertThat(situation.codes(rule)).isEmpty();
    }

    @Test
    void a_change_after_its_end_was_told() {
      Situation situation =
          Situation.sold()
              .remote(
                  with(
                      remote(REMOTE, "done", tickets()),
                      call(1, "done", 200, true, true),
                      call(2, "cancel", 400, false, true)));

      assertThat(situation.codes(rule)).containsExactly("WRITE_AFTER_END");
    }

    @Test
    void a_change_after_an_end_that_was_not_told_is_right() {
      Situation situation =
          Situation.sold()
              .remote(
                  with(
                      remote(REMOTE, "done", tickets()),
                      call(1, "cancel", 0, true, false),
                      call(3, PORT, "cancel", 400, false, true, 2)));

      assertThat(situation.codes(rule)).isEmpty();
    }

    @Test
    void a_remote_order_that_is_done_no_more() {
      Situation situation = Situation.sold().remote(remote(REMOTE, "executed", tickets()));

      assertThat(situation.codes(rule)).containsExactly("REMOTE_WENT_BACK");
    }

    @Test
    void a_final_state_in_the_erp_that_was_overwritten() {
      Situation situation = Situation.refused().erp(erp("CANCELLED", null, List.of()));

      assertThat(situation.codes(rule)).containsExactly("ERP_DIFFERS");
    }
  }

  @Nested
  class Limits {

    @Test
    void more_remote_orders_than_allowed() {
      Map<String, String> six = Map.of("1", "", "2", "", "3", "", "4", "", "5", "", "6", "");
      Situation situation = Situation.underWay().journal(entry -> Entries.withRemotes(entry, six));

      assertThat(situation.codes(new WithinLimits(TERMS)))
          .containsExactly("TOO_MANY_REMOTE_ORDERS");
    }

    @Test
    void one_more_after_a_person_asked_for_it_is_right() {
      Map<String, String> six = Map.of("1", "", "2", "", "3", "", "4", "", "5", "", "6", "");
      Situation situation =
          Situation.underWay()
              .journal(
                  entry ->
                      Entries.withFacts(
                          Entries.withRemotes(entry, six), facts("retry asked by the ERP")));

      assertThat(situation.codes(new WithinLimits(TERMS))).isEmpty();
    }

    @Test
    void one_that_waited_for_money_does_not_count() {
      Map<String, String> six = Map.of("1", "", "2", "", "3", "", "4", "", "5", "", "6", "");
      List<JournalEntry.Fact> waited =
          List.of(
              Situation.fact(0, "one", "created", "6"),
              Situation.fact(1, "one", "set back", "NO_MONEY: Top it up"),
              Situation.fact(2, "one", "set back", "NO_MONEY: Top it up"));
      Situation situation =
          Situation.underWay()
              .journal(entry -> Entries.withFacts(Entries.withRemotes(entry, six), waited));

      assertThat(situation.codes(new WithinLimits(TERMS))).isEmpty();
    }

    @Test
    void two_requests_for_one_remote_order_at_the_same_time() {
      Situation situation =
          Situation.sold()
              .remote(with(remote(REMOTE, "done", tickets()), besideOneFor(Duration.ofSeconds(2))));

      assertThat(situation.codes(new WithinLimits(TERMS))).containsExactly("TWO_REQUESTS_AT_ONCE");
    }

    @Test
    void a_request_beside_one_that_should_have_been_given_up() {
      Duration longer = TERMS.requestTimeout().plusMillis(1);
      Situation situation =
          Situation.sold().remote(with(remote(REMOTE, "done", tickets()), besideOneFor(longer)));

      assertThat(situation.codes(new WithinLimits(TERMS))).containsExactly("NOT_HUNG_UP");
    }

    private static RemoteCall besideOneFor(Duration open) {
      return new RemoteCall(2, NOW, PORT, "reserve", REMOTE, 200, true, true, null, 0, 1, open);
    }

    @Test
    void more_requests_in_a_second_than_all_instances_may_send() {
      Terms slow =
          new Terms(
              BigDecimal.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              5,
              10,
              Duration.ZERO,
              Duration.ZERO,
              Optional.empty());
      WithinLimits rule = new WithinLimits(slow);
      Tally tally = new Tally();
      rule.judge(Situation.sold().order(), tally);

      rule.judgeRate(100, 17, tally);
      assertThat(tally.findings()).isEmpty();

      rule.judgeRate(100, 18, tally);
      assertThat(tally.findings()).extracting(Finding::code).containsExactly("TOO_FAST");
    }
  }

  private static RemoteEntry with(RemoteEntry remote, RemoteCall... calls) {
    RemoteSide side = new RemoteSide(NOW, Instant.EPOCH, true);
    side.add(remote);
    CallTrails trails = new CallTrails();
    for (RemoteCall call : calls) {
      trails.add(call);
    }
    trails.tell(side);
    return side.all().iterator().next();
  }

  private static RemoteCall done(long seq, Instant at) {
    return new RemoteCall(seq, at, PORT, "done", REMOTE, 200, true, true, null, 0, 0, null);
  }

  private static RemoteCall call(
      long seq, String operation, int status, boolean applied, boolean delivered) {
    return call(seq, PORT, operation, status, applied, delivered, 0);
  }

  private static RemoteCall call(
      long seq,
      int port,
      String operation,
      int status,
      boolean applied,
      boolean delivered,
      long shownBy) {
    Instant at = NOW.plusSeconds(seq);
    return new RemoteCall(
        seq, at, port, operation, REMOTE, status, applied, delivered, null, shownBy, 0, null);
  }
}
