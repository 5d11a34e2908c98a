package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import io.tcbridge.config.Settings.Database;
import io.tcbridge.prove.Privacy;
import io.tcbridge.prove.Proof;
import io.tcbridge.prove.Prover;
import io.tcbridge.prove.RemoteSource;
import io.tcbridge.prove.Terms;
import io.tcbridge.prove.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Opens what a proof reads, read-only, and says in plain words what can't be read. */
final class ProofRun {

  private final Settings settings;
  private final ProofOptions options;

  ProofRun(Settings settings, ProofOptions options) {
    this.settings = settings;
    this.options = options;
  }

  /**
   * @param searchesTexts whether texts of ERP, journal and logs are searched for buyers' data
   */
  Proof prove(Window window, RemoteSource source, boolean sharedKey, boolean searchesTexts)
      throws InterruptedException {
    try (Connection erp = open(settings.erp(), "ERP");
        Connection journal = open(settings.journal().database(), "JOURNAL")) {
      return new Prover(
              Terms.of(settings, options.intakeWithin(), options.overdueAfter()),
              window,
              settings.configDirs(),
              erp,
              journal,
              source,
              sharedKey,
              searchesTexts
                  ? Optional.of(new Privacy(settings.ticketscloud().apiKey(), options.logs()))
                  : Optional.empty())
          .prove();
    } catch (SQLException e) {
      throw new CommandFailure(DatabaseAccess.said(e), e);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private static Connection open(Database database, String prefix) {
    try {
      Connection connection = DatabaseAccess.open(database);
      connection.setReadOnly(true);
      return connection;
    } catch (SQLException e) {
      throw new CommandFailure(
          database.shownUrl()
              + ": "
              + DatabaseAccess.said(e)
              + "; "
              + DatabaseAccess.whatToDo(e, prefix),
          e);
    }
  }
}
