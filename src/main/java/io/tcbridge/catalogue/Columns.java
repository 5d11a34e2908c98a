package io.tcbridge.catalogue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns single values of the wire into those of a row, within the room that the columns have. */
final class Columns {

  static final int STATUS = 16;
  static final int NAME = 400;
  static final int LONG = 1000;
  static final int TEXT = 20_000;
  private static final int NANOS = 9;
  private static final long BILLION = 1_000_000_000L;

  /** Of numeric(12, 2). */
  private static final BigDecimal MOST_MONEY = new BigDecimal("9999999999.99");

  private final Map<String, Object> row = new LinkedHashMap<>();

  Columns put(String column, Object value) {
    row.put(column, value);
    return this;
  }

  /** An empty text is none. */
  Columns text(String column, String value, int longest) {
    return put(column, value.isEmpty() ? null : cut(value, longest));
  }

  Columns name(String column, String value, int longest) {
    return put(column, cut(value, longest));
  }

  Map<String, Object> row() {
    return row;
  }

  private static String cut(String value, int longest) {
    int end =
        value.offsetByCodePoints(0, Math.min(longest, value.codePointCount(0, value.length())));
    return value.substring(0, end);
  }

  /** {@code google.protobuf.Timestamp}: seconds #1, nanos #2; null when absent or beyond time. */
  static Instant time(WireMessage holder, int number) throws InvalidProtocolBufferException {
    if (!holder.has(number)) {
      return null;
    }
    WireMessage time = holder.message(number);
    try {
      return Instant.ofEpochSecond(time.whole(1), time.whole(2)).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException | ArithmeticException beyond) {
      return null;
    }
  }

  /** Kopecks, or what the currency has in their place; null when no column has room for it. */
  static BigDecimal money(long minorUnits) {
    BigDecimal amount = new BigDecimal(Long.toUnsignedString(minorUnits)).movePointLeft(2);
    return amount.compareTo(MOST_MONEY) > 0 ? null : amount.setScale(2);
  }

  /**
   * {@code v3.Percentage}: units #1 and billionths #2. The latter have the sign of the former, but
   * are an unsigned type: what cannot be a part of one is read as a negative number.
   */
  static BigDecimal percent(WireMessage percentage) {
    int units = (int) percentage.whole(1);
    int bits = percentage.fixed32(2);
    long unsigned = Integer.toUnsignedLong(bits);
    long nanos = unsigned < BILLION ? unsigned : bits;
    if (units < 0 && nanos > 0) {
      nanos = -nanos;
    }
    return BigDecimal.valueOf(units).add(BigDecimal.valueOf(nanos, NANOS));
  }

  /** A number of pieces, uint32; null when no column has room for it. */
  static Integer count(long count) {
    return count < 0 || count > Integer.MAX_VALUE ? null : (Integer) (int) count;
  }

  /** The name of an enum's number; one that is not known keeps its number. */
  static String named(long number, String... names) {
    return number >= 0 && number < names.length
        ? names[(int) number]
        : cut("UNKNOWN_" + number, STATUS);
  }
}
