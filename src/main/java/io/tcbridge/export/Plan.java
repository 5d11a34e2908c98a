package io.tcbridge.export;

import java.time.Instant;
import java.util.List;

/**
 * What one look at a timetable has found.
 *
 * @param slots oldest first
 * @param coveredUntil up to here every run of the timetable is found now
 * @param reached the end of the last span that is run
 */
record Plan(List<Slot> slots, Instant coveredUntil, Instant reached) {

  Plan {
    slots = List.copyOf(slots);
  }
}
