package io.tcbridge.cli;

import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.ErpSql;
import io.tcbridge.config.Settings;
import io.tcbridge.config.Settings.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the ERP's database lets us in, understands every statement and gives every column. */
final class ErpChecks {

  private final Settings settings;

  ErpChecks(Settings settings) {
    this.settings = settings;
  }

  List<CheckLine> lines() {
    Database erp = settings.erp();
    List<CheckLine> lines = new ArrayList<>();
    try (Connection connection = DatabaseAccess.open(erp)) {
      lines.add(CheckLine.ok("ERP database", DatabaseAccess.describe(connection, erp)));
      connection.setAutoCommit(false);
      for (String name : ErpSql.FILES) {
        if (settings.refund().enabled() || !ErpSql.isForRefunds(name)) {
          lines.add(tryFile(name, connection));
        }
      }
      if (settings.catalogue().isOn()) {
        for (String name : ErpSql.FOR_CATALOGUE) {
          lines.add(tryFile(name, connection).asWarning());
        }
      }
      for (String name : ErpSql.FOR_PROOFS) {
        if (settings.refund().enabled() || !ErpSql.isForRefunds(name)) {
          lines.add(tryFile(name, connection).asWarning());
        }
      }
    } catch (SQLException e) {
      lines.add(
          CheckLine.fail(
              "ERP database",
              erp.shownUrl() + ": " + DatabaseAccess.said(e),
              DatabaseAccess.whatToDo(e, "ERP")));
    }
    return lines;
  }

  private CheckLine tryFile(String name, Connection connection) throws SQLException {
    String path = ErpSql.path(name);
    String what = "SQL " + path;
    try {
      ErpStatement statement =
          ErpStatement.parse(Files.readString(settings.configDirs().find(path)));
      connection.setReadOnly(statement.isQuery());
      List<String> missing = ErpSql.missingColumns(name, statement.tryOn(connection));
      return missing.isEmpty()
          ? CheckLine.ok(what, "the database understands it")
          : CheckLine.fail(
              what,
              "its result has no column " + String.join(", ", missing),
              ErpSql.howToAdd(missing));
    } catch (SQLException e) {
      return CheckLine.fail(what, DatabaseAccess.said(e), whatToDo(e));
    } catch (IOException | ConfigurationProblems e) {
      return CheckLine.fail(what, "can't be read", "put it back, or correct its rights");
    } finally {
      connection.rollback();
    }
  }

  private static String whatToDo(SQLException e) {
    if (DatabaseAccess.lacksRight(e)) {
      return "grant this right to the user of the bridge";
    }
    return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
      case "42P01", "42S02" ->
          "name the ERP's own table in the file, or create the reference tables by bridge init-erp";
      case "42703", "42S22" -> "name the ERP's own column in the file";
      default -> "correct the file so that it runs by hand, or grant what it needs";
    };
  }
}
