package io.tcbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyFileTest {

  private static final Path FILE = Path.of("config/application.properties");
  private static final Pattern SETTING = Pattern.compile("#?([a-z]+\\.[a-z.-]+) =(.*)");

  /** Their line shows an example, not a default. */
  private static final List<Key> EXAMPLES =
      List.of(
          Key.ERP_JDBC_URL,
          Key.ERP_JDBC_USER,
          Key.JOURNAL_JDBC_URL,
          Key.JOURNAL_JDBC_USER,
          Key.TICKETSCLOUD_API_KEY_FILE,
          Key.ALERT_MAIL_TO,
          Key.ALERT_MAIL_FROM,
          Key.ALERT_SMTP_HOST,
          Key.ALERT_SMTP_PASSWORD_FILE);

  @Test
  void the_file_names_each_setting_once() throws IOException {
    List<String> named = settings().stream().map(line -> line[0]).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(Settings.propertyNames());
  }

  @Test
  void the_file_shows_the_defaults() throws IOException {
    Map<String, String> shown = new HashMap<>();
    settings().forEach(line -> shown.put(line[0], line[1]));

    for (Key key : Key.values()) {
      if (!EXAMPLES.contains(key)) {
        assertThat(shown).containsEntry(key.property(), key.builtIn().orElse(""));
      }
    }
  }

  @Test
  void each_setting_is_explained() throws IOException {
    List<String> lines = Files.readAllLines(FILE);

    for (int i = 0; i < lines.size(); i++) {
      if (SETTING.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1)).as("above: " + lines.get(i)).startsWith("#");
      }
    }
  }

  @Test
  void a_variable_is_the_property_in_capitals() {
    for (Key key : Key.values()) {
      if (key != Key.TICKETSCLOUD_CATALOGUE) {
        assertThat(key.variable())
            .isEqualToIgnoringCase(key.property().replace('.', '_').replace('-', '_'));
      }
    }
  }

  private static List<String[]> settings() throws IOException {
    return Files.readAllLines(FILE).stream()
        .map(SETTING::matcher)
        .filter(line -> line.matches())
        .map(line -> new String[] {line.group(1), line.group(2).strip()})
        .toList();
  }
}
