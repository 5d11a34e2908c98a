package io.tcbridge.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of {@code config/erp/}, tried without any effect: a query runs with null for each
 * parameter and reads one row at most, a change is only explained by the database.
 *
 * @param sql with plain {@code ?} parameters
 * @param limits for each parameter, whether it limits rows and so must be a number
 */
record ErpStatement(String sql, List<Boolean> limits) {

  private static final int TIMEOUT_SECONDS = 10;

  /** The parameter forms of Camel's SQL component. */
  private static final Pattern PARAMETER =
      Pattern.compile(":[#?](?:in:)?(?:\\$\\{[^}]*}|[A-Za-z_][\\w.]*)");

  private static final Pattern LIMIT =
      Pattern.compile("(?:\\blimit|\\boffset|\\bfirst|\\bnext|\\btop)\\s*\\(?\\s*$");

  static ErpStatement parse(String file) {
    String text =
        file.lines()
            .filter(line -> !line.strip().startsWith("--"))
            .reduce("", (all, line) -> all + line + "\n")
            .strip()
            .replaceAll(";\\s*$", "");
    Matcher parameters = PARAMETER.matcher(text);
    List<Boolean> limits = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (parameters.find()) {
      String before = text.substring(0, parameters.start()).toLowerCase(Locale.ROOT);
      limits.add(LIMIT.matcher(before).find());
      parameters.appendReplacement(plain, "?");
    }
    parameters.appendTail(plain);
    return new ErpStatement(plain.toString(), List.copyOf(limits));
  }

  boolean isQuery() {
    String start = sql.toLowerCase(Locale.ROOT);
    return start.startsWith("select") || start.startsWith("with");
  }

  /**
   * Throws what the database has against the statement. The caller rolls back.
   *
   * @return the names of the result's columns; of a change, nothing that matters
   */
  Set<String> tryOn(Connection connection) throws SQLException {
    boolean canExplain =
        DatabaseAccess.isPostgres(connection) || DatabaseAccess.isMariaDb(connection);
    if (!isQuery() && !canExplain) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.getParameterMetaData();
      }
      return Set.of();
    }
    String harmless = isQuery() ? sql : "explain " + sql;
    try (PreparedStatement statement = connection.prepareStatement(harmless)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.setMaxRows(1);
      for (int i = 0; i < limits.size(); i++) {
        if (limits.get(i)) {
          statement.setInt(i + 1, 1);
        } else {
          statement.setNull(i + 1, Types.NULL);
        }
      }
      try (ResultSet rows = statement.executeQuery()) {
        return columns(rows.getMetaData());
      }
    }
  }

  private static Set<String> columns(ResultSetMetaData result) throws SQLException {
    Set<String> names = new HashSet<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      names.add(result.getColumnLabel(i));
    }
    return names;
  }
}
