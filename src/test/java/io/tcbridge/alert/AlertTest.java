package io.tcbridge.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.MailServer;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Webhook;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is told what, over real SMTP and HTTP, with the journal between several instances. */
class AlertTest {

  private static final Duration LONG = Duration.ofMinutes(3);

  private String lastSeen = "";
  private final MailServer mail = MailServer.start();
  private final Webhook webhook = Webhook.start();
  private final Bundle bundle =
      Bundle.onSale()
          .with("ALERT_MAIL_TO", "ops@example.org, night@example.org")
          .with("ALERT_MAIL_FROM", "bridge@example.org")
          .with("ALERT_SMTP_HOST", "127.0.0.1")
          .with("ALERT_SMTP_PORT", String.valueOf(mail.port()))
          .with("ALERT_SMTP_SECURITY", "none")
          .with("ALERT_POLL_DELAY", "100ms")
          .with("ALERT_SETTLE_AFTER", "500ms");

  @AfterEach
  void close() {
    bundle.close();
    mail.close();
    webhook.close();
  }

  @Test
  void a_storm_of_held_orders_is_one_mail_of_one_instance_with_a_counter_and_its_end_another()
      throws Exception {
    mail.pull();
    // A slow machine is no reason to give up: all are to be held for one cause.
    bundle.with("ORDER_WORKERS", "8").with("ORDER_RETRY_LIMIT", "12");
    bundle.with("TICKETSCLOUD_TIMEOUT", "10s").with("ORDER_LEASE", "20s");
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found"));
    bundle.startAndWait();
    bundle.startAndWait();
    for (int i = 1; i <= 500; i++) {
      order("D-" + i);
    }

    bundle.await(LONG, () -> bundle.erp().count("HELD") == 500);
    bundle.await(() -> counter("HELD.NO_DEAL") == 500);
    mail.plug();
    bundle.await(LONG, () -> !mail.mails().isEmpty());
    bundle.sandbox().clearFaults();
    bundle.erp().jdbc().update("update erp_order set bridge_status = 'NEW'");
    bundle.await(LONG, () -> bundle.erp().count("DONE") == 500);
    bundle.await(LONG, () -> !mail.mails("over: ").isEmpty());

    assertThat(mail.mails()).hasSize(2);
    assertThat(mail.mails().get(0))
        .contains("Subject: [ticketscloud-bridge] 500 orders held with NO_DEAL\n")
        .contains("To: ops@example.org, night@example.org\n", "From: bridge@example.org\n")
        .contains("Auto-Submitted: auto-generated\n")
        .containsPattern("Since 20..-..-..T..:..:..Z")
        .containsPattern("Orders: D-\\d+, D-\\d+, D-\\d+, D-\\d+, D-\\d+ and 495 more\n")
        .contains("no deal between organizer and distributor")
        .contains("    bin/bridge order retry --reason NO_DEAL --yes\n");
    assertThat(mail.mails().get(1))
        .contains("Subject: [ticketscloud-bridge] over: 500 orders held with NO_DEAL\n")
        .contains("It is over since 20");
    assertThat(mail.mails())
        .noneMatch(text -> text.contains("Petrova") || text.contains(Bundle.KEY));
    Invariants.hold(bundle);
  }

  @Tag("campaign")
  @Test
  void a_server_that_refuses_is_asked_again_and_gets_each_message_once() throws Exception {
    mail.onlyFor("bridge", "smtp-password");
    bundle.with("ALERT_SMTP_USER", "bridge").with("ALERT_SMTP_PASSWORD", "smtp-password");
    mail.refuse("451 4.3.0 try later");
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found").forOrderNo("R-1"));
    bundle.startAndWait();

    order("R-1");
    bundle.await(() -> mail.refused() >= 2);
    mail.refuse("554 5.7.1 no");
    bundle.await(() -> mail.refused() >= 3);
    order("R-2");
    bundle.awaitStatus("R-2", "DONE");
    mail.refuse(null);
    bundle.await(() -> !mail.mails().isEmpty());
    bundle.await(() -> told("HELD.NO_DEAL", "mail"));

    assertThat(mail.mails()).hasSize(1);
    assertThat(bundle.log().all())
        .anyMatch(line -> line.contains("alert-tell-by-mail failed") && line.contains("451"))
        .noneMatch(line -> line.contains("smtp-password"));
  }

  @Test
  void a_process_that_dies_between_sent_and_saved_repeats_the_message_once() throws Exception {
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found"));
    Map<String, String> env = new HashMap<>(bundle.env());
    order("K-1");
    try (BridgeProcess process = BridgeProcess.start(env)) {
      mail.beforeNextAnswer(process::kill);
      bundle.await(LONG, () -> !process.isAlive());
    }
    assertThat(mail.mails("1 order held with NO_DEAL")).hasSize(1);
    assertThat(told("HELD.NO_DEAL", "mail")).isFalse();

    minutePasses();
    Bridge next = bundle.startAndWait();
    bundle.await(() -> told("HELD.NO_DEAL", "mail"));
    bundle.stop(next);
    bundle.startAndWait();
    minutePasses();
    bundle.await(() -> looksAgain());
    bundle.await(() -> looksAgain());

    assertThat(mail.mails("1 order held with NO_DEAL")).hasSize(2);
    assertThat(mail.mails()).hasSize(2);
  }

  @Tag("campaign")
  @Test
  void what_lasts_is_told_again_at_intervals_and_only_then() throws Exception {
    bundle.with("ALERT_REPEAT_AFTER", "2s");
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found"));
    bundle.startAndWait();

    order("L-1");
    bundle.await(() -> mail.mails("still: 1 order held with NO_DEAL").size() >= 2);

    assertThat(mail.mails().get(0)).doesNotContain("still: ");
    assertThat(bundle.journal().queryForObject("select count(*) from bridge.alert", Integer.class))
        .isOne();
  }

  @Test
  void a_webhook_gets_the_same_facts_as_json_at_exactly_its_address() throws Exception {
    webhook.answer(503);
    bundle.with("ALERT_MAIL_TO", "").with("ALERT_MAIL_FROM", "").with("ALERT_SMTP_HOST", "");
    bundle.with("ALERT_WEBHOOK_URL", webhook.url("/in/T-secret?sig=a%2Fb%3D&bridgeEndpoint=1"));
    bundle.sandbox().fault(Fault.textError("reserve", "Deal not found"));
    bundle.startAndWait();

    order("W-1");
    bundle.await(() -> webhook.asked().size() >= 2);
    webhook.answer(200);
    bundle.await(() -> !webhook.posts().isEmpty());

    assertThat(webhook.asked()).containsOnly("POST /in/T-secret?sig=a%2Fb%3D&bridgeEndpoint=1");
    JsonNode post = webhook.posts("HELD.NO_DEAL").get(0);
    assertThat(post.path("text").asText())
        .startsWith("[ticketscloud-bridge] 1 order held with NO_DEAL\n")
        .endsWith("`bin/bridge order retry --reason NO_DEAL --yes`");
    assertThat(post.path("event").asText()).isEqualTo("new");
    assertThat(post.path("count").asInt()).isOne();
    assertThat(post.path("orders").get(0).asText()).isEqualTo("W-1");
    assertThat(post.path("next").asText())
        .isEqualTo("bin/bridge order retry --reason NO_DEAL --yes");
    assertThat(post.path("instance").asText()).isEqualTo("test-1");
    assertThat(bundle.log().all())
        .anyMatch(line -> line.contains("the webhook answers HTTP 503"))
        .noneMatch(line -> line.contains("T-secret") || line.contains("sig="));
  }

  @Test
  void a_pause_of_the_process_is_told_without_the_key() throws Exception {
    bundle.with("TICKETSCLOUD_API_KEY", "another-key-of-32-characters-000");
    bundle.start();

    bundle.await(() -> !mail.mails("a process pauses: KEY_REFUSED").isEmpty());

    assertThat(mail.mails("KEY_REFUSED").get(0))
        .contains("test-1: ", "TICKETSCLOUD_API_KEY", "    bin/bridge check\n")
        .doesNotContain("another-key-of-32-characters-000");
  }

  @Test
  void no_money_is_told_once_for_all_instances_and_ends() throws Exception {
    bundle.startAndWait();
    bundle.startAndWait();
    bundle.sandbox().balance(BigDecimal.ZERO);

    order("M-1");
    order("M-2");
    bundle.await(() -> !mail.mails("nothing is sold: no money").isEmpty());
    bundle.sandbox().balance(null);
    bundle.journal().update("update bridge.pause set probe_at = now()");
    bundle.await(() -> !mail.mails("over: nothing is sold").isEmpty());

    assertThat(mail.mails()).hasSize(2);
  }

  @Test
  void silence_is_told_although_the_intake_is_broken(@TempDir Path broken) throws Exception {
    bundle.with("ALERT_SILENCE_AFTER", "1s").with("ALERT_DOWN_AFTER", "1s");
    bundle.with("ALERT_WEBHOOK_URL", webhook.url("/"));
    Path sql = broken.resolve("erp/select-new-orders.sql");
    Files.createDirectories(sql.getParent());
    Files.writeString(sql, "-- Broken.\nselect order_no from erp_order_of_yesterday\n");
    bundle.start(List.of(broken));

    order("S-1");
    bundle.await(() -> !webhook.posts("SILENCE").isEmpty());

    assertThat(webhook.posts("SILENCE").get(0).path("orders").get(0).asText()).isEqualTo("S-1");
    assertThat(webhook.posts("SILENCE").get(0).path("what").asText())
        .isEqualTo("1 order waiting, and none became final for 1s");
    bundle.await(() -> !mail.mails("none became final").isEmpty());
    bundle.erp().jdbc().update("delete from erp_order_line");
    bundle.erp().jdbc().update("delete from erp_order");
    bundle.await(() -> !mail.mails("over: 1 order waiting").isEmpty());
  }

  @Tag("campaign")
  @Test
  void a_database_that_stays_down_is_told_and_so_is_its_end() throws Exception {
    bundle.with("ALERT_DOWN_AFTER", "1s");
    bundle.startAndWait();

    bundle.with("ERP_JDBC_URL", "jdbc:postgresql://localhost:1/erp");
    Bridge blind = bundle.start();
    bundle.await(() -> !mail.mails("the ERP's database is down").isEmpty());
    bundle.stop(blind);
    bundle.await(() -> !mail.mails("over: the ERP's database is down").isEmpty());

    assertThat(mail.mails("the ERP's database is down")).hasSize(2);
  }

  @Test
  void without_the_journal_each_instance_tells_by_itself() throws Exception {
    bundle.with("ALERT_DOWN_AFTER", "1s");
    bundle.with("ALERT_WEBHOOK_URL", webhook.url("/"));
    bundle.with("JOURNAL_JDBC_URL", "jdbc:postgresql://localhost:1/journal");
    bundle.start();

    bundle.await(() -> !mail.mails("the journal's database is down").isEmpty());
    bundle.await(() -> !webhook.posts("DOWN.JOURNAL").isEmpty());

    assertThat(mail.mails("the journal's database is down")).hasSize(1);
    assertThat(mail.mails().get(0)).contains("Connection refused");
  }

  @Test
  void a_sale_that_was_to_be_cancelled_is_told_as_an_event() throws Exception {
    bundle.sandbox().set("barcode_at_done", "null_then_async:1500");
    bundle.startAndWait();

    order("C-1");
    bundle.await(() -> "committed".equals(bundle.journalRow("C-1").get("stage")));
    bundle.erp().jdbc().update("update erp_order set cancel_requested = true");
    bundle.awaitStatus("C-1", "DONE");
    bundle.await(() -> !mail.mails("1 order to be cancelled, but sold already").isEmpty());

    assertThat(mail.mails().get(0)).contains("Orders: C-1\n", "only a refund helps");
    assertThat(mail.mails()).hasSize(1);
  }

  @Test
  void what_happened_once_is_over_when_a_look_shows_nothing_of_it_any_more() throws Exception {
    bundle.with("ALERT_REPEAT_AFTER", "1s");
    bundle.startAndWait();
    order("E-1");
    bundle.awaitStatus("E-1", "DONE");
    JdbcTemplate journal = bundle.journal();
    journal.update("update bridge.sweep set went_back = 1");
    journal.update(
        "insert into bridge.stray (remote_id, found_by, mark) values ('s-1', 'sweep', 'E-1')");
    for (String cause : List.of("SWEPT", "STRAY", "WENT_BACK")) {
      journal.update("insert into bridge.alert_note (cause, order_no) values (?, 'E-1')", cause);
    }
    journal.update(
        "with begun as (insert into bridge.restore (reason, since) values ('a test', now()))"
            + " insert into bridge.alert_note (cause, detail) values ('RESTORE', 'a test')");

    bundle.await(() -> !mail.mails("hold that nobody needed").isEmpty());
    bundle.await(() -> !mail.mails("never made").isEmpty());
    bundle.await(() -> !mail.mails("not sold any more").isEmpty());
    bundle.await(() -> !mail.mails("over: the journal was lost or put back").isEmpty());
    assertThat(mail.mails("over: 1 order")).isEmpty();
    journal.update("delete from bridge.stray where found_by = 'sweep'");
    journal.update(
        "update bridge.sweep set went_back = 0, begun_at = now(), ended_at = now() + interval '1 s'");
    bundle.await(() -> mail.mails("over: 1 order").size() == 3);
    journal.update("insert into bridge.alert_note (cause, order_no) values ('SWEPT', 'E-1')");
    bundle.await(() -> mail.mails("1 order with a hold that nobody needed").size() == 3);

    assertThat(mail.mails("over: the journal was lost")).hasSize(1);
  }

  @Test
  void a_result_that_the_erp_does_not_take_is_told() throws Exception {
    bundle.with("ALERT_DOWN_AFTER", "1s");
    bundle.startAndWait();
    bundle
        .erp()
        .jdbc()
        .execute("alter table erp_order add check (bridge_status not in ('DONE', 'REFUSED'))");

    order("T-1");

    bundle.await(() -> !mail.mails("1 order whose result the ERP does not take").isEmpty());
  }

  @Test
  void orders_that_do_not_get_on_are_told_with_their_cause_and_so_is_the_end() throws Exception {
    bundle.with("ALERT_DOWN_AFTER", "1s").with("ORDER_RETRY_MAX", "1s");
    bundle.with("ORDER_RETRY_LIMIT", "1000").with("ORDER_RETRY_LIMIT_REMOTE_DOWN", "1000");
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503));
    bundle.startAndWait();

    order("B-1");
    bundle.await(() -> !mail.mails("1 order not getting on: REMOTE_DOWN").isEmpty());
    bundle.sandbox().clearFaults();
    bundle.awaitStatus("B-1", "DONE");
    bundle.await(() -> !mail.mails("over: 1 order not getting on").isEmpty());

    assertThat(mail.mails("1 order not getting on").get(0))
        .contains("Orders: B-1\n", "    bin/bridge check\n");
    assertThat(mail.mails("1 order not getting on")).hasSize(2);
  }

  @Test
  void an_order_that_nobody_would_ever_look_at_again_is_told() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503));
    bundle.startAndWait();
    order("N-1");
    bundle.await(() -> "created".equals(bundle.journalRow("N-1").get("stage")));

    bundle.await(
        () ->
            bundle
                    .journal()
                    .update(
                        "update bridge.order_journal set due_at = null"
                            + " where status = 'waiting' and fence is null")
                == 1);

    bundle.await(() -> !mail.mails("1 order without a next time").isEmpty());
  }

  @Test
  void two_processes_of_one_name_are_told_until_one_has_ended() throws Exception {
    bundle.with("BRIDGE_HEARTBEAT", "1s").with("ALERT_DOWN_AFTER", "1s");
    Bridge twin = bundle.startAs("same");
    Bridge other = bundle.startAs("same");

    bundle.await(() -> !mail.mails("two processes have one name").isEmpty());
    other.close();
    bundle.await(() -> !mail.mails("over: two processes have one name").isEmpty());
    twin.close();

    assertThat(mail.mails("two processes have one name")).hasSize(2);
  }

  private void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
  }

  private long counter(String cause) {
    return bundle
        .journal()
        .queryForObject("select counter from bridge.alert where cause = ?", Long.class, cause);
  }

  private boolean told(String cause, String channel) {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) > 0 from bridge.alert_told"
                + " where cause = ? and channel = ? and told_at is not null",
            Boolean.class,
            cause,
            channel);
  }

  /** The lease of a message that somebody was just sending ends. */
  private void minutePasses() {
    bundle.journal().update("update bridge.alert_told set next_at = now()");
  }

  /** Whether an instance has looked since this was asked last. */
  private boolean looksAgain() {
    String seen =
        bundle
            .journal()
            .queryForObject("select max(seen_at)::text from bridge.alert", String.class);
    boolean isNew = !seen.equals(lastSeen);
    lastSeen = seen;
    return isNew;
  }
}
