package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole years, day by day, across both changes of the clock. */
class TimetableTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Timetable at(String cron, ZoneId zone) {
    return Timetable.of(cron, zone).orElseThrow();
  }

  private static List<Instant> year(Timetable timetable, int year) {
    Instant begin = LocalDate.of(year, 1, 1).atStartOfDay(timetable.zone()).toInstant();
    Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(timetable.zone()).toInstant();
    return timetable.between(begin.minusMillis(1), end.minusMillis(1), 100_000);
  }

  /** 02:30 is skipped in spring and comes twice in autumn; midnight does so in some zones. */
  @ParameterizedTest
  @CsvSource({
    "0 0 6 * * ?,   Europe/Berlin",
    "0 30 2 * * ?,  Europe/Berlin",
    "0 0 3 * * ?,   Europe/Berlin",
    "0 30 1 * * ?,  America/New_York",
    "0 30 2 * * ?,  America/New_York",
    "0 0 0 * * ?,   America/Havana",
    "0 15 0 * * ?,  Africa/Cairo",
    "0 0 2 * * ?,   Australia/Lord_Howe",
    "0 0 6 * * ?,   Europe/Moscow",
    "0 59 23 * * ?, Pacific/Auckland"
  })
  void each_day_of_a_year_has_one_run(String cron, ZoneId zone) {
    for (int year : List.of(2026, 2027, 2028)) {
      List<Instant> runs = year(at(cron, zone), year);

      Map<LocalDate, Integer> byDay = new HashMap<>();
      runs.forEach(run -> byDay.merge(LocalDate.ofInstant(run, zone), 1, Integer::sum));
      assertThat(byDay).hasSize(LocalDate.of(year, 1, 1).lengthOfYear());
      assertThat(byDay.values()).containsOnly(1);
    }
  }

  @Test
  void a_time_that_is_skipped_is_run_at_the_change_and_one_that_comes_twice_the_first_time() {
    List<Instant> runs = year(at("0 30 2 * * ?", BERLIN), 2026);

    assertThat(runs)
        .contains(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-10-25T00:30:00Z"))
        .doesNotContain(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @Test
  void a_run_of_each_hour_of_the_clock_is_one_run_of_each_hour_but_the_repeated_one() {
    List<Instant> runs = year(at("0 0 * * * ?", BERLIN), 2026);

    assertThat(runs).doesNotHaveDuplicates().isSorted().hasSize(365 * 24 - 1);
    Set<Long> hours =
        IntStream.range(1, runs.size())
            .mapToObj(i -> Duration.between(runs.get(i - 1), runs.get(i)).toHours())
            .collect(Collectors.toSet());
    assertThat(hours).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void the_last_of_a_month_is_the_29th_of_february_in_a_leap_year() {
    Timetable last = at("0 0 22 L * ?", BERLIN);

    assertThat(days(year(last, 2028))).hasSize(12).contains(LocalDate.of(2028, 2, 29));
    assertThat(days(year(last, 2027))).hasSize(12).contains(LocalDate.of(2027, 2, 28));
    assertThat(days(year(at("0 0 6 29 2 ?", BERLIN), 2027))).isEmpty();
    assertThat(days(year(at("0 0 6 29 2 ?", BERLIN), 2028)))
        .containsExactly(LocalDate.of(2028, 2, 29));
  }

  private static List<LocalDate> days(List<Instant> runs) {
    return runs.stream().map(run -> LocalDate.ofInstant(run, BERLIN)).toList();
  }

  @Test
  void a_timetable_ends_when_its_years_are_over() {
    Timetable once = at("0 0 6 1 1 ? 2027", BERLIN);

    assertThat(once.next(Instant.parse("2026-11-28T00:00:00Z")))
        .contains(Instant.parse("2027-01-01T05:00:00Z"));
    assertThat(once.next(Instant.parse("2027-01-01T05:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "0 6 * * *", "0 0 25 * * ?", "every day", "0 0 6 1 1 ? 2027 x"})
  void what_is_no_cron_expression_is_no_timetable(String cron) {
    assertThat(Timetable.of(cron, BERLIN)).isEmpty();
  }
}
