package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
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

    bundle.sandbox().advance(java.time.Duration.ofMinutes(16));
    bundle.sandbox().balance(null);
    letProbe();
    bundle.awaitStatus("E-1", "DONE");

    assertThat(bundle.everyRemote("E-1"))
        .extracting(order -> order.status())
        .containsExactly("expired", "done");
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
    bundle.journal().update("update bridge.pause set probe_at = now()");
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
