package io.tcbridge.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.config.Settings;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

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
    }
    return new HikariDataSource(config);
  }

  /** Creates the schema or brings it up to date; several instances may do so at the same moment. */
  public static void migrate(DataSource journal) {
    Flyway.configure()
        .dataSource(journal)
        .defaultSchema(SCHEMA)
        .createSchemas(true)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }
}
