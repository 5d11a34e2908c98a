package io.tcbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limit of requests is one for all instances, however many live at the moment. */
class RateShareTest {

  private final Bundle bundle = Bundle.onSale().with("BRIDGE_HEARTBEAT", "200ms");

  @AfterEach
  void theInvariantsHold() {
    try {
      Invariants.hold(bundle);
    } finally {
      bundle.close();
    }
  }

  @Test
  void three_instances_share_what_one_had_and_a_stop_gives_it_back() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "20");
    bundle.start();
    bundle.await(() -> rates().equals(List.of(20.0)));

    Bridge second = bundle.start();
    bundle.start();
    awaitRates(3, 20.0 / 3);
    orders(25);
    bundle.await(Duration.ofSeconds(60), () -> bundle.erp().count("DONE") == 25);
    assertThat(busiestSeconds(2)).as("requests within two seconds").isBetween(20, 46);
    assertThat(metrics(second)).contains("bridge_instances 3.0", "bridge_requests_share 6.66");

    bundle.stop(second);
    // Whoever stops for longer than three heartbeats is forgotten by the others
    bundle.await(() -> rates().size() == 2);
    awaitRates(2, 10.0);
  }

  @Test
  void a_limit_of_one_holds_for_three() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "1");
    bundle.start();
    bundle.start();
    bundle.start();
    awaitRates(3, 1.0 / 3);

    orders(3);
    bundle.await(Duration.ofSeconds(60), () -> bundle.erp().count("DONE") >= 2);

    assertThat(busiestSeconds(6)).as("requests within six seconds").isLessThanOrEqualTo(9);
    bundle.await(Duration.ofSeconds(60), () -> bundle.erp().count("DONE") == 3);
  }

  /** A row without a process: what a kill leaves behind, seen just now for as long as we wish. */
  @Test
  void a_killed_instance_keeps_its_share_until_it_is_gone() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "10").with("BRIDGE_HEARTBEAT", "500ms");
    Bridge first = bundle.start();
    bundle.await(() -> rates().equals(List.of(10.0)));
    bundle.stop(first);
    bundle
        .journal()
        .update(
            "insert into bridge.instance (run_id, name, version, request_rate, started_at, seen_at)"
                + " values (gen_random_uuid(), 'killed', '1', 10, now(), now() + interval '1 hour')");

    Bridge newcomer = bundle.start();
    bundle.await(() -> metrics(newcomer).contains("bridge_instances 2.0"));
    assertThat(rates()).as("the newcomer waits").containsExactly(0.0, 10.0);

    bundle.journal().update("update bridge.instance set seen_at = now() where name = 'killed'");
    bundle.await(() -> rates().equals(List.of(10.0)));
  }

  @Test
  void a_second_process_of_one_name_is_told_and_counted() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "10");
    bundle.start();
    bundle.await(() -> rates().size() == 1);
    List<String> first = runIds();

    try (Bridge twin = bundle.startAs("test-1")) {
      awaitRates(2, 5.0);
      bundle.await(() -> metrics(twin).contains("bridge_instances 2.0"));
      bundle.await(
          () ->
              bundle.log().all().stream().anyMatch(line -> line.contains("is called test-1 too")));
    }

    bundle.await(() -> runIds().equals(first));
  }

  /** The journal takes no beat, but would take the row away: what is not known to live is left. */
  @Test
  void a_stop_takes_only_a_row_that_has_just_beaten() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "10").with("BRIDGE_HEARTBEAT", "2s");
    Bridge silent = bundle.start();
    bundle.await(() -> rates().equals(List.of(10.0)));
    bundle
        .journal()
        .execute(
            "create function bridge.no_beat() returns trigger language plpgsql as"
                + " $$ begin raise exception 'no beat is taken'; end $$;"
                + " create trigger no_beat before insert or update on bridge.instance"
                + " for each row execute function bridge.no_beat()");
    bundle.await(
        () ->
            bundle
                .journal()
                .queryForObject(
                    "select now() - seen_at > interval '7 seconds' from bridge.instance",
                    Boolean.class));

    bundle.stop(silent);
    List<String> left = runIds();
    assertThat(left).as("the row of one that was silent").hasSize(1);
    bundle
        .journal()
        .execute("drop trigger no_beat on bridge.instance; drop function bridge.no_beat()");
    Bridge next = bundle.start();
    bundle.await(() -> !runIds().equals(left) && rates().equals(List.of(10.0)));

    bundle.stop(next);
    assertThat(rates()).as("the row of one that lived").isEmpty();
  }

  @Test
  void without_the_journal_the_last_share_is_kept() throws Exception {
    bundle.with("TICKETSCLOUD_MAX_REQUESTS_PER_SECOND", "7");
    Bridge bridge = bundle.start();
    bundle.await(() -> metrics(bridge).contains("bridge_requests_share 7.0"));

    bundle.journal().execute("alter table bridge.instance rename to instance_away");
    bundle.await(
        () ->
            bundle.log().all().stream()
                .anyMatch(line -> line.contains("instance-beat failed and comes again")));

    assertThat(metrics(bridge)).contains("bridge_requests_share 7.0");
    bundle.journal().execute("alter table bridge.instance_away rename to instance");
  }

  private void awaitRates(int instances, double each) {
    bundle.await(
        () -> {
          List<Double> rates = rates();
          assertThat(rates.stream().mapToDouble(Double::doubleValue).sum())
              .isLessThanOrEqualTo(each * instances + 1e-6);
          return rates.size() == instances
              && rates.stream().allMatch(rate -> Math.abs(rate - each) < 1e-6);
        });
  }

  private List<Double> rates() {
    return bundle
        .journal()
        .queryForList(
            "select request_rate from bridge.instance order by request_rate", Double.class);
  }

  private List<String> runIds() {
    return bundle.journal().queryForList("select run_id::text from bridge.instance", String.class);
  }

  private int busiestSeconds(int seconds) {
    List<Instant> calls = bundle.sandbox().history().stream().map(call -> call.time()).toList();
    return calls.stream()
        .mapToInt(
            from ->
                (int)
                    calls.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(seconds)))
                        .count())
        .max()
        .orElse(0);
  }

  private void orders(int many) {
    for (int i = 1; i <= many; i++) {
      bundle.erp().order("R-" + i, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    }
  }

  private static String metrics(Bridge bridge) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:" + bridge.port() + "/observe/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
