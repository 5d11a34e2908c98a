package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import io.tcbridge.testing.Sample;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that Ticketscloud mails, with the real bridge, journal and sandbox. */
class ExportFlowTest {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final String DAILY =
      """
      name: daily-sales
      cron: 0 0 6 * * ?
      zone: Europe/Moscow
      period: yesterday
      statuses: [done]
      recipients: [sales@example.org]
      missed: all
      """;

  @TempDir Path dir;
  private Bundle bundle;
  private Exports exports;

  @BeforeEach
  void prepare() {
    bundle = Bundle.onSale();
    exports = new Exports(bundle, dir);
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void a_due_run_asks_once_for_each_recipient_and_names_nobody_in_the_log() throws Exception {
    exports.define(
        DAILY.replace("[sales@example.org]", "[sales@example.org, archive@example.org]")
            + "events: ["
            + Sample.EVENT
            + "]\nonly-with-customer: true\n");
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> exports.count("done") == 2);

    LocalDate day =
        exports.mailed().get(0).get("createdAt").asText().startsWith(today().minusDays(1) + "T21")
            ? today()
            : today().minusDays(1);
    assertThat(exports.mailed())
        .extracting(export -> export.get("createdAt").asText())
        .containsOnly(day.minusDays(1) + "T21:00:00," + day + "T21:00:00");
    assertThat(exports.mailed())
        .extracting(export -> export.get("email").asText())
        .containsExactlyInAnyOrder("sales@example.org", "archive@example.org");
    assertThat(exports.mailed())
        .extracting(JsonNode::toString)
        .allMatch(text -> text.contains("\"status\":\"done\"") && text.contains(Sample.EVENT));
    assertThat(bundle.log().all())
        .anyMatch(line -> line.contains("Export daily-sales of "))
        .noneMatch(line -> line.contains("@example.org"));
  }

  private static LocalDate today() {
    return LocalDate.now(MOSCOW);
  }

  @Test
  void of_two_instances_one_asks_for_each_of_thirty_days() throws Exception {
    exports.define(DAILY);
    bundle.startAndWait();
    bundle.startAndWait();

    exports.missDays(30);
    exports.awaitFound(30);
    bundle.await(() -> exports.count("done") == 30);

    assertThat(exports.mailed()).hasSize(30);
    assertThat(new HashSet<>(exports.mailed().stream().map(one -> one.get("createdAt")).toList()))
        .hasSize(30);
  }

  @Test
  void a_trigger_of_quartz_looks_at_the_timetable() throws Exception {
    bundle.with("EXPORT_POLL_DELAY", "5m");
    exports.define(
        """
        name: each-second
        cron: "* * * * * ?"
        zone: Asia/Novosibirsk
        period: since-last-run
        lag: 0s
        recipients: [sales@example.org]
        missed: none
        """);

    bundle.startAndWait();
    exports.awaitFound(3);

    assertThat(exports.slots()).extracting(slot -> slot.get("origin")).containsOnly("schedule");
    List<Object> ends = exports.slots().stream().map(slot -> slot.get("period_to")).toList();
    List<Object> begins = exports.slots().stream().map(slot -> slot.get("period_from")).toList();
    assertThat(begins.subList(1, 3)).isEqualTo(ends.subList(0, 2));
  }

  @Test
  void a_refused_run_is_repeated_until_its_deadline_and_then_open() throws Exception {
    exports.define(DAILY + "deadline: 1h\n");
    bundle.sandbox().fault(Fault.statusBefore("export", 400));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> bundle.calls("export").size() >= 4);
    assertThat(exports.count("open")).isZero();
    bundle.journal().update("update bridge.export_slot set deadline_at = now()");
    bundle.await(() -> exports.count("open") == 1);

    assertThat(exports.mailed()).isEmpty();
    assertThat(exports.slots().get(0))
        .containsEntry("unclear", 0)
        .containsEntry("repeated", false)
        .containsEntry("reason_code", "UNKNOWN_ANSWER");
  }

  @Test
  void a_key_that_may_not_export_stops_no_sale() throws Exception {
    exports.define(DAILY + "deadline: 1h\n");
    bundle.sandbox().fault(Fault.statusBefore("export", 403));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> bundle.calls("export").size() >= 3);
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("A-1", "DONE");

    assertThat(bundle.log().all()).noneMatch(line -> line.contains("This process pauses"));
  }

  @Test
  void a_page_of_a_proxy_is_no_success() throws Exception {
    exports.define(DAILY);
    bundle.sandbox().fault(Fault.html("export"));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> exports.count("open") == 1);

    assertThat(exports.count("done")).isZero();
  }

  @Test
  void a_refused_run_goes_through_when_its_cause_is_gone() throws Exception {
    exports.define(DAILY);
    bundle.sandbox().fault(Fault.dropBefore("export").times(1));
    bundle.sandbox().fault(Fault.statusBefore("export", 429).times(3));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> exports.count("done") == 1);

    assertThat(exports.mailed()).hasSize(1);
  }

  @Test
  void an_unclear_run_is_repeated_once_and_then_open() throws Exception {
    exports.define(DAILY);
    bundle.sandbox().fault(Fault.lostAnswer("export"));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> exports.count("open") == 1);

    assertThat(exports.mailed()).hasSize(2);
    assertThat(exports.slots().get(0))
        .containsEntry("unclear", 2)
        .containsEntry("repeated", true)
        .containsEntry("reason_code", "EXPORT_UNCLEAR");
    assertThat(
            bundle
                .journal()
                .queryForList(
                    "select fact from bridge.export_history order by history_id", String.class))
        .containsExactly("opened", "sends", "later", "sends", "open");
  }

  @Test
  void an_unclear_run_whose_repeat_is_taken_is_marked() throws Exception {
    exports.define(DAILY);
    bundle.sandbox().fault(Fault.lostAnswer("export").times(1));
    bundle.startAndWait();

    exports.missDays(1);
    bundle.await(() -> exports.count("done") == 1);

    assertThat(exports.mailed()).hasSize(2);
    assertThat(exports.slots().get(0)).containsEntry("repeated", true);
  }
}
