package io.tcbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirsTest {

  @TempDir private Path home;

  @Test
  void a_file_of_a_later_directory_replaces_the_same_file() throws IOException {
    Path installed = file("config/erp/select-new-orders.sql");
    Path mine = file("mine/erp/select-new-orders.sql");
    Path other = file("config/errors.yaml");

    ConfigDirs dirs = ConfigDirs.over(new Installation(home), List.of(home.resolve("mine")));

    assertThat(dirs.find("erp/select-new-orders.sql")).isEqualTo(mine).isNotEqualTo(installed);
    assertThat(dirs.find("errors.yaml")).isEqualTo(other);
  }

  @Test
  void a_missing_file_names_all_places_looked_at() {
    ConfigDirs dirs = ConfigDirs.over(new Installation(home), List.of(home.resolve("mine")));

    assertThatThrownBy(() -> dirs.find("errors.yaml"))
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageContainingAll(
            "no such file",
            home.resolve("config/errors.yaml").toString(),
            home.resolve("mine/errors.yaml").toString(),
            "--config");
  }

  private Path file(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
