package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.cli.Main;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import io.tcbridge.testing.MailServer;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.Stranger;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that the bridge builds itself, over real SMTP and into real folders. */
class ExportOwnTest {

  private static final String OWN =
      """
      name: till-now
      by: bridge
      cron: 0 0 0 1 1 ?
      zone: Europe/Moscow
      period: since-last-run
      lag: 0s
      statuses: [done]
      missed: none
      """;

  private static final String LARGE = "6a0000000000000000000002";
  private static final String LARGE_FLOOR = "6a00000000000000000000a2";

  @TempDir Path dir;
  @TempDir Path folder;
  private final MailServer mail = MailServer.start();
  private Bundle bundle;
  private Exports exports;

  @BeforeEach
  void prepare() {
    bundle =
        Bundle.onSale()
            .with("ALERT_MAIL_TO", "ops@example.org")
            .with("ALERT_MAIL_FROM", "bridge@example.org")
            .with("ALERT_SMTP_HOST", "127.0.0.1")
            .with("ALERT_SMTP_PORT", String.valueOf(mail.port()))
            .with("ALERT_SMTP_SECURITY", "none")
            .with("ALERT_POLL_DELAY", "100ms")
            .with("ALERT_SETTLE_AFTER", "300ms");
    exports = new Exports(bundle, dir);
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
    mail.close();
  }

  private void sell(int orders) {
    bundle.await(() -> !exports.ledger().isEmpty());
    for (int i = 1; i <= orders; i++) {
      bundle.erp().order("X-" + i, Sample.EVENT).places(Sample.FLOOR, 2).save();
    }
    bundle.await(() -> bundle.erp().count("DONE") == orders);
    aSecondPasses();
  }

  /** A period ends with a whole second: what was done until now is to be before it. */
  private void aSecondPasses() {
    OffsetDateTime done = now();
    bundle.await(() -> now().isAfter(done.plusSeconds(1)));
  }

  private OffsetDateTime now() {
    return bundle.journal().queryForObject("select now()", OffsetDateTime.class);
  }

  private String says(String... words) {
    StringWriter out = new StringWriter();
    List<String> line = new ArrayList<>(List.of("export", "--config", dir.toString()));
    line.addAll(List.of(words));
    Main.everything(bundle.env(), InputStream.nullInputStream(), settings -> () -> {})
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(line.toArray(new String[0]));
    return out.toString();
  }

  private List<String> exportMails() {
    return mail.mails().stream().filter(text -> text.contains("till-now_")).toList();
  }

  private static byte[] attached(String text) {
    String coded = text.substring(text.indexOf("Content-Disposition: attachment"));
    String base64 = coded.substring(coded.indexOf("\n\n"), coded.lastIndexOf("\n--"));
    return Base64.getMimeDecoder().decode(base64);
  }

  @Test
  void the_file_is_mailed_and_dropped_with_the_same_rows_and_names_nobody_elsewhere()
      throws Exception {
    exports.define(
        OWN + "recipients: [sales@example.org]\nfolder: " + folder + "\nwith-customer: true\n");
    bundle.startAndWait();
    sell(3);

    assertThat(says("run", "till-now")).contains("as soon as an instance takes it");
    bundle.await(() -> exports.count("done") == 2);

    Map<String, Object> mailed =
        exports.slots().stream().filter(one -> one.get("way").equals("mail")).findFirst().get();
    assertThat(mailed).containsEntry("tickets", 6L).containsEntry("orders", 3L);
    assertThat(mailed.get("total")).hasToString("6600.00");
    String text = exportMails().get(0);
    byte[] file = attached(text);
    assertThat(text)
        .contains("To: sales@example.org\n", "From: bridge@example.org\n")
        .contains("Auto-Submitted: auto-generated\n")
        .contains("done: 3 orders, 6 tickets, total 6600.00")
        .contains("SHA-256  " + mailed.get("checksum"));
    assertThat(sha256(file)).isEqualTo(mailed.get("checksum"));
    assertThat(new String(file, StandardCharsets.UTF_8).split("\r\n"))
        .hasSize(7)
        .allMatch(line -> line.startsWith("\uFEFF") || line.contains("Spring Organ Night"))
        .anyMatch(line -> line.contains("Petrova"));
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.sorted().toList();
      assertThat(files)
          .extracting(Path::toString)
          .satisfiesExactly(
              csv -> assertThat(csv).endsWith(".csv"), txt -> assertThat(txt).endsWith(".txt"));
      assertThat(Files.readString(files.get(1))).contains(sha256(Files.readAllBytes(files.get(0))));
    }
    assertThat(bundle.log().all()).noneMatch(line -> line.contains("Petrova"));
    assertThat(bundle.log().all()).noneMatch(line -> line.contains("sales@"));
    assertThat(bundle.calls("export")).isEmpty();
  }

  private static String sha256(byte[] file) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
  }

  @Test
  void a_server_that_refuses_leaves_the_run_open_an_alert_tells_it_and_a_person_has_it_sent()
      throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    mail.refuse("550 5.1.1 <sales@example.org> is unknown");
    bundle.startAndWait();
    sell(1);

    says("run", "till-now");
    bundle.await(() -> mail.refused() >= 3);
    assertThat(exports.count("open")).isZero();
    bundle.journal().update("update bridge.export_slot set deadline_at = now()");
    bundle.await(() -> exports.count("open") == 1);
    assertThat(says("list", "--open")).contains("MAIL_REFUSED", "sales@example.org");
    mail.refuse(null);
    bundle.await(() -> !mail.mails("runs of exports are open").isEmpty());
    assertThat(mail.mails().get(0))
        .contains("    bin/bridge export list --open\n")
        .contains("till-now: MAIL_REFUSED");
    assertThat(exportMails()).isEmpty();

    Object run = exports.slots().get(0).get("slot_id");
    assertThat(says("run", "till-now", "--run", run.toString())).contains("as soon as");
    bundle.await(() -> exports.count("done") == 1);
    bundle.await(() -> !mail.mails("over: runs of exports are open").isEmpty());

    assertThat(exportMails()).hasSize(1);
    assertThat(exports.slots().get(0)).containsEntry("repeated", false);
    assertThat(bundle.log().all()).noneMatch(line -> line.contains("sales@"));
  }

  @Test
  void a_mail_that_was_perhaps_taken_comes_once_more_and_says_so() throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    bundle.startAndWait();
    sell(1);
    mail.cutNextAnswer();

    says("run", "till-now");
    bundle.await(() -> exports.count("done") == 1);

    assertThat(exportMails()).hasSize(2);
    assertThat(exportMails().get(0)).contains("Subject: till-now_");
    assertThat(exportMails().get(1))
        .contains("Subject: Repeat: till-now_", "This is a repeat: the same file may have");
    assertThat(says("list")).contains(" yes ");
  }

  @Test
  void a_list_that_cannot_be_read_or_is_not_whole_sends_nothing() throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    bundle.startAndWait();
    sell(2);
    bundle.sandbox().set("total_unit", "records");
    bundle.sandbox().fault(Fault.cutBody("read").times(2));
    bundle.sandbox().fault(Fault.statusBefore("read", 500).times(1));

    says("run", "till-now");
    bundle.await(() -> exports.count("done") == 1);

    assertThat(exportMails()).hasSize(1);
    assertThat(exports.slots().get(0))
        .containsEntry("tickets", 4L)
        .containsEntry("repeated", false);
  }

  @Test
  void all_who_are_to_have_a_run_get_one_file_of_one_reading() throws Exception {
    exports.define(
        OWN + "recipients: [sales@example.org, archive@example.org]\nfolder: " + folder + "\n");
    bundle.startAndWait();
    sell(1);
    int before = bundle.calls("read").size();

    says("run", "till-now");
    bundle.await(() -> exports.count("done") == 3);

    assertThat(exports.slots()).extracting(slot -> slot.get("checksum")).doesNotContainNull();
    assertThat(exports.slots().stream().map(slot -> slot.get("checksum")).distinct()).hasSize(1);
    assertThat(exportMails()).hasSize(2);
    assertThat(bundle.calls("read").size() - before).isLessThanOrEqualTo(4);
  }

  @Test
  void a_run_of_a_journal_that_was_put_back_is_perhaps_a_repeat() throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    bundle.startAndWait();
    sell(1);
    bundle
        .journal()
        .update(
            "insert into bridge.restore (reason, since, walked_at, started_at)"
                + " values ('a test', now() - interval '7 days', now(), now() + interval '1 minute')");

    says("run", "till-now");
    bundle.await(() -> exports.count("done") == 1);

    assertThat(exports.slots().get(0))
        .containsEntry("restored", true)
        .containsEntry("repeated", false);
    assertThat(exportMails().get(0))
        .contains("Subject: Perhaps a repeat: ", "were put back from a backup");
    assertThat(says("list")).contains(" perhaps ");
  }

  @Test
  void a_run_that_takes_its_process_with_it_is_open_before_it_takes_more() throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    bundle.startAndWait();
    sell(1);
    bundle
        .journal()
        .update(
            "insert into bridge.export_slot (export, way, target, planned_at, period_from,"
                + " period_to, origin, status, due_at, deadline_at, attempts, lost) values"
                + " ('till-now', 'mail', 'sales@example.org', now(), now() - interval '1 day',"
                + " now(), 'person', 'working', now(), now() + interval '1 hour', 3, 2)");

    bundle.await(() -> exports.count("open") == 1);

    assertThat(exports.slots().get(0))
        .containsEntry("reason_code", "EXPORT_LOST")
        .containsEntry("attempts", 4);
    assertThat(exportMails()).isEmpty();
  }

  @Test
  void an_open_run_is_closed_by_a_person_and_the_alert_ends() throws Exception {
    exports.define(OWN + "recipients: [sales@example.org]\n");
    mail.refuse("550 5.1.1 unknown");
    bundle.startAndWait();
    sell(1);
    says("run", "till-now");
    bundle.await(() -> mail.refused() >= 1);
    bundle.journal().update("update bridge.export_slot set deadline_at = now()");
    bundle.await(() -> exports.count("open") == 1);
    mail.refuse(null);
    bundle.await(() -> !mail.mails("runs of exports are open").isEmpty());
    String run = exports.slots().get(0).get("slot_id").toString();

    String dry = says("close", "till-now", run, "--reason", "sent by hand");
    assertThat(dry).contains("would be closed", "this was a dry run");
    assertThat(exports.count("open")).isEqualTo(1);
    assertThat(says("close", "till-now", run, "--reason", "sent by hand", "--yes"))
        .contains("closed");

    assertThat(exports.count("closed")).isEqualTo(1);
    assertThat(says("list")).contains("closed", "sent by hand");
    bundle.await(() -> !mail.mails("over: runs of exports are open").isEmpty());
    assertThat(says("close", "till-now", run, "--reason", "again", "--yes"))
        .contains("not to be closed: it is closed");
    assertThat(exportMails()).isEmpty();
  }

  @Test
  void a_file_that_is_too_large_is_open_at_once_for_all_and_nobody_gets_a_part() throws Exception {
    exports.define(
        OWN.replace("statuses: [done]\n", "")
            + "recipients: [sales@example.org, archive@example.org]\n");
    // Its title is in each row
    bundle
        .sandbox()
        .seed(
            SandboxEvent.of(
                LARGE,
                "x".repeat(1 << 20),
                Instant.parse("2030-05-16T14:00:00Z"),
                List.of(
                    SandboxSet.unseated(LARGE_FLOOR, "Floor", new BigDecimal("100.00"), 1000))));
    bundle.startAndWait();
    bundle.await(() -> !exports.ledger().isEmpty());
    new Stranger(bundle).hold(LARGE, LARGE_FLOOR, 34);
    aSecondPasses();

    says("run", "till-now");
    bundle.await(() -> exports.count("open") == 2);

    assertThat(exports.slots())
        .allMatch(slot -> slot.get("reason_code").equals("EXPORT_TOO_LARGE"))
        .allMatch(slot -> slot.get("attempts").equals(1) && slot.get("due_at") == null);
    assertThat(facts("sales@example.org")).containsExactly("opened", "open");
    assertThat(says("list"))
        .contains("EXPORT_TOO_LARGE", "sales@example.org", "archive@example.org");
    assertThat(exportMails()).isEmpty();
    bundle.await(() -> !mail.mails("runs of exports are open").isEmpty());
  }

  @Test
  void one_addressee_who_is_refused_keeps_no_other_one_from_having_the_file_once()
      throws Exception {
    exports.define(
        OWN + "recipients: [sales@example.org, gone@example.org, archive@example.org]\n");
    mail.refuseFor("gone@example.org", "550 5.1.1 no such user");
    bundle.startAndWait();
    sell(1);

    says("run", "till-now");
    bundle.await(() -> exports.count("done") == 2 && mail.refused() >= 3);
    assertThat(says("list")).contains("gone@example.org", "MAIL_REFUSED");
    bundle.journal().update("update bridge.export_slot set deadline_at = now()");
    bundle.await(() -> exports.count("open") == 1);

    assertThat(exportMails()).hasSize(2);
    assertThat(mail.mails("till-now_"))
        .anyMatch(text -> text.contains("To: sales@example.org\n"))
        .anyMatch(text -> text.contains("To: archive@example.org\n"));
    assertThat(attached(exportMails().get(0))).isEqualTo(attached(exportMails().get(1)));
    assertThat(says("list", "--open")).contains("gone@example.org").doesNotContain("sales@");
    bundle.await(() -> !mail.mails("runs of exports are open").isEmpty());

    mail.refuseFor("gone@example.org", null);
    Object run = run("gone@example.org");
    assertThat(says("run", "till-now", "--run", run.toString())).contains("as soon as");
    bundle.await(() -> exports.count("done") == 3);

    assertThat(exportMails()).hasSize(3);
    assertThat(exportMails().get(2)).contains("To: gone@example.org\n", "Subject: till-now_");
    assertThat(facts("sales@example.org")).containsExactly("opened", "sends", "done");
    assertThat(bundle.log().all()).noneMatch(line -> line.contains("gone@"));
  }

  private Object run(String target) {
    return exports.slots().stream()
        .filter(slot -> slot.get("target").equals(target))
        .findFirst()
        .orElseThrow()
        .get("slot_id");
  }

  /** What happened to the run of one addressee. */
  private List<String> facts(String target) {
    return bundle
        .journal()
        .queryForList(
            "select h.fact from bridge.export_history h join bridge.export_slot s using (slot_id)"
                + " where s.target = ? order by h.history_id",
            String.class,
            target);
  }
}
