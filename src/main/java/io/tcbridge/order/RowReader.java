package io.tcbridge.order;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One row as JDBC gave it. Drivers differ in types, ERPs in columns: what can be read is read, the
 * rest becomes a problem that names the column and never the value.
 */
public final class RowReader {
  private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");
  private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");

  /** Longer than any number that fits; reading a longer one would cost time for nothing. */
  private static final int LONGEST_NUMBER = 40;

  /** Any control character: some databases can't store NUL, and none belongs into these columns. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final Map<String, Object> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> problems;
  private String prefix = "";

  public RowReader(Map<String, Object> row, List<String> problems) {
    row.forEach(columns::put);
    this.problems = problems;
  }

  /** Put before every further problem: {@code line 3: }. */
  public void placed(String prefix) {
    this.prefix = prefix;
  }

  public void problem(String sentence) {
    problems.add(prefix + sentence);
  }

  /** Null, no such column, or nothing but blanks. */
  public boolean isEmpty(String column) {
    var value = columns.get(column);
    return value == null || value instanceof String text && text.isBlank();
  }

  /** The text with its outer blanks cut; null when there is nothing else in it. */
  public String trimmed(String column, int longest) {
    var text = asIs(column, longest);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The text as it is, blanks and all; null when the column is null or the text unusable. */
  public String asIs(String column, int longest) {
    var text = text(column);
    if (text == null) {
      return null;
    }
    // Padding of a fixed-width column does not count.
    var content = text.strip();
    if (content.codePointCount(0, content.length()) > longest) {
      problem("%s is longer than %d characters".formatted(column, longest));
    } else if (CONTROL.matcher(content).find()) {
      problem(column + " holds a control character (line break, tab, NUL or the like)");
    } else if (HALF_A_CHARACTER.matcher(content).find()) {
      problem(column + " holds half a character; check the column's encoding");
    } else {
      return text;
    }
    return null;
  }

  /** The whole text without any check; null when the column is null or unreadable. */
  public String text(String column) {
    var value = columns.get(column);
    if (value == null) {
      return null;
    }
    try {
      return value instanceof byte[] bytes ? utf8(bytes) : value.toString();
    } catch (CharacterCodingException | RuntimeException e) {
      problem(column + " can't be read as text");
      return null;
    }
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Null counts as false. */
  public boolean flag(String column) {
    var value = columns.get(column);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    // MariaDB's bit(1) comes as a byte.
    var bit = value instanceof byte[] bytes && bytes.length == 1 && bytes[0] >= 0 && bytes[0] <= 1;
    var written = bit ? String.valueOf(((byte[]) value)[0]) : text(column);
    if (written == null || written.isBlank()) {
      return false;
    }
    var word = written.strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      problem(column + " is neither true nor false");
    }
    return YES.contains(word);
  }

  /** A whole number; null when the column is null or the number unusable. */
  public Integer whole(String column) {
    var number = decimal(column);
    if (number == null) {
      return null;
    }
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      problem(column + " is not a whole number of usual size");
      return null;
    }
  }

  /** A number; null when the column is null or holds none. */
  public BigDecimal decimal(String column) {
    var value = columns.get(column);
    if (value instanceof BigDecimal number) {
      return number;
    }
    var written = value instanceof Boolean ? "a truth value" : text(column);
    if (written == null || written.isBlank()) {
      return null;
    }
    try {
      if (written.length() <= LONGEST_NUMBER) {
        return new BigDecimal(written.strip());
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problem(column + " is not a number");
    return null;
  }

  /** A moment; a time without zone is read as UTC. Null when there is none or it is unusable. */
  public Instant instant(String column) {
    var value = columns.get(column);
    if (value == null) {
      return null;
    }
    var instant = moment(value);
    if (instant == null) {
      problem(column + " is not a date with time");
    } else if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      problem(column + " is not between the years 2000 and 2100");
    } else {
      return instant;
    }
    return null;
  }

  private static Instant moment(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    try {
      return value instanceof String text
          ? OffsetDateTime.parse(text.strip().replace(' ', 'T')).toInstant()
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
