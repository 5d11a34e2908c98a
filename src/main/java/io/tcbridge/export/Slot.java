package io.tcbridge.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One logical run of an export.
 *
 * @param planned when it is to run
 * @param origin {@code schedule}, or {@code missed} when its time has passed unnoticed, or who else
 *     wants it
 * @param skipped why it is not run; null if it is
 */
public record Slot(Instant planned, Span span, String origin, String skipped) {

  /**
   * The runs whose time was between two moments, oldest first; of {@code since-last-run} each tells
   * of the time since the one before.
   */
  public static List<Slot> ofPast(Export export, Instant from, Instant until, int most) {
    List<Slot> slots = new ArrayList<>();
    Instant before = export.timetable().previous(from).orElse(from);
    Instant reached = before.minus(export.lag());
    for (Instant planned : export.timetable().between(from.minusMillis(1), until, most)) {
      Span span = export.span(planned, reached);
      reached = span.to();
      if (span.from().isBefore(span.to())) {
        slots.add(new Slot(planned, span, "backfill", null));
      }
    }
    return slots;
  }
}
