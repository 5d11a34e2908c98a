package io.tcbridge.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what has become due since the last look into rows. Times are the journal's. */
public final class ExportLedger {

  private static final Logger LOG = LoggerFactory.getLogger(ExportLedger.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Without a run the place is moved now and then only: each look would else be a write. */
  private static final Duration LAZY = Duration.ofMinutes(1);

  private final Map<String, Export> exports = new LinkedHashMap<>();
  private final String instance;
  private final Duration gap;
  private final Instance self;

  public ExportLedger(Settings settings, List<Export> exports, Instance self) {
    this.self = self;
    exports.forEach(export -> this.exports.put(export.name(), export));
    this.instance = settings.bridge().instance();
    this.gap = settings.export().catchUpGap();
  }

  /** Parameters of {@code look-at-ledger.sql}. */
  public Map<String, Object> ask() throws JsonProcessingException {
    List<Map<String, String>> wanted = new ArrayList<>();
    for (Export export : exports.values()) {
      wanted.add(Map.of("name", export.name(), "timetable", export.timetable().toString()));
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("exports", JSON.writeValueAsString(wanted));
    self.addTo(parameters);
    return parameters;
  }

  /** Parameters of {@code open-slots.sql}, for each export for which there is something to save. */
  public List<Map<String, Object>> due(@Body List<Map<String, Object>> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      due(row).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Map<String, Object>> due(Map<String, Object> row) {
    Export export = exports.get((String) row.get("export"));
    Instant covered = time(row, "covered_until");
    Instant now = time(row, "now");
    Plan plan = Slots.plan(export, covered, time(row, "reached"), now);
    if (plan.slots().isEmpty() && now.isBefore(covered.plus(LAZY))) {
      return Optional.empty();
    }
    Map<String, Object> parameters = export.opening(plan.slots());
    parameters.put("was_covered_until", row.get("covered_text"));
    parameters.put("was_reached", row.get("reached_text"));
    parameters.put("covered_until", plan.coveredUntil().toString());
    parameters.put("reached", plan.reached().toString());
    parameters.put("gap_ms", gap.toMillis());
    parameters.put("instance", instance);
    return Optional.of(parameters);
  }

  private static Instant time(Map<String, Object> row, String column) {
    return ((Timestamp) row.get(column)).toInstant();
  }

  /** Says when runs were missed; the regular ones speak when they are done. */
  public void opened(@Body Map<String, Object> row) {
    long madeUp = ((Number) row.get("made_up")).longValue();
    long skipped = ((Number) row.get("skipped")).longValue();
    if (madeUp + skipped > 0) {
      LOG.warn(
          "Runs of exports were missed: {} are made up for, one after another, {} are skipped"
              + " (bin/bridge export list)",
          madeUp,
          skipped);
    }
  }
}
