package io.tcbridge.cli;

import io.tcbridge.config.Settings.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Whether the journal can be used: PostgreSQL, a schema of ours, clocks that agree. */
final class JournalChecks {

  private static final String SCHEMA = "bridge";
  private static final int OLDEST_POSTGRES = 13;
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private final Database journal;
  private final Clock clock;

  JournalChecks(Database journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  List<CheckLine> lines() {
    List<CheckLine> lines = new ArrayList<>();
    try (Connection connection = DatabaseAccess.open(journal)) {
      connection.setReadOnly(true);
      lines.add(server(connection));
      lines.add(schema(connection));
      lines.add(place(connection));
      lines.add(clock(connection));
    } catch (SQLException e) {
      lines.add(
          CheckLine.fail(
              "journal database",
              journal.shownUrl() + ": " + DatabaseAccess.said(e),
              DatabaseAccess.whatToDo(e, "JOURNAL")));
    }
    return lines;
  }

  private CheckLine server(Connection connection) throws SQLException {
    String described = DatabaseAccess.describe(connection, journal);
    if (!DatabaseAccess.isPostgres(connection)
        || connection.getMetaData().getDatabaseMajorVersion() < OLDEST_POSTGRES) {
      return CheckLine.fail(
          "journal database", described, "use PostgreSQL " + OLDEST_POSTGRES + " or newer");
    }
    if (isYes(connection, "select pg_is_in_recovery()")) {
      return CheckLine.fail(
          "journal database", described + " is a read-only copy", "name the primary server");
    }
    return CheckLine.ok("journal database", described);
  }

  /** Whether a journal that was put back can be told from the one before. */
  private CheckLine place(Connection connection) throws SQLException {
    String what = "journal place";
    return isYes(connection, "select has_function_privilege('pg_control_system()', 'execute')")
        ? CheckLine.ok(what, "server and timeline can be seen")
        : CheckLine.fail(
            what,
            journal.jdbcUser() + " may not see which server this is",
            "grant execute on function pg_control_system() to " + journal.jdbcUser());
  }

  private CheckLine schema(Connection connection) throws SQLException {
    String what = "journal schema";
    if (!isYes(connection, "select to_regnamespace('" + SCHEMA + "') is not null")) {
      return isYes(connection, "select has_database_privilege(current_database(), 'create')")
          ? CheckLine.ok(what, "not there yet; run will create it")
          : CheckLine.fail(
              what,
              "not there, and " + journal.jdbcUser() + " may not create it",
              "grant create on the database to this user, or create the schema \""
                  + SCHEMA
                  + "\" owned by it");
    }
    if (!isYes(connection, "select has_schema_privilege('" + SCHEMA + "', 'create, usage')")) {
      return CheckLine.fail(
          what,
          journal.jdbcUser() + " may not create tables in the schema \"" + SCHEMA + "\"",
          "make this user the owner of the schema");
    }
    return version(what);
  }

  private CheckLine version(String what) {
    try {
      MigrationInfoService info =
          Flyway.configure()
              .dataSource(journal.jdbcUrl(), journal.jdbcUser(), journal.jdbcPassword().reveal())
              .schemas(SCHEMA)
              .load()
              .info();
      for (MigrationInfo migration : info.all()) {
        if (migration.getState().isFailed()) {
          return CheckLine.fail(
              what,
              "the migration to version " + migration.getVersion() + " has failed",
              "read the log of the run that failed, and repair before the next one");
        }
        if (migration.getState().isApplied() && !migration.getState().isResolved()) {
          return CheckLine.fail(
              what,
              "version " + migration.getVersion() + " was made by a newer bridge",
              "run that newer version; a journal does not go back");
        }
      }
      int pending = info.pending().length;
      return CheckLine.ok(
          what,
          (info.current() == null ? "empty" : "version " + info.current().getVersion())
              + (pending == 0 ? "" : "; run will bring " + pending + " migrations"));
    } catch (FlywayException e) {
      return CheckLine.fail(
          what,
          "its version can't be read: " + e.getMessage().strip().replaceAll("\\s*\\R\\s*", " "),
          "make the user of the bridge the owner of the schema");
    }
  }

  private CheckLine clock(Connection connection) throws SQLException {
    Instant before = clock.instant();
    Instant theirs;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      theirs = row.getObject(1, OffsetDateTime.class).toInstant();
    }
    Instant ours = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    Duration ahead = Duration.between(ours, theirs);
    String detail =
        String.format(Locale.ROOT, "the journal is %+.1f s off this machine", seconds(ahead));
    return ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
        ? CheckLine.warn("clock", detail, "let both machines set their clocks by NTP")
        : CheckLine.ok("clock", detail);
  }

  /** In which unit the catalogue's prices are; nothing to say of without a catalogue. */
  List<CheckLine> prices() {
    String what = "catalogue prices";
    try (Connection connection = DatabaseAccess.open(journal)) {
      connection.setReadOnly(true);
      if (!isYes(connection, "select to_regclass('" + SCHEMA + ".catalogue_item') is not null")) {
        return List.of();
      }
      PriceUnit prices = PriceUnit.of(connection);
      return List.of(
          prices
              .trouble()
              .map(
                  trouble ->
                      CheckLine.warn(
                          what,
                          trouble,
                          "do not use price of erp_ticket_set, and report it with an example"))
              .orElseGet(() -> CheckLine.ok(what, prices.said())));
    } catch (SQLException e) {
      return List.of(CheckLine.warn(what, DatabaseAccess.said(e), "see the journal's line"));
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static boolean isYes(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
