package io.tcbridge.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of an SQL file with the parameters of Camel's SQL component: {@code :#name}, and
 * {@code :#in:names} for a list.
 */
final class NamedSql {

  private static final Pattern PARAMETER = Pattern.compile(":[#?](in:)?([A-Za-z_]\\w*)");

  private final String text;

  private NamedSql(String text) {
    this.text = text;
  }

  static NamedSql parse(String file) {
    StringBuilder text = new StringBuilder();
    file.lines()
        .filter(line -> !line.strip().startsWith("--"))
        .forEach(line -> text.append(line).append('\n'));
    return new NamedSql(text.toString().strip().replaceAll(";\\s*$", ""));
  }

  /** The statement with its parameters bound; the caller closes it. */
  PreparedStatement prepare(Connection connection, Map<String, ?> values) throws SQLException {
    List<Object> bound = new ArrayList<>();
    Matcher parameters = PARAMETER.matcher(text);
    StringBuilder sql = new StringBuilder();
    while (parameters.find()) {
      Object value = values.get(parameters.group(2));
      if (!values.containsKey(parameters.group(2))) {
        throw new SQLException("nothing is called " + parameters.group(2) + " for this statement");
      }
      Collection<?> list =
          parameters.group(1) == null ? Collections.singletonList(value) : (Collection<?>) value;
      parameters.appendReplacement(sql, String.join(", ", Collections.nCopies(list.size(), "?")));
      bound.addAll(list);
    }
    parameters.appendTail(sql);
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    try {
      for (int i = 0; i < bound.size(); i++) {
        statement.setObject(i + 1, bound.get(i));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
