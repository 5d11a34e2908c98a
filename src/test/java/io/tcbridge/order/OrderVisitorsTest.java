package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders for a venue that sells to named visitors only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderVisitorsTest {

  private final Bundle bundle = Bundle.onSale();

  @BeforeAll
  void start() throws Exception {
    bundle.sandbox().seed(Sample.event().withVenue(Sample.museum()));
    bundle.with("ORDER_RETRY_LIMIT", "8").startAndWait();
  }

  @AfterEach
  void theInvariantsHold() {
    bundle.sandbox().clearFaults();
    bundle.sandbox().set("mosbilet_effect", "immediate");
    bundle.erp().jdbc().update("delete from erp_event");
    bundle.erp().jdbc().update("delete from erp_venue");
    Invariants.hold(bundle);
  }

  @AfterAll
  void stop() {
    bundle.close();
  }

  @Test
  void each_ticket_is_named_for_the_visitor_of_the_line_that_the_erp_is_given_it_for() {
    bundle
        .erp()
        .order("V-1", Sample.EVENT)
        .seat(Sample.seat(2))
        .visitor("seat-2", "Boris", "Orlov", null)
        .places(Sample.FLOOR, 1)
        .visitor("floor-1", "Vera", "Petrova", "Ivanovna")
        .places(Sample.FLOOR, 1)
        .visitor("floor-2", "Gleb", "Petrov", null)
        .seat(Sample.seat(1))
        .visitor("seat-1", "Darya", "Belova", null)
        .save();

    bundle.awaitStatus("V-1", "DONE");

    assertThat(bundle.calls("visitors", "V-1")).hasSize(1);
    assertThat(visitorsByLine("V-1"))
        .isEqualTo(Map.of(1, "seat-2", 2, "floor-1", 3, "floor-2", 4, "seat-1"));
    assertThat(operations("V-1"))
        .containsExactly("create", "reserve", "reserve", "customer", "visitors", "done");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      // the answer has no body
      names = {"BODY_CUT", "BODY_TOO_SLOW"})
  void naming_heals(Mishap mishap) {
    bundle.sandbox().fault(mishap.on("visitors").times(1));

    order("VM-" + mishap);
    bundle.awaitStatus("VM-" + mishap, "DONE");

    assertThat(bundle.calls("visitors", "VM-" + mishap)).hasSize(2);
    assertThat(bundle.calls("done", "VM-" + mishap)).hasSize(1);
    assertThat(bundle.everyRemote("VM-" + mishap)).hasSize(1);
    assertThat(visitorsByLine("VM-" + mishap)).containsEntry(1, "v-1");
  }

  @Test
  void a_sale_that_misses_named_visitors_waits_until_they_are_there() {
    bundle.sandbox().set("mosbilet_effect", "async:200");

    order("VA-1");
    bundle.awaitStatus("VA-1", "DONE");

    assertThat(bundle.calls("done", "VA-1")).hasSizeGreaterThan(1);
    assertThat(bundle.everyRemote("VA-1")).hasSize(1);
    assertThat(facts("VA-1")).anyMatch(fact -> fact.contains("VISITORS_PENDING"));
  }

  @Test
  void visitors_that_never_arrive_are_named_again_up_to_the_limit_and_by_a_retry() {
    bundle.sandbox().set("mosbilet_effect", "async:600000");

    order("VG-1");
    bundle.awaitStatus("VG-1", "HELD");

    assertThat(bundle.erp().reason("VG-1")).startsWith("GAVE_UP: ").contains("VISITORS_PENDING");
    assertThat(bundle.calls("visitors", "VG-1")).hasSizeGreaterThan(2);
    assertThat(bundle.calls("done", "VG-1")).hasSameSizeAs(bundle.calls("visitors", "VG-1"));
    assertThat(bundle.journalRow("VG-1")).containsEntry("committing", false);

    bundle.sandbox().set("mosbilet_effect", "immediate");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = 'VG-1'");
    bundle.awaitStatus("VG-1", "DONE");
  }

  @Test
  void an_order_without_visitors_is_refused_with_the_way_out_and_sold_once_they_are_named() {
    bundle.erp().order("VN-1", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.awaitStatus("VN-1", "REFUSED");

    assertThat(bundle.erp().reason("VN-1"))
        .startsWith("VISITORS_NEEDED: ")
        .contains("Give each line a visitor", "Visitors are required for every ticket");
    assertThat(bundle.everyRemote("VN-1"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
    assertThat(bundle.calls("visitors", "VN-1")).isEmpty();

    bundle
        .erp()
        .jdbc()
        .update(
            "update erp_order_line set visitor_id = 'v', visitor_name = 'Anna',"
                + " visitor_surname = 'Petrova' where order_no = 'VN-1'");
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = 'VN-1'");
    bundle.awaitStatus("VN-1", "DONE");
  }

  @Test
  void where_the_catalogue_flags_the_venue_nothing_is_begun_without_visitors() {
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_venue (venue_id, name, with_mosbilet) values ('venue-1', 'Hall', true)");
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_event (event_id, name, status, venue_id)"
                + " values (?, 'Event', 'PUBLIC', 'venue-1')",
            Sample.EVENT);

    bundle.erp().order("VC-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    order("VC-2");
    bundle.awaitStatus("VC-1", "REFUSED");
    bundle.awaitStatus("VC-2", "DONE");

    assertThat(bundle.erp().reason("VC-1"))
        .isEqualTo("INVALID: line 1: no visitor, but the venue sells to named visitors only");
    assertThat(bundle.everyRemote("VC-1")).isEmpty();
  }

  @Test
  void a_visitor_that_is_refused_refuses_the_order_and_is_not_told_to_anybody() {
    bundle
        .sandbox()
        .fault(
            Fault.textError("visitors", "user_data.user_id v-1 of Vera PETROVA is not known")
                .times(1));

    order("VR-1");
    bundle.awaitStatus("VR-1", "REFUSED");

    assertThat(bundle.erp().reason("VR-1"))
        .startsWith("VISITORS_REFUSED: ")
        .contains("user_data.user_id *** of *** *** is not known");
    assertThat(bundle.everyRemote("VR-1"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  @Test
  void a_visitor_that_is_told_where_nobody_must_be_is_found_by_the_checker() {
    order("VP-1");
    bundle.awaitStatus("VP-1", "DONE");

    note("asked about Ivanovna");
    assertThat(bundle.prove(terms -> terms).findings())
        .filteredOn(finding -> finding.code().equals("PERSONAL_DATA"))
        .singleElement()
        .asString()
        .doesNotContain("Ivanovna");
    note("asked about nobody");
  }

  private void note(String problem) {
    bundle
        .journal()
        .update("update bridge.order_journal set problem = ? where order_no = 'VP-1'", problem);
  }

  private void order(String orderNo) {
    Erp.NewOrder order = bundle.erp().order(orderNo, Sample.EVENT);
    order.places(Sample.FLOOR, 1).visitor("v-1", "Vera", "Petrova", "Ivanovna").save();
  }

  /** The visitor that the remote order has for the ticket that the ERP was given for each line. */
  private Map<Integer, String> visitorsByLine(String orderNo) {
    Map<String, String> visitors = new HashMap<>();
    bundle.remote(orderNo).stream()
        .filter(order -> order.status().equals("done"))
        .flatMap(order -> order.tickets().stream())
        .forEach(ticket -> visitors.put(ticket.id(), ticket.visitor()));
    Map<Integer, String> byLine = new HashMap<>();
    for (Map<String, Object> ticket : bundle.erp().tickets(orderNo)) {
      byLine.put(
          ((Number) ticket.get("line_no")).intValue(), visitors.get(ticket.get("ticket_id")));
    }
    return byLine;
  }

  private List<String> operations(String orderNo) {
    List<String> ids = bundle.everyRemote(orderNo).stream().map(OrderView::id).toList();
    return bundle.sandbox().history().stream()
        .filter(call -> ids.contains(call.orderId()))
        .map(Call::operation)
        .toList();
  }

  private List<String> facts(String orderNo) {
    return bundle
        .journal()
        .queryForList(
            "select coalesce(detail, fact) from bridge.order_history"
                + " join bridge.order_journal using (order_id) where order_no = ?",
            String.class,
            orderNo);
  }
}
