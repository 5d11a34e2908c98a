package io.tcbridge.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.config.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Opens the two databases. Neither has to be there when the process starts. */
public final class Journal {

  /** Schema of all journal tables. */
  public static final String SCHEMA = "bridge";

  private Journal() {}

  /**
   * A pool for a database that may be down now or later. Messages of the server that would quote
   * the values of a row are switched off: they would carry buyers' data into logs.
   */
  public static HikariDataSource open(String name, Settings.Database database) {
    return new HikariDataSource(pool(name, database));
  }

  /**
   * The same for the journal. Its statements are written so that one plan is right for a list of
   * any length and a table of any size; they are planned once per connection.
   */
  public static HikariDataSource openJournal(Settings.Database database) {
    HikariConfig config = pool("journal", database);
    config.setConnectionInitSql(
        config.getConnectionInitSql() + "; set plan_cache_mode = force_generic_plan");
    return new HikariDataSource(config);
  }

  private static HikariConfig pool(String name, Settings.Database database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.jdbcUser());
    config.setPassword(database.jdbcPassword().reveal());
    config.setMaximumPoolSize(database.poolSize());
    config.setMinimumIdle(Math.min(2, database.poolSize()));
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(5_000);
    config.setValidationTimeout(2_000);
    config.setKeepaliveTime(60_000);
    if (database.jdbcUrl().startsWith("jdbc:postgresql:")) {
      config.addDataSourceProperty("logServerErrorDetail", "false");
      config.addDataSourceProperty("ApplicationName", "ticketscloud-bridge");
      config.addDataSourceProperty("tcpKeepAlive", "true");
      config.addDataSourceProperty("connectTimeout", "5");
      config.addDataSourceProperty("socketTimeout", "60");
      config.addDataSourceProperty("prepareThreshold", "1");
      config.setConnectionInitSql(
          "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '5s'");
    } else if (database.jdbcUrl().startsWith("jdbc:mariadb:")) {
      // MySQL, which the same driver reaches, has no limit for idle transactions.
      config.setConnectionInitSql(
          "set session innodb_lock_wait_timeout = 5 /*M!100300 , idle_transaction_timeout = 10 */");
    }
    return config;
  }

  /**
   * Version of the journal's tables that this program does not know; empty if there is none, or if
   * the journal does not answer.
   */
  public static Optional<String> newerVersion(DataSource journal) {
    try {
      return Arrays.stream(flyway(journal).info().all())
          .filter(one -> one.getState().isApplied() && !one.getState().isResolved())
          .map(one -> String.valueOf(one.getVersion()))
          .reduce((older, newer) -> newer);
    } catch (FlywayException down) {
      return Optional.empty();
    }
  }

  /** Creates the schema or brings it up to date; several instances may do so at the same moment. */
  public static void migrate(DataSource journal) {
    flyway(journal).migrate();
  }

  private static Flyway flyway(DataSource journal) {
    return Flyway.configure()
        .dataSource(journal)
        .defaultSchema(SCHEMA)
        .createSchemas(true)
        .locations("classpath:db/migration")
        // Else its lock is a transaction that idles, which the server ends after some seconds
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        // Tables of a newer version are nothing to go on with
        .ignoreMigrationPatterns(new String[0])
        .load();
  }
}
