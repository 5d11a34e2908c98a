package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.tcbridge.export.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One schedule as the journal shows it, with what follows from that. */
final class ScheduleRow {

  /** As exports count: a run that comes so late is still on time. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private static final Duration POLL_GRACE = Duration.ofMinutes(1);
  private static final int MOST = 1000;

  private final Map<String, Object> row;
  private final Instant now;

  ScheduleRow(Map<String, Object> row) {
    this.row = row;
    this.now = (Instant) row.get("now");
  }

  String name() {
    return (String) row.get("name");
  }

  boolean isExport() {
    return name().startsWith("export/");
  }

  boolean is(String column) {
    return Boolean.TRUE.equals(row.get(column));
  }

  boolean isPaused() {
    return row.get("paused_at") != null;
  }

  Object get(String column) {
    return row.get(column);
  }

  /** When it runs next; empty while it is paused, or where nobody knows. */
  private Optional<Instant> next() {
    if (isPaused()) {
      return Optional.empty();
    }
    Instant looked = (Instant) row.get("covered_until");
    return looked == null
        ? Optional.ofNullable((Instant) row.get("next_at"))
        : timetable().flatMap(cron -> cron.next(looked));
  }

  private Optional<Timetable> timetable() {
    String cron = (String) row.get("cron");
    return cron == null
        ? Optional.empty()
        : Timetable.of(cron, ZoneId.of((String) row.get("zone")));
  }

  private Duration every() {
    return Duration.ofMillis((Long) row.get("every_ms"));
  }

  /** Runs that should have been and were not, up to a thousand. */
  long missed() {
    long skipped = (Long) row.get("skipped");
    Instant looked = (Instant) row.get("covered_until");
    if (looked != null) {
      return skipped + between(looked, now.minus(GRACE));
    }
    Instant next = next().orElse(null);
    if (next == null) {
      return 0;
    }
    if (row.get("every_ms") == null) {
      return between(next.minusMillis(1), now.minus(GRACE));
    }
    Duration late = Duration.between(next, now);
    boolean isLate = row.get("running_by") == null && late.compareTo(every().plus(POLL_GRACE)) > 0;
    return isLate ? Math.min(MOST, 1 + late.dividedBy(every())) : 0;
  }

  private long between(Instant after, Instant until) {
    return timetable().map(cron -> cron.between(after, until, MOST).size()).orElse(0);
  }

  private boolean isNobodys() {
    return (Long) row.get("instances") > 0 && !is("is_known");
  }

  /** Whether somebody must look: it does not run although it should, or fails. */
  boolean needsPerson() {
    return !isPaused()
        && !isNobodys()
        && ("failed".equals(row.get("result")) || missed() > (Long) row.get("skipped"));
  }

  /** In words, for people. */
  String state() {
    if (isPaused()) {
      return "paused by "
          + row.get("paused_by")
          + " since "
          + Words.time(row.get("paused_at"))
          + ": "
          + row.get("pause_reason");
    }
    if ((Long) row.get("instances") == 0) {
      return "no instance runs";
    }
    if (isNobodys()) {
      return "no instance has it any more";
    }
    if (missed() > (Long) row.get("skipped")) {
      return "overdue";
    }
    return row.get("trouble") == null ? "" : row.get("trouble").toString();
  }

  private Long tookMillis() {
    Instant began = (Instant) row.get("began_at");
    Instant ended = (Instant) row.get("ended_at");
    return began == null || ended == null || ended.isBefore(began)
        ? null
        : Duration.between(began, ended).toMillis();
  }

  /** What {@code --json} shows. */
  Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String column : List.of("name", "every_ms", "cron", "zone")) {
      shown.put(column, row.get(column));
    }
    shown.put("last_began_at", row.get("began_at"));
    shown.put("last_ended_at", row.get("ended_at"));
    shown.put("last_took_ms", tookMillis());
    shown.put("last_by", row.get("ended_by"));
    shown.put("last_result", row.get("result"));
    shown.put("trouble", row.get("trouble"));
    shown.put("running_by", row.get("running_by"));
    shown.put("next_at", next().orElse(null));
    shown.put("missed", missed());
    for (String column : List.of("missed_from", "missed_to", "paused_at", "paused_by")) {
      shown.put(column, row.get(column));
    }
    shown.put("pause_reason", row.get("pause_reason"));
    shown.put("pausable", row.get("pausable"));
    shown.put("instances", row.get("instances"));
    shown.put("state", state());
    return shown;
  }

  void addTo(TextTable table) {
    Long took = tookMillis();
    table.add(
        name(),
        row.get("every_ms") == null ? row.get("cron") : Durations.format(every()),
        row.get("zone"),
        Words.time(row.get("ended_at")),
        took == null ? "" : took < 1000 ? took + "ms" : Durations.rough(took / 1000),
        row.get("result"),
        next().map(Words::time).orElse(""),
        missed() == 0 ? "" : missed(),
        state());
  }
}
