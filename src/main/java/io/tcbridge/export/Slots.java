package io.tcbridge.export;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which runs of an export are due: a function of its timetable and of what is found already. */
final class Slots {

  /** A look this late is still on time: an instance was restarted, or the journal was away. */
  static final Duration GRACE = Duration.ofMinutes(5);

  /** In one look, so that a long downtime of a busy timetable is no mountain in memory. */
  static final int MOST = 1000;

  private final Export export;
  private final Instant now;
  private Instant reached;

  private Slots(Export export, Instant now, Instant reached) {
    this.export = export;
    this.now = now;
    this.reached = reached;
  }

  /**
   * Looks at what has become due.
   *
   * @param coveredUntil where the last look has ended
   * @param reached the end of the last span that was run
   */
  static Plan plan(Export export, Instant coveredUntil, Instant reached, Instant now) {
    List<Instant> due = export.timetable().between(coveredUntil, now, MOST);
    Slots slots = new Slots(export, now, reached);
    List<Slot> found = new ArrayList<>();
    Instant newest = slots.newestMissed(due);
    for (Instant planned : due) {
      found.add(slots.slot(planned, newest));
    }
    Instant covered = due.size() == MOST ? due.get(MOST - 1) : max(coveredUntil, now);
    return new Plan(found, covered, slots.reached);
  }

  private boolean isMissed(Instant planned) {
    return planned.isBefore(now.minus(GRACE));
  }

  /** Null if none was missed. Of a heap that is too large for one look the rest decides. */
  private Instant newestMissed(List<Instant> due) {
    List<Instant> missed = due.stream().filter(this::isMissed).toList();
    boolean isWhole =
        due.size() < MOST
            || export.timetable().next(due.get(MOST - 1)).filter(this::isMissed).isEmpty();
    return missed.isEmpty() || !isWhole ? null : missed.get(missed.size() - 1);
  }

  private Slot slot(Instant planned, Instant newestMissed) {
    Span span = export.span(planned, reached);
    String origin = isMissed(planned) ? "missed" : "schedule";
    String skipped = skipped(planned, newestMissed, span);
    if (skipped == null) {
      reached = max(reached, span.to());
    }
    return new Slot(planned, span, origin, skipped);
  }

  private String skipped(Instant planned, Instant newestMissed, Span span) {
    boolean isMadeUp =
        switch (export.missed()) {
          case ALL -> true;
          case LAST -> planned.equals(newestMissed);
          case NONE -> false;
        };
    if (isMissed(planned) && !isMadeUp) {
      return "missed: " + export.missed().label();
    }
    return span.from().isBefore(span.to()) ? null : "empty period";
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
