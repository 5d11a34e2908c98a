package io.tcbridge.cli;

import io.tcbridge.export.Export;
import io.tcbridge.export.Slot;
import io.tcbridge.export.Span;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts runs into the journal that a person wants. */
final class ExportRuns {

  private final ExportCommand command;
  private final Export export;
  private final String by;

  ExportRuns(ExportCommand command, Export export, String by) {
    this.command = command;
    this.export = export;
    this.by = by;
  }

  /**
   * One row for each run and addressee: opened now, or what has become of it.
   *
   * @param yes false: only which would be opened
   */
  List<Map<String, Object>> fill(List<Slot> slots, Duration gap, boolean yes) {
    return open(slots, gap, null, yes);
  }

  /**
   * The same for one run that goes on where the last one ended; empty if that is overtaken.
   *
   * @param reached the end of the last span
   */
  List<Map<String, Object>> open(Slot slot, Instant reached) {
    return open(List.of(slot), Duration.ZERO, reached, true);
  }

  private List<Map<String, Object>> open(
      List<Slot> slots, Duration gap, Instant reached, boolean yes) {
    Map<String, Object> parameters = export.opening(slots);
    parameters.put("origin", slots.size() == 1 ? "person" : "backfill");
    parameters.put("was_reached", reached == null ? null : reached.toString());
    parameters.put("gap_ms", gap.toMillis());
    parameters.put("yes", yes);
    parameters.put("by", by);
    return command.journal().rows("open-runs.sql", parameters);
  }

  /** Only an instance begins the ledger of an export. */
  CommandFailure notLookedAt() {
    return new CommandFailure(
        "no instance has looked at " + export.name() + " yet; does one run with this file?");
  }

  /** Ends runs that nobody is to send any more, or says which would be ended. */
  List<Map<String, Object>> close(List<Long> runs, Span day, String reason, boolean yes) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("runs", new JsonArray(runs).encode());
    parameters.put("export", export.name());
    parameters.put("day_begin", day == null ? null : day.from().toString());
    parameters.put("day_end", day == null ? null : day.to().toString());
    parameters.put("reason", reason);
    parameters.put("yes", yes);
    parameters.put("by", by);
    return command.journal().rows("close-runs.sql", parameters);
  }

  /**
   * Has runs sent again that are there already.
   *
   * @param done also those that are done
   */
  List<Map<String, Object>> again(List<Long> runs, boolean done) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("runs", new JsonArray(runs).encode());
    parameters.put("export", export.name());
    parameters.put("done", done);
    parameters.put("deadline_ms", export.deadline().toMillis());
    parameters.put("by", by);
    return command.journal().rows("repeat-runs.sql", parameters);
  }
}
