package io.tcbridge.order;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import io.tcbridge.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The installed configuration with nothing but what must be set. */
public final class DefaultSettings {

  private DefaultSettings() {}

  public static Settings load() {
    return Settings.load(
        ConfigDirs.over(new Installation(Path.of("")), List.of()),
        Map.of(
            "ERP_JDBC_URL", "jdbc:postgresql://erp/erp",
            "ERP_JDBC_USER", "erp",
            "ERP_JDBC_PASSWORD", "erp",
            "JOURNAL_JDBC_URL", "jdbc:postgresql://journal/journal",
            "JOURNAL_JDBC_USER", "journal",
            "JOURNAL_JDBC_PASSWORD", "journal",
            "TICKETSCLOUD_API_KEY", "test-key-with-32-characters-0000"));
  }
}
