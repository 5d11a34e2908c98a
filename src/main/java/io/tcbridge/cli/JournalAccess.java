package io.tcbridge.cli;

import io.tcbridge.config.Settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One connection to the journal for the length of a command, with plain words for trouble. */
final class JournalAccess {

  /** No such schema, table or column. */
  private static final Set<String> NO_TABLES = Set.of("3F000", "42P01", "42703");

  /** What a command does with the connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final Database journal;

  JournalAccess(Database journal) {
    this.journal = journal;
  }

  /**
   * Each statement is a transaction of its own.
   *
   * @throws CommandFailure if the journal can't be used
   */
  <T> T run(Work<T> work) {
    try (Connection connection = DatabaseAccess.open(journal)) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new CommandFailure(
          "the journal " + journal.shownUrl() + ": " + DatabaseAccess.said(e) + "; " + todo(e), e);
    }
  }

  /** The rows of one statement of {@code sql/ops}. */
  List<Map<String, Object>> rows(String file, Map<String, ?> parameters) {
    return run(connection -> JournalStatement.of(file).rows(connection, parameters));
  }

  private static String todo(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (NO_TABLES.contains(state)) {
      return "its tables are not those of this version: bin/bridge run brings them up to date";
    }
    if (DatabaseAccess.lacksRight(failure)) {
      return "log in as the user that bin/bridge run uses";
    }
    if (state.equals("57014")) {
      return "it took too long: use a narrower filter, or look at the database";
    }
    return DatabaseAccess.whatToDo(failure, "JOURNAL");
  }
}
