package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import io.tcbridge.config.Settings.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Creates the reference tables in the ERP's database. Running it again changes nothing. */
@Command(
    name = "init-erp",
    description =
        "Creates the reference ERP tables that are absent (PostgreSQL, MariaDB). A table that"
            + " exists is compared, never altered: exit code 3 if columns are missing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class InitErpCommand implements Callable<Integer> {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  public InitErpCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() {
    List<ErpTables.Result> results = create(Settings.loadErp(bridge.common().dirs(), env));
    PrintWriter out = spec.commandLine().getOut();
    if (bridge.common().json()) {
      JsonArray all = new JsonArray();
      results.forEach(result -> all.add(json(result)));
      out.println(all.encodePrettily());
    } else {
      results.forEach(result -> out.println(text(result)));
    }
    out.flush();
    return results.stream().allMatch(result -> result.missing().isEmpty())
        ? ExitCode.FINE
        : ExitCode.PERSON_NEEDED;
  }

  private static List<ErpTables.Result> create(Database erp) {
    try (Connection connection = DatabaseAccess.open(erp)) {
      if (!DatabaseAccess.isPostgres(connection) && !DatabaseAccess.isMariaDb(connection)) {
        throw new CommandFailure(
            "the reference tables exist for PostgreSQL and MariaDB only, but this is "
                + DatabaseAccess.describe(connection, erp)
                + "; create tables of your own and name them in config/erp/*.sql");
      }
      return create(erp, connection);
    } catch (SQLException e) {
      throw failure(erp, e, DatabaseAccess.whatToDo(e, "ERP"));
    }
  }

  private static List<ErpTables.Result> create(Database erp, Connection connection) {
    try {
      connection.setAutoCommit(false);
      List<ErpTables.Result> results = new ErpTables(connection).createAbsent();
      connection.commit();
      return results;
    } catch (SQLException e) {
      throw failure(erp, e, "log in as a user that may create tables in this database and schema");
    }
  }

  private static CommandFailure failure(Database erp, SQLException cause, String whatToDo) {
    return new CommandFailure(
        erp.shownUrl() + ": " + DatabaseAccess.said(cause) + "; " + whatToDo, cause);
  }

  private static String text(ErpTables.Result result) {
    if (result.created()) {
      return "created  " + result.table();
    }
    return result.missing().isEmpty()
        ? "exists   " + result.table()
        : "DIFFERS  "
            + result.table()
            + " — columns missing: "
            + String.join(", ", result.missing())
            + " — add them, or name your own columns in config/erp/*.sql";
  }

  private static JsonObject json(ErpTables.Result result) {
    return new JsonObject()
        .put("table", result.table())
        .put("state", state(result))
        .put("missing", new JsonArray(result.missing()));
  }

  private static String state(ErpTables.Result result) {
    if (result.created()) {
      return "created";
    }
    return result.missing().isEmpty() ? "exists" : "differs";
  }
}
