package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import io.vertx.core.json.JsonArray;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @TempDir Path dir;

  @Test
  void runs_are_listed_made_repeated_and_filled_in() throws Exception {
    try (Bundle bundle = Bundle.onSale()) {
      Exports exports =
          new Exports(bundle, dir)
              .define(
                  """
                  name: daily-sales
                  cron: 0 0 6 * * ?
                  zone: Europe/Moscow
                  period: yesterday
                  recipients: [sales@example.org]
                  missed: none
                  """);
      assertThat(run(bundle, "check").out())
          .contains("export daily-sales — next runs ", "T06:00+03:00");

      bundle.startAndWait();
      exports.missDays(3);
      exports.awaitFound(3);
      assertThat(run(bundle, "export", "list").out())
          .contains("skipped", "missed: none", "sales@example.org");
      bundle.await(
          () ->
              bundle
                      .journal()
                      .queryForObject(
                          "select count(*) from bridge.alert where cause = 'EXPORT_MISSED'",
                          Integer.class)
                  == 1);

      LocalDate today = LocalDate.now(MOSCOW);
      String[] days = {
        "export",
        "backfill",
        "daily-sales",
        "--from",
        today.minusDays(9).toString(),
        "--to",
        today.minusDays(5).toString(),
        "--gap",
        "0s"
      };
      assertThat(run(bundle, days).out())
          .contains("would be made", "sales@example.org", "this was a dry run");
      assertThat(exports.slots()).hasSize(3);
      List<String> really = new ArrayList<>(List.of(days));
      really.add("--yes");
      assertThat(run(bundle, really.toArray(new String[0])).exitCode()).isZero();
      bundle.await(() -> exports.count("done") == 5);
      assertThat(run(bundle, really.toArray(new String[0])).out()).contains("there already: done");
      List<String> dry = new ArrayList<>(really);
      dry.set(6, today.toString());
      dry.set(dry.size() - 1, "--dry-run");
      assertThat(run(bundle, dry.toArray(new String[0])).out())
          .contains("there already: done", "would be made: it was skipped", "this was a dry run");
      dry.add("--yes");
      assertThat(run(bundle, dry.toArray(new String[0])).exitCode())
          .isEqualTo(ExitCode.CONFIGURATION);
      assertThat(exports.count("skipped")).isEqualTo(3);
      assertThat(bundle.calls("export")).hasSize(5);

      Outcome now = run(bundle, "export", "run", "daily-sales", "--by", "anna");
      bundle.await(() -> exports.count("waiting") + exports.count("working") == 0);
      assertThat(now.exitCode()).isZero();
      int asked = bundle.calls("export").size();
      Outcome second = run(bundle, "export", "run", "daily-sales");
      assertThat(second.exitCode()).isEqualTo(ExitCode.PERSON_NEEDED);
      assertThat(second.out()).contains("it is done; named by its number");

      bundle.sandbox().fault(Fault.lostAnswer("export").times(2));
      Object id =
          exports.slots().stream()
              .filter(slot -> slot.get("status").equals("done"))
              .findFirst()
              .get()
              .get("slot_id");
      assertThat(run(bundle, "export", "run", "daily-sales", "--run", id.toString()).out())
          .contains("marked as a repeat");
      bundle.await(() -> exports.count("open") == 1);
      assertThat(bundle.calls("export")).hasSize(asked + 2);
      Outcome list = run(bundle, "export", "list", "--open", "--json");
      assertThat(list.exitCode()).isEqualTo(ExitCode.PERSON_NEEDED);
      assertThat(new JsonArray(list.out()).getJsonObject(0).getString("reason_code"))
          .isEqualTo("EXPORT_UNCLEAR");
      Outcome status = run(bundle, "export", "status");
      assertThat(status.exitCode()).isEqualTo(ExitCode.PERSON_NEEDED);
      assertThat(status.out()).contains("daily-sales", "Europe/Moscow");
      assertThat(run(bundle, "export", "run", "weekly").exitCode())
          .isEqualTo(ExitCode.CONFIGURATION);

      // What was skipped can be had after all
      really.set(4, today.minusDays(4).toString());
      really.set(6, today.toString());
      assertThat(run(bundle, really.toArray(new String[0])).exitCode()).isZero();
      bundle.await(() -> exports.count("skipped") == 0);
    }
  }

  @Test
  void a_run_of_a_paused_export_waits_and_says_so() throws Exception {
    try (Bundle bundle = Bundle.onSale()) {
      Exports exports =
          new Exports(bundle, dir)
              .define(
                  """
                  name: daily-sales
                  cron: 0 0 6 * * ?
                  zone: Europe/Moscow
                  period: yesterday
                  recipients: [sales@example.org]
                  missed: none
                  """);
      bundle.startAndWait();
      bundle.await(() -> !exports.ledger().isEmpty());
      bundle.await(() -> run(bundle, "schedule", "list").out().contains("export/daily-sales"));
      run(bundle, "schedule", "pause", "export/daily-sales", "--reason", "x", "--by", "anna");

      Outcome first = run(bundle, "export", "run", "daily-sales");
      Outcome json = run(bundle, "export", "run", "daily-sales", "--json");
      Outcome status = run(bundle, "export", "status");

      String waits =
          "it waits, paused by anna, until bin/bridge schedule resume export/daily-sales";
      assertThat(first.exitCode()).isZero();
      assertThat(first.out()).contains(waits).doesNotContain("as soon as");
      assertThat(json.exitCode()).isZero();
      assertThat(new JsonArray(json.out()).getJsonObject(0).getString("words")).isEqualTo(waits);
      assertThat(new JsonArray(json.out()).getJsonObject(0).getString("paused_by"))
          .isEqualTo("anna");
      assertThat(status.out()).contains("paused by anna since ");
      assertThat(bundle.calls("export")).isEmpty();
      run(bundle, "schedule", "resume", "export/daily-sales");
      bundle.await(() -> exports.count("done") == 1);
      assertThat(run(bundle, "export", "run", "daily-sales", "--run", "1").out())
          .contains("it is sent again, marked as a repeat");
      bundle.await(() -> bundle.calls("export").size() == 2);
    }
  }

  private Outcome run(Bundle bundle, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> line = new ArrayList<>(List.of("--config", dir.toString()));
    line.addAll(List.of(words));
    int exit =
        Main.everything(bundle.env(), InputStream.nullInputStream(), settings -> () -> {})
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(new String[0]));
    return new Outcome(exit, out.toString(), err.toString());
  }
}
