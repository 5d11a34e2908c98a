package io.tcbridge.cli;

import io.tcbridge.config.Settings.Database;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

/** Single connections for commands, which need no pool, and plain words for what goes wrong. */
final class DatabaseAccess {

  private static final int LOGIN_TIMEOUT_SECONDS = 10;

  /** MariaDB's numbers for a table or column that the user may not touch. */
  private static final Set<Integer> MARIADB_DENIED = Set.of(1142, 1143);

  private DatabaseAccess() {}

  static Connection open(Database database) throws SQLException {
    DriverManager.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
    Properties login = new Properties();
    login.setProperty("user", database.jdbcUser());
    login.setProperty("password", database.jdbcPassword().reveal());
    return DriverManager.getConnection(database.jdbcUrl(), login);
  }

  static String describe(Connection connection, Database database) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    return about.getDatabaseProductName()
        + " "
        + about.getDatabaseProductVersion()
        + " at "
        + database.shownUrl()
        + " as "
        + database.jdbcUser();
  }

  static boolean isMariaDb(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return product.equalsIgnoreCase("MariaDB") || product.equalsIgnoreCase("MySQL");
  }

  static boolean isPostgres(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("PostgreSQL");
  }

  /** What the database said, on one line. */
  static String said(SQLException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message
        .strip()
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceAll(" Position: \\d+$|\\(conn=\\d+\\) ", "");
  }

  static boolean lacksRight(SQLException failure) {
    return "42501".equals(failure.getSQLState()) || MARIADB_DENIED.contains(failure.getErrorCode());
  }

  /**
   * What to do about a failure to connect.
   *
   * @param prefix of the variables, e.g. {@code ERP}
   */
  static String whatToDo(SQLException failure, String prefix) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("28")) {
      return "check " + prefix + "_JDBC_USER and " + prefix + "_JDBC_PASSWORD";
    }
    if (state.equals("3D000") || state.equals("42000") || said(failure).contains("denied")) {
      return "check the database name in " + prefix + "_JDBC_URL and the user's rights to it";
    }
    return "check host and port in "
        + prefix
        + "_JDBC_URL, and whether the server runs and lets this machine in";
  }
}
