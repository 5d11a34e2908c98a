package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTest {

  private final Bundle bundle = Bundle.onSale();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void theInvariantsHold() {
    try {
      Invariants.hold(bundle);
    } finally {
      bundle.close();
    }
  }

  @Test
  void without_money_all_instances_wait_one_order_asks_and_all_go_on() throws Exception {
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    for (int i = 1; i <= 12; i++) {
      order("M-" + i);
    }

    bundle.await(() -> waiting() == 12);
    int asked = bundle.calls("done").size();
    assertThat(asked).as("done calls until the pause was known").isBetween(1, 8);
    assertThat(pausedBecause()).contains("Not enough money, сontact to TicketsCloud manager");
    bundle.await(() -> bundle.erp().count("ACCEPTED") == 12);

    letProbe();
    bundle.await(() -> bundle.calls("done").size() > asked);
    bundle.await(() -> waiting() == 12);
    assertThat(bundle.calls("done")).as("one order asks").hasSize(asked + 1);
    assertThat(linesWith("Commits are paused")).as("told once").isEqualTo(1);

    bundle.sandbox().balance(null);
    letProbe();
    bundle.await(() -> bundle.erp().count("DONE") == 12);
    assertThat(bundle.journal().queryForList("select * from bridge.pause")).isEmpty();
    assertThat(bundle.calls("cancel")).isEmpty();
    assertThat(attempts()).containsOnly(0);
  }

  @Test
  void a_fresh_instance_honours_the_pause_that_it_finds() throws Exception {
    Bridge first = bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    order("F-1");
    bundle.await(() -> waiting() == 1);
    bundle.stop(first);
    bundle.journal().update("update bridge.pause set probe_at = now() + interval '1 hour'");

    bundle.startAndWait();
    bundle.sandbox().balance(null);
    order("F-2");
    bundle.await(() -> waiting() == 2);

    assertThat(bundle.calls("done")).hasSize(1);
    letProbe();
    bundle.awaitStatus("F-1", "DONE");
    bundle.awaitStatus("F-2", "DONE");
  }

  @Test
  void a_hold_that_runs_out_during_the_pause_is_made_anew() throws Exception {
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    order("E-1");
    bundle.await(() -> waiting() == 1);

    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle.sandbox().balance(null);
    letProbe();
    bundle.awaitStatus("E-1", "DONE");

    assertThat(bundle.everyRemote("E-1"))
        .extracting(order -> order.status())
        .containsExactly("expired", "done");
  }

  @Test
  void two_instances_ask_once_in_ten_seconds() throws Exception {
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    for (int i = 1; i <= 6; i++) {
      order("T-" + i);
    }
    bundle.await(() -> waiting() == 6);
    int asked = bundle.calls("done").size();

    bundle.await(Duration.ofSeconds(40), () -> bundle.calls("done").size() == asked + 2);

    List<Call> probes = bundle.calls("done").subList(asked - 1, asked + 2);
    for (int i = 1; i < probes.size(); i++) {
      assertThat(Duration.between(probes.get(i - 1).time(), probes.get(i).time()))
          .as("between two questions of all instances together")
          .isGreaterThan(Duration.ofMillis(9_900));
    }
  }

  @Test
  void after_a_pause_beyond_every_hold_the_nearest_event_is_sold_first() throws Exception {
    bundle.with("ORDER_MAX_REMOTE_ORDERS", "2");
    for (int month = 1; month <= 3; month++) {
      bundle
          .sandbox()
          .seed(
              SandboxEvent.of(
                  event(month),
                  "Night " + month,
                  Instant.parse("2030-0" + month + "-16T14:00:00Z"),
                  List.of(
                      SandboxSet.unseated(
                          set(month), "Floor", new BigDecimal("1000.00"), month == 1 ? 10 : 50))));
    }
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    // The farthest event comes first, so that neither arrival nor expiry is the order that is
    // wanted.
    for (int month = 3; month >= 1; month--) {
      for (int i = 0; i < 10; i++) {
        bundle.erp().order("E" + month + "-" + i, event(month)).places(set(month), 1).save();
      }
      int expected = (4 - month) * 10;
      bundle.await(() -> waiting() == expected);
    }

    holdsRunOut();
    int created = bundle.calls("create").size();
    for (int probes = 1; probes <= 4; probes++) {
      int asked = bundle.calls("done").size();
      letProbe();
      bundle.await(() -> bundle.calls("done").size() > asked && waiting() == 30);
    }
    assertThat(bundle.calls("create"))
        .as("one order is reserved anew to ask, and asks as long as its hold lasts")
        .hasSize(created + 1);

    holdsRunOut();
    takeThreePlaces();
    bundle.sandbox().balance(null);
    int before = bundle.sandbox().history().size();
    letProbe();
    bundle.await(() -> bundle.erp().count("DONE") + bundle.erp().count("REFUSED") == 30);

    assertThat(bundle.erp().count("DONE")).isEqualTo(27);
    assertThat(soldOut())
        .as("what was gone by then")
        .hasSize(3)
        .allMatch(no -> no.startsWith("E1"));
    assertThat(attempts()).containsOnly(0);
    assertThat(averagePlace(before, 1))
        .isLessThan(averagePlace(before, 2))
        .isLessThan(averagePlace(before, 3));
    assertThat(averagePlace(before, 2)).isLessThan(averagePlace(before, 3));
  }

  @Test
  void a_long_pause_uses_up_no_remote_orders() throws Exception {
    bundle.with("ORDER_MAX_REMOTE_ORDERS", "1").startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    order("L-1");
    bundle.await(() -> waiting() == 1);

    for (int hold = 2; hold <= 4; hold++) {
      int expected = hold;
      holdsRunOut();
      letProbe();
      bundle.await(() -> bundle.everyRemote("L-1").size() == expected && waiting() == 1);
    }
    bundle.sandbox().balance(null);
    letProbe();
    bundle.awaitStatus("L-1", "DONE");

    assertThat(bundle.everyRemote("L-1"))
        .extracting(OrderView::status)
        .containsExactly("expired", "expired", "expired", "done");
  }

  @Test
  void an_order_that_the_erp_cancels_during_the_pause_is_not_sold() throws Exception {
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);
    order("C-1");
    bundle.await(() -> waiting() == 1);

    bundle.erp().jdbc().update("update erp_order set cancel_requested = true");
    bundle.awaitStatus("C-1", "CANCELLED");

    assertThat(bundle.everyRemote("C-1"))
        .extracting(OrderView::status)
        .containsExactly("cancelled");
  }

  @Test
  void a_key_that_is_revoked_in_mid_batch_burns_no_attempts_of_any_order() throws Exception {
    bundle.startAndWait();
    bundle.sandbox().fault(Fault.statusBefore(null, 401).skip(15));
    for (int i = 1; i <= 12; i++) {
      order("R-" + i);
    }
    bundle.await(() -> linesWith("This process pauses: KEY_REFUSED") == 1);
    bundle.await(() -> bundle.erp().count("ACCEPTED") + bundle.erp().count("DONE") == 12);
    int read = bundle.calls("read").size();
    bundle.await(() -> bundle.calls("read").size() > read + 1);

    assertThat(attempts()).containsOnly(0);
    assertThat(bundle.erp().count("HELD") + bundle.erp().count("REFUSED")).isZero();

    bundle.sandbox().clearFaults();
    bundle.await(() -> bundle.erp().count("DONE") == 12);
    assertThat(attempts()).containsOnly(0);
  }

  @Test
  void a_refused_key_pauses_the_process_burns_no_attempts_and_ends_by_itself() throws Exception {
    Bridge bridge = bundle.startAndWait();
    bundle.sandbox().fault(Fault.statusBefore("customer", 401).forOrderNo("K-1").times(1));
    bundle.sandbox().fault(Fault.statusBefore("read", 401));

    order("K-1");
    bundle.await(() -> linesWith("This process pauses: KEY_REFUSED") == 1);
    int reads = bundle.calls("read").size();
    order("K-2");
    bundle.await(() -> bundle.calls("read").size() >= reads + 2);
    bundle.await(() -> ready(bridge).statusCode() == 503);

    assertThat(ready(bridge).body()).contains("KEY_REFUSED").contains("ticketscloud.api-key");
    assertThat(bundle.journalRow("K-1"))
        .containsEntry("attempts", 0)
        .containsEntry("status", "waiting")
        .containsEntry("stage", "reserved");
    assertThat(bundle.everyRemote("K-2")).as("nothing is begun meanwhile").isEmpty();
    assertThat(linesWith("This process pauses")).as("told once").isEqualTo(1);

    bundle.sandbox().clearFaults();
    bundle.awaitStatus("K-2", "DONE");
    bundle.makeDue("K-1");
    bundle.awaitStatus("K-1", "DONE");
    assertThat(bundle.calls("customer", "K-1")).hasSize(2);
    bundle.await(() -> ready(bridge).statusCode() == 200);
  }

  @Test
  void a_key_that_is_refused_from_the_beginning_lets_nothing_begin() throws Exception {
    bundle.with("TICKETSCLOUD_API_KEY", "another-key-with-32-characters-00");

    Bridge bridge = bundle.start();
    order("B-1");
    bundle.await(() -> linesWith("This process pauses: KEY_REFUSED") == 1);
    bundle.awaitStatus("B-1", "ACCEPTED");

    bundle.await(() -> ready(bridge).body().contains("KEY_REFUSED"));
    assertThat(ready(bridge).statusCode()).isEqualTo(503);
    assertThat(bundle.sandbox().history()).extracting(Call::method).containsOnly("GET");
  }

  @Test
  void a_wrong_zone_stops_claiming_and_names_the_value_to_set() throws Exception {
    bundle.sandbox().set("naive_tz", "Europe/Moscow");
    Bridge wrong = bundle.startAndWait();

    order("Z-1");
    bundle.await(() -> linesWith("This process pauses: WRONG_TIME_ZONE") == 1);
    order("Z-2");
    bundle.awaitStatus("Z-2", "ACCEPTED");
    bundle.await(() -> ready(wrong).body().contains("TICKETSCLOUD_TIME_ZONE) to +03:00"));
    assertThat(ready(wrong).statusCode()).isEqualTo(503);
    assertThat(bundle.everyRemote("Z-2")).isEmpty();

    bundle.stop(wrong);
    bundle.with("TICKETSCLOUD_TIME_ZONE", "+03:00").startAndWait();
    bundle.awaitStatus("Z-1", "DONE");
    bundle.awaitStatus("Z-2", "DONE");
  }

  @Test
  void a_wrong_zone_is_seen_at_the_start_and_ends_by_itself() throws Exception {
    bundle.startAndWait();
    order("Z-1");
    bundle.awaitStatus("Z-1", "DONE");

    bundle.sandbox().set("naive_tz", "Europe/Moscow");
    Bridge second = bundle.start();
    bundle.await(() -> ready(second).body().contains("TICKETSCLOUD_TIME_ZONE) to +03:00"));
    assertThat(ready(second).statusCode()).isEqualTo(503);

    bundle.sandbox().set("naive_tz", "UTC");
    bundle.await(() -> ready(second).statusCode() == 200);
  }

  @Test
  void a_zone_that_turns_wrong_while_orders_are_read_stops_claiming() throws Exception {
    Bridge bridge = bundle.startAndWait();
    bundle.sandbox().fault(Fault.lostAnswer("reserve").times(1));
    bundle.sandbox().fault(Fault.hang("read").times(1));
    order("Z-1");
    bundle.await(() -> !bundle.calls("read", "Z-1").isEmpty() || bundle.calls("read").size() > 1);

    bundle.sandbox().set("naive_tz", "Asia/Yekaterinburg");
    bundle.await(() -> ready(bridge).body().contains("TICKETSCLOUD_TIME_ZONE) to +05:00"));
    order("Z-2");
    bundle.awaitStatus("Z-2", "ACCEPTED");
    assertThat(bundle.everyRemote("Z-2")).isEmpty();

    bundle.sandbox().set("naive_tz", "UTC");
    bundle.awaitStatus("Z-1", "DONE");
    bundle.awaitStatus("Z-2", "DONE");
  }

  @Test
  void a_clock_that_is_off_is_told_and_harms_no_order() throws Exception {
    Bridge bridge = bundle.startAndWait();
    bundle.await(() -> ready(bridge).statusCode() == 200);

    bundle.sandbox().advance(Duration.ofMinutes(61));
    bundle.await(
        () -> {
          // Only an answer tells the time.
          if (bundle.erp().count("DONE") == count("erp_order")) {
            order("O-" + count("erp_order"));
          }
          return ready(bridge).body().contains("ticketscloud 36");
        });

    assertThat(ready(bridge).statusCode()).isEqualTo(503);
    bundle.await(() -> bundle.erp().count("ACCEPTED") + bundle.erp().count("NEW") == 0);
    assertThat(bundle.erp().count("DONE")).isEqualTo(count("erp_order"));
  }

  private long count(String table) {
    return bundle.erp().jdbc().queryForObject("select count(*) from " + table, Long.class);
  }

  private static String event(int month) {
    return "6a000000000000000000010" + month;
  }

  private static String set(int month) {
    return "6a000000000000000000020" + month;
  }

  /** Lets a quarter of an hour pass on both sides. */
  private void holdsRunOut() {
    bundle.sandbox().advance(Duration.ofMinutes(16));
    bundle
        .journal()
        .update("update bridge.order_journal set expires_at = expires_at - interval '16 minutes'");
  }

  /** Somebody else takes three of the ten places of the nearest event while nobody holds them. */
  private void takeThreePlaces() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(bundle.sandbox().url() + "/v2/resources/orders"))
                .header("Authorization", "key " + Bundle.KEY)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"event\": \"%s\", \"random\": {\"%s\": 3}}".formatted(event(1), set(1))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private List<String> soldOut() {
    return bundle
        .erp()
        .jdbc()
        .queryForList(
            "select order_no from erp_order where bridge_reason like 'SOLD_OUT%'", String.class);
  }

  /** Where the reservations of an event stand among all since then, on average. */
  private double averagePlace(int since, int month) {
    List<Call> reserves =
        bundle.sandbox().history().stream()
            .skip(since)
            .filter(call -> call.operation().equals("reserve"))
            .toList();
    return IntStream.range(0, reserves.size())
        .filter(place -> event(month).equals(eventOf(reserves.get(place).orderId())))
        .average()
        .orElseThrow();
  }

  private String eventOf(String remoteId) {
    return bundle.sandbox().orders().stream()
        .filter(order -> order.id().equals(remoteId))
        .findFirst()
        .orElseThrow()
        .eventId();
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }

  private int waiting() {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from bridge.order_journal"
                + " where waiting_for = 'commits' and status = 'waiting' and due_at > now()",
            Integer.class);
  }

  private List<Integer> attempts() {
    return bundle
        .journal()
        .queryForList("select attempts from bridge.order_journal", Integer.class);
  }

  private String pausedBecause() {
    return bundle
        .journal()
        .queryForObject("select reason from bridge.pause where name = 'commits'", String.class);
  }

  /** Lets the ten seconds between two questions pass. */
  private void letProbe() {
    bundle
        .journal()
        .update("update bridge.pause set probe_at = now(), woken_at = now() - interval '1 minute'");
  }

  private long linesWith(String text) {
    return bundle.log().all().stream().filter(line -> line.contains(text)).count();
  }

  private HttpResponse<String> ready(Bridge bridge) throws Exception {
    return http.send(
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + bridge.port() + "/observe/health/ready"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
