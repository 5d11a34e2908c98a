package io.tcbridge.prove;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** A row of a result; columns are found in any case of letters. */
record Row(ResultSet columns) {

  private interface Reading<T> {
    T read() throws SQLException;
  }

  String text(String name) {
    return read(() -> columns.getString(name));
  }

  BigDecimal money(String name) {
    return read(() -> columns.getBigDecimal(name));
  }

  Timestamp time(String name) {
    return read(() -> columns.getTimestamp(name));
  }

  Instant instant(String name) {
    Timestamp time = time(name);
    return time == null ? null : time.toInstant();
  }

  long number(String name) {
    return read(() -> columns.getLong(name));
  }

  int number(String name, int otherwise) {
    BigDecimal value = money(name);
    return value == null ? otherwise : value.intValue();
  }

  private static <T> T read(Reading<T> column) {
    try {
      return column.read();
    } catch (SQLException e) {
      throw new UnreadableRow(e);
    }
  }

  /** Carries a failure out of the reading of a row. */
  static final class UnreadableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRow(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
