package io.tcbridge.schedule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The last run of one schedule in this process. It writes nothing: the heartbeat does. */
final class ScheduleRun {

  private final Schedule schedule;

  /** A run that a person wants and one of the timer's are never on their way together. */
  private final Semaphore free = new Semaphore(1);

  private Long beganAt;
  private Long endedAt;
  private String trouble;
  private long asked;
  private long served;
  private String servedTrouble;

  ScheduleRun(Schedule schedule) {
    this.schedule = schedule;
  }

  Schedule schedule() {
    return schedule;
  }

  Semaphore free() {
    return free;
  }

  /**
   * @param wanted the number of the request that it serves; 0 if the timer began it
   */
  synchronized void began(long wanted) {
    beganAt = System.nanoTime();
    asked = wanted;
  }

  /**
   * The run has ended.
   *
   * @param said what went wrong; null when nothing did
   * @return whether this is news that the next heartbeat is to tell
   */
  synchronized boolean ended(String said) {
    boolean isNews = endedAt == null || (said == null) != (trouble == null) || asked > 0;
    endedAt = System.nanoTime();
    trouble = said;
    if (asked > 0) {
      served = asked;
      servedTrouble = said;
    }
    return isNews;
  }

  /** What {@code save-beat.sql} keeps of it; times as ages, for the journal's clock. */
  synchronized Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", schedule.name());
    row.put("every_ms", schedule.every() == null ? null : schedule.every().toMillis());
    row.put("cron", schedule.timetable() == null ? null : schedule.timetable().cron());
    row.put("zone", schedule.timetable() == null ? null : schedule.timetable().zone().getId());
    row.put("pausable", schedule.isPausable());
    row.put("wakeable", schedule.kind() == Schedule.Kind.POLL);
    row.put("watched", schedule.watched());
    row.put("began_ms", age(beganAt));
    row.put("ended_ms", age(endedAt));
    row.put("next_at", next());
    row.put("result", endedAt == null ? null : result(trouble));
    row.put("trouble", trouble);
    row.put("served", served);
    row.put("served_result", served == 0 ? null : result(servedTrouble));
    row.put("served_trouble", servedTrouble);
    return row;
  }

  private static String result(String trouble) {
    return trouble == null ? "fine" : "failed";
  }

  /** Quartz goes by the clock of the machine too. */
  private String next() {
    return schedule.timetable() == null
        ? null
        : schedule.timetable().next(Instant.now()).map(Instant::toString).orElse(null);
  }

  private static Long age(Long at) {
    return at == null ? null : (System.nanoTime() - at) / 1_000_000;
  }
}
