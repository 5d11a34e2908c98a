package io.tcbridge.export;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of which an export tells, by the creation of orders. Days begin at midnight of the zone,
 * so a day has 23 or 25 hours when the clock is changed.
 */
public enum ExportPeriod {
  /** The day before the run. */
  YESTERDAY,
  /** Whole days up to the last midnight before the run; as many as {@code days} says. */
  LAST_DAYS,
  /** From the first of the month up to the run. */
  MONTH_TO_DATE,
  /** The whole month before the one of the run. */
  PREVIOUS_MONTH,
  /**
   * From the end of the last period that was run up to the run, less {@code lag}: without a gap.
   */
  SINCE_LAST_RUN;

  /** The name in exports.yaml: {@code month-to-date}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The period with this label, if there is one. */
  public static Optional<ExportPeriod> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /**
   * The span of one run.
   *
   * @param planned the run's moment
   * @param reached the end of the last span that was run
   */
  Span span(Instant planned, ZoneId zone, int days, Duration lag, Instant reached) {
    LocalDate day = LocalDate.ofInstant(planned, zone);
    LocalDate month = day.withDayOfMonth(1);
    return switch (this) {
      case YESTERDAY -> days(day.minusDays(1), day, zone);
      case LAST_DAYS -> days(day.minusDays(days), day, zone);
      case MONTH_TO_DATE -> new Span(start(month, zone), planned);
      case PREVIOUS_MONTH -> days(month.minusMonths(1), month, zone);
      case SINCE_LAST_RUN -> new Span(reached, planned.minus(lag));
    };
  }

  private static Span days(LocalDate from, LocalDate to, ZoneId zone) {
    return new Span(start(from, zone), start(to, zone));
  }

  /** Midnight, or the first moment of a day that has none. */
  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
