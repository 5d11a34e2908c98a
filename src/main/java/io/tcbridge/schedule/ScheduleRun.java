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

  /** When the last run began, if it has ended well. */
  private volatile Long fineFrom;

  private volatile Long restedAt;
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
    fineFrom = null;
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
    fineFrom = said == null ? beganAt : null;
    if (asked > 0) {
      served = asked;
      servedTrouble = said;
    }
    return isNews;
  }

  /** When the last run began; null while one is on its way, and after one that did not end well. */
  Long fineFrom() {
    return fineFrom;
  }

  /** The timer came, and it was known that a run would find nothing: that counts as one. */
  void rested() {
    restedAt = System.nanoTime();
  }

  /** When a run was last known to find nothing; null if that was never so. */
  Long restedAt() {
    return restedAt;
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
    row.put("began_ms", age(later(beganAt, restedAt)));
    row.put("ended_ms", age(later(endedAt, restedAt)));
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

  private static Long later(Long ran, Long rested) {
    return ran == null || rested == null || ran - rested > 0 ? ran : rested;
  }

  private static Long age(Long at) {
    return at == null ? null : (System.nanoTime() - at) / 1_000_000;
  }
}
