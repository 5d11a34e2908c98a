package io.tcbridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of {@code sql/ops}, with the parameters by their names.
 *
 * @param sql with plain {@code ?} parameters
 * @param names of the parameters in their order
 */
record JournalStatement(String sql, List<String> names) {

  private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");
  private static final int TIMEOUT_SECONDS = 60;

  /** Reads a file of {@code sql/ops}. */
  static JournalStatement of(String file) {
    String path = "/sql/ops/" + file;
    try (InputStream in = JournalStatement.class.getResourceAsStream(path)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static JournalStatement parse(String file) {
    String text = file.replaceAll("(?m)^--.*$", "").strip();
    List<String> names = new ArrayList<>();
    Matcher parameters = PARAMETER.matcher(text);
    while (parameters.find()) {
      names.add(parameters.group(1));
    }
    return new JournalStatement(PARAMETER.matcher(text).replaceAll("?"), List.copyOf(names));
  }

  /** The rows, each with its columns in their order; times are {@link java.time.Instant}. */
  List<Map<String, Object>> rows(Connection connection, Map<String, ?> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      for (int i = 0; i < names.size(); i++) {
        if (!parameters.containsKey(names.get(i))) {
          throw new IllegalArgumentException("nothing is called " + names.get(i));
        }
        statement.setObject(i + 1, parameters.get(names.get(i)));
      }
      try (ResultSet found = statement.executeQuery()) {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    }
  }

  private static Map<String, Object> row(ResultSet found) throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      row.put(columns.getColumnLabel(i), value(found, i, columns.getColumnType(i)));
    }
    return row;
  }

  private static Object value(ResultSet found, int column, int type) throws SQLException {
    if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
      OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    return found.getObject(column);
  }
}
