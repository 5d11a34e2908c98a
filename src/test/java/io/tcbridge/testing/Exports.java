package io.tcbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Exports of a bundle: what is configured, what the journal knows, what Ticketscloud was asked. */
public final class Exports {

  private final Bundle bundle;
  private final Path dir;

  /**
   * @param dir becomes a configuration directory
   */
  public Exports(Bundle bundle, Path dir) {
    this.bundle = bundle;
    this.dir = dir;
    bundle.withConfig(dir);
    bundle.with("EXPORT_POLL_DELAY", "100ms").with("EXPORT_CATCH_UP_GAP", "0s");
  }

  /** Writes {@code exports.yaml}: each text is the fields of one export, one per line. */
  public Exports define(String... exports) {
    StringBuilder file = new StringBuilder("exports:\n");
    for (String export : exports) {
      file.append("  - ").append(export.strip().replace("\n", "\n    ")).append('\n');
    }
    try {
      Files.writeString(dir.resolve("exports.yaml"), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Lets the time pass: nobody has looked at the timetables for so many days. */
  public void missDays(int days) {
    bundle.await(Duration.ofSeconds(90), () -> !ledger().isEmpty());
    bundle
        .journal()
        .update(
            "update bridge.export_ledger set covered_until = covered_until - make_interval(days => ?),"
                + " reached = reached - make_interval(days => ?)",
            days,
            days);
  }

  public List<Map<String, Object>> ledger() {
    return bundle.journal().queryForList("select * from bridge.export_ledger order by export");
  }

  public List<Map<String, Object>> slots() {
    return bundle
        .journal()
        .queryForList("select * from bridge.export_slot order by export, planned_at, target");
  }

  /** How many runs are in this state. */
  public long count(String status) {
    return slots().stream().filter(slot -> status.equals(slot.get("status"))).count();
  }

  /** Waits until the ledger has come up to the present, so that all runs are found. */
  public void awaitFound(int slots) {
    bundle.await(() -> slots().size() >= slots);
  }

  /** Lets the time pass until every waiting run is due. */
  public void makeDue() {
    bundle
        .journal()
        .update("update bridge.export_slot set due_at = now() where status = 'waiting'");
  }

  /** What Ticketscloud has noted to mail, oldest first. */
  public List<JsonNode> mailed() {
    try (InputStream answer =
        URI.create(bundle.sandbox().url() + "/admin/state").toURL().openStream()) {
      JsonNode state = new ObjectMapper().readTree(answer);
      List<JsonNode> all = new ArrayList<>();
      state.path("exports").forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
