package io.tcbridge.export;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When something is to run: a cron expression, read on the wall clock of a zone.
 *
 * <p>The expression knows nothing of daylight saving; each of its wall clock times is one run, on
 * every day of the year. A time that the clock skips in spring is run at the moment of the change,
 * one that comes twice in autumn is run the first time. Times that fall on one moment are one run.
 */
public final class Timetable {

  private final CronExpression cron;
  private final ZoneId zone;

  private Timetable(CronExpression cron, ZoneId zone) {
    this.cron = cron;
    this.zone = zone;
  }

  /** The timetable; empty if that is no Quartz cron expression. */
  public static Optional<Timetable> of(String cron, ZoneId zone) {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone("UTC"));
      return Optional.of(new Timetable(expression, zone));
    } catch (ParseException | UnsupportedOperationException wrong) {
      return Optional.empty();
    }
  }

  public String cron() {
    return cron.getCronExpression();
  }

  public ZoneId zone() {
    return zone;
  }

  /** The first run after this moment; empty if there is none any more. */
  public Optional<Instant> next(Instant after) {
    LocalDateTime wall = LocalDateTime.ofInstant(after, zone);
    Date found = cron.getNextValidTimeAfter(Date.from(wall.toInstant(ZoneOffset.UTC)));
    while (found != null) {
      Instant moment = moment(LocalDateTime.ofInstant(found.toInstant(), ZoneOffset.UTC));
      if (moment.isAfter(after)) {
        return Optional.of(moment);
      }
      found = cron.getNextValidTimeAfter(found);
    }
    return Optional.empty();
  }

  /** The last run before this moment; empty if there was none for a year. */
  Optional<Instant> previous(Instant before) {
    for (int days = 1; days <= 512; days *= 2) {
      List<Instant> runs =
          between(before.minus(Duration.ofDays(days)), before.minusMillis(1), Integer.MAX_VALUE);
      if (!runs.isEmpty()) {
        return Optional.of(runs.get(runs.size() - 1));
      }
    }
    return Optional.empty();
  }

  /**
   * The runs after one moment up to another one, which is included, oldest first.
   *
   * @param most how many at most
   */
  public List<Instant> between(Instant after, Instant until, int most) {
    List<Instant> runs = new ArrayList<>();
    Optional<Instant> run = next(after);
    while (runs.size() < most && run.isPresent() && !run.get().isAfter(until)) {
      runs.add(run.get());
      run = next(run.get());
    }
    return runs;
  }

  private Instant moment(LocalDateTime wall) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** Two timetables of one text run at the same moments. */
  @Override
  public String toString() {
    return cron() + " " + zone;
  }
}
