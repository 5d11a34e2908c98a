package io.tcbridge.schedule;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Body;

/**
 * Lets polls rest while nothing comes. One look at the journal says for all of them what is due
 * next; until then there is nothing to ask. The ERP has no such look: its polls come less often. In
 * doubt nothing rests: without a look that is new, after anything has happened here, after a
 * failure.
 */
public final class JournalLook {

  /** A look that is missed once is late, not gone. */
  private static final int LOOKS_UNTIL_OLD = 2;

  /**
   * What one look has shown.
   *
   * @param begunAt before it was asked: what happened here later may not be in it
   * @param dueAt of each poll that the journal knows about; null where nothing is due
   */
  private record Seen(long begunAt, Map<String, Long> dueAt) {}

  private final long longest;
  private final LongSupplier clock;
  private long begunAt;
  private volatile Seen seen;
  private volatile long happenedAt;

  /**
   * @param longest how long a poll may rest at most, besides its own interval; zero: none does
   */
  public JournalLook(Duration longest) {
    this(longest, System::nanoTime);
  }

  JournalLook(Duration longest, LongSupplier clock) {
    this.longest = longest.toNanos();
    this.clock = clock;
    this.happenedAt = clock.getAsLong();
  }

  public void begin() {
    begunAt = clock.getAsLong();
  }

  /** The rows of {@code find-due.sql}. */
  public void seen(@Body List<Map<String, Object>> rows) {
    long now = clock.getAsLong();
    Map<String, Long> dueAt = new HashMap<>();
    for (Map<String, Object> row : rows) {
      Number dueInMs = (Number) row.get("due_in_ms");
      dueAt.put(
          (String) row.get("name"),
          dueInMs == null ? null : now + Duration.ofMillis(dueInMs.longValue()).toNanos());
    }
    seen = new Seen(begunAt, dueAt);
  }

  /** Something came, or was done: whatever follows from it may be due now, so every poll looks. */
  void happened() {
    happenedAt = clock.getAsLong();
  }

  /** Whether anything has happened here in this time. */
  boolean isBusy(Duration within) {
    return longest == 0 || clock.getAsLong() - happenedAt < within.toNanos();
  }

  /**
   * Whether a run would find nothing.
   *
   * @param lastBeganAt when the last run began that ended well; null without one
   */
  boolean rests(Schedule schedule, Long lastBeganAt) {
    if (longest == 0 || lastBeganAt == null || lastBeganAt - happenedAt <= 0) {
      return false;
    }
    return isAskedSeldom(schedule, lastBeganAt) || isNotDue(schedule.name());
  }

  /** As long as something comes now and then, the ERP is asked as often as its setting says. */
  private boolean isAskedSeldom(Schedule schedule, long lastBeganAt) {
    return schedule.asksErp()
        && !isBusy(Duration.ofNanos(longest))
        && clock.getAsLong() - lastBeganAt < longest - schedule.every().toNanos() / 2;
  }

  private boolean isNotDue(String name) {
    Seen last = seen;
    long now = clock.getAsLong();
    if (last == null
        || !last.dueAt().containsKey(name)
        || last.begunAt() - happenedAt <= 0
        || now - last.begunAt() > LOOKS_UNTIL_OLD * longest) {
      return false;
    }
    Long due = last.dueAt().get(name);
    return due == null || now - due < 0;
  }
}
