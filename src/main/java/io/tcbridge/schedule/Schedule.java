package io.tcbridge.schedule;

import io.tcbridge.export.Timetable;
import java.time.Duration;

/**
 * Something that runs again and again.
 *
 * @param name of its route, or {@code export/NAME}
 * @param every from the end of a run to the next one; null if it has a timetable
 * @param timetable null if it runs every so often
 * @param kind what people may do with it
 * @param watched whether it is told when it is overdue; the others have an alert of their own
 * @param asksErp whether it asks the ERP, so that nobody but itself knows if something is due
 */
record Schedule(
    String name, Duration every, Timetable timetable, Kind kind, boolean watched, boolean asksErp) {

  /** Who decides when it runs, besides its own time. */
  enum Kind {
    /** It keeps others from harm, or only looks: it can be neither paused nor asked for. */
    GUARD,
    /** An instance runs it when it is asked for. */
    POLL,
    /** Its own row in the journal says when it is due, for all instances. */
    ROW
  }

  boolean isPausable() {
    return kind != Kind.GUARD;
  }
}
