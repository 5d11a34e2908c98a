package io.tcbridge.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;

/**
 * Named parameters of SQL files, parsed once per file instead of once per statement, and bound
 * without asking the server for the type of each null. A statement with a list ({@code :#in:names})
 * or an expression is left to Camel.
 */
public final class NamedParameters extends DefaultSqlPrepareStatementStrategy {

  private static final Pattern SIMPLE = Pattern.compile(":\\?(\\w+)");
  private static final Pattern OTHER = Pattern.compile(":\\?(in:|\\$)");

  private record Parsed(String sql, List<String> names) {}

  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  @Override
  public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange)
      throws SQLException {
    Parsed known = parse(query);
    return known.names().isEmpty()
        ? super.prepareQuery(query, allowNamedParameters, exchange)
        : known.sql();
  }

  @Override
  public Iterator<?> createPopulateIterator(
      String query, String preparedQuery, int expectedParams, Exchange exchange, Object value)
      throws SQLException {
    List<String> names = parse(query).names();
    if (names.isEmpty()) {
      return super.createPopulateIterator(query, preparedQuery, expectedParams, exchange, value);
    }
    Map<?, ?> body = value instanceof Map<?, ?> map ? map : Map.of();
    List<Object> values = new ArrayList<>(names.size());
    for (String name : names) {
      values.add(lookUp(name, body, exchange));
    }
    return values.iterator();
  }

  private static Object lookUp(String name, Map<?, ?> body, Exchange exchange) throws SQLException {
    if (body.containsKey(name)) {
      return body.get(name);
    }
    if (exchange.getVariables().containsKey(name)) {
      return exchange.getVariables().get(name);
    }
    throw new SQLException("the statement wants :#" + name + ", but nothing is called so");
  }

  @Override
  public void populateStatement(PreparedStatement ps, Iterator<?> values, int expected)
      throws SQLException {
    List<Object> all = new ArrayList<>();
    while (values.hasNext()) {
      Object value = values.next();
      if (value instanceof Iterator<?>) {
        // a list: Camel knows how many places it has
        List<Object> rest = new ArrayList<>(all);
        rest.add(value);
        values.forEachRemaining(rest::add);
        super.populateStatement(ps, rest.iterator(), expected);
        return;
      }
      all.add(value);
    }
    if (all.size() != expected) {
      throw new SQLException("wrong parametersCount: " + expected + ", found " + all.size());
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == null) {
        ps.setNull(i + 1, Types.NULL);
      } else {
        ps.setObject(i + 1, all.get(i));
      }
    }
  }

  private Parsed parse(String query) {
    return parsed.computeIfAbsent(query, NamedParameters::parseOnce);
  }

  private static Parsed parseOnce(String query) {
    if (OTHER.matcher(query).find()) {
      return new Parsed(query, List.of());
    }
    List<String> names = new ArrayList<>();
    Matcher matcher = SIMPLE.matcher(query);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return new Parsed(matcher.replaceAll("?"), names);
  }
}
