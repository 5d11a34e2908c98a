package io.tcbridge.sandbox;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Date-times as the API writes and reads them: without a zone, UTC unless a switch says else. */
final class Times {
  private final Switches switches;

  Times(Switches switches) {
    this.switches = switches;
  }

  String text(long epochMillis) {
    return text(epochMillis, switches.zone(Switch.NAIVE_TZ));
  }

  String doneAt(long epochMillis) {
    return switches.is(Switch.DONE_AT_TZ, "same")
        ? text(epochMillis)
        : text(epochMillis, switches.zone(Switch.DONE_AT_TZ));
  }

  private String text(long epochMillis, ZoneId zone) {
    long second = Math.floorDiv(epochMillis, 1000L);
    ZoneOffset offset =
        zone instanceof ZoneOffset fixed
            ? fixed
            : zone.getRules().getOffset(Instant.ofEpochSecond(second));
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, offset);
    StringBuilder text = new StringBuilder(25);
    text.append(time.getYear());
    two(text.append('-'), time.getMonthValue());
    two(text.append('-'), time.getDayOfMonth());
    text.append(switches.is(Switch.DATETIME_STYLE, "space_naive") ? ' ' : 'T');
    two(text, time.getHour());
    two(text.append(':'), time.getMinute());
    two(text.append(':'), time.getSecond());
    if (switches.is(Switch.DATETIME_STYLE, "iso_offset")) {
      text.append(offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId());
    }
    return text.toString();
  }

  private static void two(StringBuilder text, int value) {
    if (value < 10) {
      text.append('0');
    }
    text.append(value);
  }

  /** Reads a filter bound, with or without fraction and offset. */
  long filterBound(String text) {
    return parse(text, switches.zone(Switch.FILTER_TZ));
  }

  /** Reads a naive request value, in the zone answers are written in. */
  long naive(String text) {
    return parse(text, switches.zone(Switch.NAIVE_TZ));
  }

  /** Epoch milliseconds; a text that is no date-time is refused. */
  private static long parse(String text, ZoneId zone) {
    String iso = text.trim().replace(' ', 'T');
    try {
      boolean offset = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d");
      return offset
          ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new Refusal("'" + text + "' is not a date-time");
    }
  }
}
