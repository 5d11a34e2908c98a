package io.tcbridge.schedule;

import io.tcbridge.config.Settings;
import io.tcbridge.export.Export;
import io.tcbridge.export.Timetable;
import io.tcbridge.schedule.Schedule.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Which schedules there are, from the settings: one for each route that begins with a timer. */
final class Schedules {

  private static final String EXPORT = "export/";

  private final List<Schedule> all = new ArrayList<>();

  private Schedules() {}

  static List<Schedule> of(Settings settings, List<Export> exports) {
    Schedules schedules = new Schedules();
    schedules.orders(settings);
    if (settings.refund().enabled()) {
      schedules.refunds(settings);
    }
    if (settings.catalogue().address().isPresent()) {
      schedules.add(Kind.ROW, "catalogue-sync", settings.catalogue().syncEvery());
    }
    schedules.exports(settings, exports);
    Timetable.of(settings.journal().purgeSchedule(), ZoneId.systemDefault())
        .ifPresent(
            cron ->
                schedules.all.add(
                    new Schedule("journal-purge", null, cron, Kind.POLL, true, false)));
    schedules.alerts(settings);
    schedules.add(Kind.GUARD, "ticketscloud-probe", Duration.ofSeconds(1));
    schedules.add(Kind.GUARD, "journal-look", settings.bridge().lookEvery());
    return List.copyOf(schedules.all);
  }

  private void orders(Settings settings) {
    Duration poll = settings.order().pollDelay();
    asksErp("order-intake", poll);
    asksErp("order-cancel", poll);
    add(Kind.POLL, "order-claim", poll);
    watched("order-report", settings.report().pollDelay());
    add(Kind.ROW, "order-sweep", settings.order().sweepEvery());
    add(Kind.GUARD, "order-compare", Duration.ofMillis(200));
    add(Kind.GUARD, "order-restore", Duration.ofSeconds(2));
    add(Kind.GUARD, "order-probe", Duration.ofSeconds(2));
  }

  private void refunds(Settings settings) {
    Duration poll = settings.order().pollDelay();
    asksErp("refund-intake", poll);
    asksErp("refund-decisions", poll);
    add(Kind.POLL, "refund-claim", poll);
    watched("refund-report", settings.report().pollDelay());
    add(Kind.ROW, "refund-poll", settings.refund().pollEvery());
    add(Kind.GUARD, "refund-compare", Duration.ofMillis(200));
  }

  private void exports(Settings settings, List<Export> exports) {
    for (Export export : exports) {
      all.add(
          new Schedule(EXPORT + export.name(), null, export.timetable(), Kind.ROW, false, false));
    }
    add(Kind.GUARD, "export-poll", settings.export().pollDelay());
    add(Kind.GUARD, "export-work", settings.export().pollDelay());
  }

  private void alerts(Settings settings) {
    Duration poll = settings.alert().pollDelay();
    add(Kind.GUARD, "alert-see", poll);
    add(Kind.GUARD, "alert-tell-by-mail", poll);
    add(Kind.GUARD, "alert-tell-by-webhook", poll);
    add(Kind.GUARD, "alert-alone", poll);
    add(Kind.GUARD, "alert-silence", silence(settings.alert().silenceAfter()));
  }

  /** As {@code alert.silence-poll-ms}. */
  private static Duration silence(Duration after) {
    return Duration.ofMillis(Math.min(60_000, after.toMillis() / 4));
  }

  private void watched(String name, Duration every) {
    all.add(new Schedule(name, every, null, Kind.POLL, true, false));
  }

  private void asksErp(String name, Duration every) {
    all.add(new Schedule(name, every, null, Kind.POLL, true, true));
  }

  private void add(Kind kind, String name, Duration every) {
    all.add(new Schedule(name, every, null, kind, false, false));
  }
}
