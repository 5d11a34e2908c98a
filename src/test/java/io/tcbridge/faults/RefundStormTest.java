package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.RefundView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of refunds on two instances, while every call of theirs may go wrong in every way and
 * processes and sessions come to harm. In the end each refund of the ERP has exactly one remote
 * one, and both sides and the tickets say the same of it.
 */
@Tag("campaign")
final class RefundStormTest {

  private static final int REFUNDS = Integer.getInteger("faults.storm.refunds", 2_000);

  @Test
  void no_refund_is_lost_or_made_twice_whatever_happens() throws Exception {
    Scenario.of("storm over refunds", "R32", "R33")
        .on(RefundStormTest::ground)
        .run(RefundStormTest::storm);
  }

  private static Bundle ground() {
    return Scene.ground()
        .withRefunds()
        .with("REFUND_WORKERS", "32")
        .with("REFUND_POLL_EVERY", "2s")
        .with("REFUND_FOLLOW_EVERY", "5s")
        .with("REFUND_UNCLEAR_WAIT", "8s");
  }

  private static void storm(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    bundle.sandbox().set("random_seed", String.valueOf(scene.seed()));
    try (Nemesis nemesis = new Nemesis(scene, 2)) {
      List<Object[]> tickets = sell(scene);
      trouble(bundle);
      ask(scene, tickets);
      Instant begun = Instant.now();
      nemesis.begin();
      scene.await(Duration.ofMinutes(15), () -> ended(bundle) > tickets.size() * 0.95);
      nemesis.end();
      bundle.sandbox().clearFaults();
      scene.await(Duration.ofMinutes(5), () -> ended(bundle) == tickets.size());
      Duration took = Duration.between(begun, Instant.now());
      scene.measured("all refunds", took);
      System.out.printf(
          "refund storm with seed %d: %d refunds in %d s, %s, held %s, %s%n",
          scene.seed(),
          tickets.size(),
          took.toSeconds(),
          nemesis.deeds(),
          bundle
              .erp()
              .jdbc()
              .queryForList(
                  "select bridge_reason from erp_refund where bridge_status = 'HELD' limit 3",
                  String.class),
          bundle
              .erp()
              .jdbc()
              .queryForList(
                  "select bridge_status, count(*) from erp_refund group by bridge_status"));
      agree(bundle, tickets.size());
    }
  }

  /** Two tickets to an order, each of which is asked back by itself. */
  private static List<Object[]> sell(Scene scene) {
    Bundle bundle = scene.bundle();
    int orders = REFUNDS / 2;
    for (int i = 1; i <= orders; i++) {
      bundle.erp().order("storm-" + i, Sample.EVENT).places(Sample.FLOOR, 2).save();
    }
    scene.counts(orders);
    scene.await(Duration.ofMinutes(10), () -> bundle.erp().count("DONE") == orders);
    List<Object[]> tickets = new ArrayList<>();
    bundle
        .erp()
        .jdbc()
        .queryForList("select order_no, ticket_id from erp_ticket order by order_no, ticket_id")
        .forEach(row -> tickets.add(new Object[] {row.get("order_no"), row.get("ticket_id")}));
    return tickets;
  }

  /** Most are approved, some rejected; some decisions come with the request, others later. */
  private static void ask(Scene scene, List<Object[]> tickets) {
    List<Object[]> refunds = new ArrayList<>();
    List<Object[]> parts = new ArrayList<>();
    for (int i = 0; i < tickets.size(); i++) {
      String decision = scene.random().nextInt(5) == 0 ? "REJECT" : "APPROVE";
      refunds.add(new Object[] {"R-" + i, tickets.get(i)[0], decision});
      parts.add(new Object[] {"R-" + i, tickets.get(i)[1]});
    }
    var jdbc = scene.bundle().erp().jdbc();
    jdbc.batchUpdate("insert into erp_refund_ticket (refund_no, ticket_id) values (?, ?)", parts);
    jdbc.batchUpdate(
        "insert into erp_refund (refund_no, order_no, culprit, decision)"
            + " values (?, ?, 'user', ?)",
        refunds);
  }

  /** About one call of ten goes wrong, most of them after their effect. */
  private static void trouble(Bundle bundle) {
    for (Mishap mishap : Mishap.values()) {
      bundle.sandbox().fault(mishap.on("refund-read").probability(0.002));
      for (String write : List.of("refund-create", "refund-approve", "refund-reject")) {
        bundle.sandbox().fault(mishap.on(write).probability(0.005));
      }
    }
    for (String write : List.of("refund-create", "refund-approve", "refund-reject")) {
      bundle
          .sandbox()
          .fault(Fault.lostAnswer(write).effectDelayMs(3_000).keepsBusy(false).probability(0.02));
      bundle.sandbox().fault(Fault.lostAnswer(write).probability(0.03));
    }
  }

  private static long ended(Bundle bundle) {
    return bundle
        .erp()
        .jdbc()
        .queryForObject(
            "select count(*) from erp_refund where bridge_status in ('APPROVED', 'REJECTED')",
            Long.class);
  }

  private static void agree(Bundle bundle, int expected) {
    Map<String, RefundView> remote = new HashMap<>();
    bundle.sandbox().refunds().forEach(refund -> remote.put(refund.id(), refund));
    List<Map<String, Object>> rows =
        bundle
            .erp()
            .jdbc()
            .queryForList(
                "select r.refund_no, r.bridge_status, r.decision, r.tc_refund_id, t.status"
                    + " from erp_refund r join erp_refund_ticket rt on rt.refund_no = r.refund_no"
                    + " join erp_ticket t on t.order_no = r.order_no"
                    + " and t.ticket_id = rt.ticket_id");
    assertThat(remote).as("remote refunds").hasSize(expected);
    assertThat(rows).hasSize(expected);
    assertThat(rows.stream().map(row -> row.get("tc_refund_id")).distinct()).hasSize(expected);
    assertThat(rows)
        .allSatisfy(
            row -> {
              String status = remote.get((String) row.get("tc_refund_id")).status();
              assertThat(row.get("bridge_status"))
                  .as("ERP and Ticketscloud of " + row.get("refund_no"))
                  .isEqualTo(status.toUpperCase(Locale.ROOT));
              assertThat(row.get("bridge_status"))
                  .as("decision of " + row.get("refund_no"))
                  .isEqualTo(row.get("decision") + (status.equals("approved") ? "D" : "ED"));
              assertThat(row.get("status"))
                  .isEqualTo(status.equals("approved") ? "REFUNDED" : "SOLD");
            });
  }
}
