package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes due, and what of it is run, as time passes and nobody looks. */
class SlotsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration LOOK = Duration.ofMinutes(4);

  /** Over a change of the clock each, and the year's end: 3 h, 4 days, 10 days. */
  private static final List<Span> DOWNTIMES =
      List.of(
          new Span(Instant.parse("2026-03-29T00:30:00Z"), Instant.parse("2026-03-29T03:30:00Z")),
          new Span(Instant.parse("2026-10-23T12:00:00Z"), Instant.parse("2026-10-27T12:00:00Z")),
          new Span(Instant.parse("2026-12-27T03:00:00Z"), Instant.parse("2027-01-06T03:00:00Z")));

  private static Export export(String cron, ExportPeriod period, Missed missed) {
    return new Export(
        "daily",
        Export.By.TICKETSCLOUD,
        Timetable.of(cron, BERLIN).orElseThrow(),
        period,
        7,
        Duration.ofMinutes(30),
        List.of(),
        List.of(),
        false,
        List.of("sales@example.org"),
        Optional.empty(),
        false,
        missed,
        Duration.ofHours(6));
  }

  /** A journal in memory: up to where was looked, and the rows by their period. */
  private static final class Year {
    private final Export export;
    private final Map<Span, Slot> slots =
        new TreeMap<>(
            (one, other) ->
                one.from().equals(other.from())
                    ? one.to().compareTo(other.to())
                    : one.from().compareTo(other.from()));
    private final List<Slot> found = new ArrayList<>();
    private Instant covered;
    private Instant reached;
    private long mostAtOnce;

    private Year(Export export, Instant begin) {
      this.export = export;
      this.covered = begin;
      this.reached = begin;
    }

    private void look(Instant now) {
      Plan plan = Slots.plan(export, covered, reached, now);
      covered = plan.coveredUntil();
      reached = plan.reached();
      long wanted = 0;
      for (Slot slot : plan.slots()) {
        found.add(slot);
        if (slot.skipped() == null && slots.putIfAbsent(slot.span(), slot) == null) {
          wanted++;
        }
      }
      mostAtOnce = Math.max(mostAtOnce, wanted);
    }

    private long skipped() {
      return found.stream().filter(slot -> slot.skipped() != null).count();
    }

    private long madeUp() {
      return slots.values().stream().filter(slot -> slot.origin().equals("missed")).count();
    }
  }

  /** Every four minutes of thirteen months, but for the downtimes. */
  private static Year live(Export export, List<Span> downtimes) {
    Instant begin = Instant.parse("2025-12-31T12:00:00Z");
    Instant end = Instant.parse("2027-01-31T12:00:00Z");
    Year year = new Year(export, begin);
    Instant due = begin;
    for (Instant now = begin; now.isBefore(end); now = now.plus(LOOK)) {
      Instant at = now;
      // A look at which nothing can be due only takes time.
      if (!now.isBefore(due) && downtimes.stream().noneMatch(down -> down.holds(at))) {
        year.look(now);
        due = export.timetable().next(year.covered).orElseThrow();
      }
    }
    return year;
  }

  @Test
  void a_whole_year_without_downtime_tells_of_each_day_once() {
    Year year = live(export("0 30 2 * * ?", ExportPeriod.YESTERDAY, Missed.NONE), List.of());

    assertThat(year.found).hasSize(396).allMatch(slot -> slot.origin().equals("schedule"));
    assertThat(days(year)).hasSize(396).contains(LocalDate.of(2026, 3, 28));
    assertThat(gapless(year)).isTrue();
    assertThat(year.mostAtOnce).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Missed.class)
  void three_downtimes_of_a_year_end_as_the_policy_says(Missed missed) {
    Year year = live(export("0 30 2 * * ?", ExportPeriod.YESTERDAY, missed), DOWNTIMES);
    Map<Missed, List<Long>> expected =
        Map.of(
            Missed.ALL, List.of(396L, 15L, 0L, 10L),
            Missed.LAST, List.of(384L, 3L, 12L, 1L),
            Missed.NONE, List.of(381L, 0L, 15L, 1L));

    List<Long> figures =
        List.of((long) year.slots.size(), year.madeUp(), year.skipped(), year.mostAtOnce);
    System.out.println(
        "missed: " + missed.label() + ": runs, made up, skipped, most at once: " + figures);
    assertThat(year.found).hasSize(396);
    assertThat(figures).isEqualTo(expected.get(missed));
    assertThat(new HashSet<>(days(year))).hasSameSizeAs(days(year));
  }

  @ParameterizedTest
  @EnumSource(Missed.class)
  void since_the_last_run_leaves_nothing_out_whatever_was_missed(Missed missed) {
    Year year = live(export("0 0 * * * ?", ExportPeriod.SINCE_LAST_RUN, missed), DOWNTIMES);

    assertThat(gapless(year)).isTrue();
    assertThat(year.slots).hasSizeGreaterThan(9_000);
  }

  @Test
  void a_restart_of_some_minutes_is_no_downtime() {
    List<Span> short4 =
        List.of(
            new Span(Instant.parse("2026-05-05T00:26:00Z"), Instant.parse("2026-05-05T00:31:00Z")));

    Year year = live(export("0 30 2 * * ?", ExportPeriod.YESTERDAY, Missed.NONE), short4);

    assertThat(year.skipped()).isZero();
  }

  @Test
  void a_heap_of_missed_runs_is_looked_through_piece_by_piece() {
    Export minutely = export("0 * * * * ?", ExportPeriod.SINCE_LAST_RUN, Missed.LAST);
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    Year year = new Year(minutely, begin);
    Instant now = begin.plus(Duration.ofDays(3));

    while (year.covered.isBefore(now)) {
      year.look(now);
    }

    assertThat(year.found).hasSize(3 * 24 * 60);
    assertThat(year.madeUp()).isEqualTo(1);
  }

  /** Whole periods end where the next one begins. */
  private static boolean gapless(Year year) {
    Instant end = null;
    for (Span span : year.slots.keySet()) {
      if (end != null && !end.equals(span.from())) {
        return false;
      }
      end = span.to();
    }
    return true;
  }

  private static List<LocalDate> days(Year year) {
    return year.slots.keySet().stream()
        .map(span -> LocalDate.ofInstant(span.from(), BERLIN))
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @CsvSource({
    "YESTERDAY,      2026-03-30T06:00, 2026-03-29T00:00, 2026-03-30T00:00, 23",
    "YESTERDAY,      2026-10-26T06:00, 2026-10-25T00:00, 2026-10-26T00:00, 25",
    "YESTERDAY,      2027-01-01T06:00, 2026-12-31T00:00, 2027-01-01T00:00, 24",
    "YESTERDAY,      2028-03-01T06:00, 2028-02-29T00:00, 2028-03-01T00:00, 24",
    "LAST_DAYS,      2026-03-30T06:00, 2026-03-23T00:00, 2026-03-30T00:00, 167",
    "MONTH_TO_DATE,  2028-02-29T06:00, 2028-02-01T00:00, 2028-02-29T06:00, 678",
    "PREVIOUS_MONTH, 2028-03-31T06:00, 2028-02-01T00:00, 2028-03-01T00:00, 696",
    "PREVIOUS_MONTH, 2027-01-01T00:00, 2026-12-01T00:00, 2027-01-01T00:00, 744",
    "PREVIOUS_MONTH, 2026-11-01T06:00, 2026-10-01T00:00, 2026-11-01T00:00, 745"
  })
  void a_period_is_whole_days_of_the_zone(
      ExportPeriod period,
      LocalDateTime planned,
      LocalDateTime from,
      LocalDateTime to,
      long hours) {
    Span span =
        export("0 0 6 * * ?", period, Missed.ALL)
            .span(planned.atZone(BERLIN).toInstant(), Instant.EPOCH);

    assertThat(span)
        .isEqualTo(new Span(from.atZone(BERLIN).toInstant(), to.atZone(BERLIN).toInstant()));
    assertThat(Duration.between(span.from(), span.to())).isEqualTo(Duration.ofHours(hours));
  }
}
