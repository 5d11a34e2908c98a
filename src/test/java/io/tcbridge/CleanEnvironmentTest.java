package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A variable is stronger than the property that a test sets, so tests must not see any of ours. */
final class CleanEnvironmentTest {
  private static final Pattern OURS =
      Pattern.compile("(ERP|JOURNAL|TICKETSCLOUD|CATALOGUE|BRIDGE|ORDER|REPORT|ALERT|CAMEL)_.*");
  private static final Pattern SETTING = Pattern.compile("(?m)^#?([a-z][a-z0-9.-]*) *=");

  @Test
  void no_variable_of_the_bridge_is_set() {
    assertThat(System.getenv().keySet())
        .as("variables to unset before the tests")
        .noneMatch(name -> OURS.matcher(name).matches());
  }

  @Test
  void the_build_hides_the_variable_of_each_setting() throws IOException {
    List<String> hidden =
        Pattern.compile("<excludedEnvironmentVariable>(\\w+)<")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .toList();
    List<String> settings =
        SETTING
            .matcher(Files.readString(Path.of("config/application.properties")))
            .results()
            .map(found -> found.group(1))
            .filter(key -> !key.startsWith("camel."))
            .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .toList();

    assertThat(settings).isNotEmpty();
    assertThat(hidden).containsAll(settings);
  }
}
