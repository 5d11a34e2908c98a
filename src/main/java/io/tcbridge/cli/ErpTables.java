package io.tcbridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates the reference ERP tables that are absent, and compares those that are there. */
final class ErpTables {

  private static final Pattern CREATE_TABLE =
      Pattern.compile("(?s)create table (\\w+) \\((.*)\\).*");
  private static final Pattern COLUMN = Pattern.compile("(?m)^  (\\w+) (?!key)");

  /** A table of the reference: its columns, and the statements that make it and its indexes. */
  private record Table(List<String> columns, List<String> statements) {}

  /**
   * What was done or found for one table.
   *
   * @param missing columns that an existing table does not have
   */
  record Result(String table, boolean created, List<String> missing) {}

  private final Connection connection;

  ErpTables(Connection connection) {
    this.connection = connection;
  }

  List<Result> createAbsent() throws SQLException {
    List<Result> results = new ArrayList<>();
    for (Map.Entry<String, Table> entry : reference().entrySet()) {
      results.add(createIfAbsent(entry.getKey(), entry.getValue()));
    }
    return results;
  }

  private Result createIfAbsent(String name, Table table) throws SQLException {
    Set<String> existing = columns(name);
    if (existing.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : table.statements()) {
          statement.execute(sql);
        }
      }
      return new Result(name, true, List.of());
    }
    return new Result(
        name,
        false,
        table.columns().stream().filter(column -> !existing.contains(column)).toList());
  }

  private Set<String> columns(String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet columns =
        connection
            .getMetaData()
            .getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
      while (columns.next()) {
        // The underscore in a table's name is a wildcard of this call.
        if (columns.getString("TABLE_NAME").equalsIgnoreCase(table)) {
          names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  private Map<String, Table> reference() throws SQLException {
    Map<String, Table> tables = new LinkedHashMap<>();
    List<String> statements = new ArrayList<>();
    for (String part : script().replaceAll("(?m)^--.*$", "").split(";")) {
      String sql = part.strip();
      Matcher create = CREATE_TABLE.matcher(sql);
      if (create.matches()) {
        statements = new ArrayList<>();
        tables.put(create.group(1), new Table(columnsIn(create.group(2)), statements));
      }
      if (!sql.isEmpty()) {
        statements.add(sql);
      }
    }
    return tables;
  }

  private static List<String> columnsIn(String body) {
    return COLUMN.matcher(body).results().map(column -> column.group(1)).toList();
  }

  private String script() throws SQLException {
    String product = DatabaseAccess.isMariaDb(connection) ? "mariadb" : "postgresql";
    try (InputStream script = ErpTables.class.getResourceAsStream("/db/erp/" + product + ".sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
