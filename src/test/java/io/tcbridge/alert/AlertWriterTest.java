package io.tcbridge.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertWriterTest {

  private static final Instant SINCE = Instant.parse("2030-05-16T14:00:00.123Z");
  private static final Pattern HELD_ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|[^|]*\\| (?:HELD|waiting, then HELD)[^|]*\\|");

  private final AlertWriter writer =
      new AlertWriter(
          Settings.load(
              ConfigDirs.over(new Installation(Path.of("")), List.of()),
              Map.of(
                  "ERP_JDBC_URL", "jdbc:postgresql://erp/erp",
                  "ERP_JDBC_USER", "erp",
                  "ERP_JDBC_PASSWORD", "erp",
                  "JOURNAL_JDBC_URL", "jdbc:postgresql://journal/journal",
                  "JOURNAL_JDBC_USER", "journal",
                  "JOURNAL_JDBC_PASSWORD", "journal",
                  "TICKETSCLOUD_API_KEY", "test-key-with-32-characters-0000")));

  @Test
  void each_code_that_holds_orders_has_words_of_its_own() throws IOException {
    String page = Files.readString(Path.of("docs/reasons.md"));
    Set<String> codes = new TreeSet<>();
    HELD_ROW
        .matcher(page.substring(0, page.indexOf("## Refunds")))
        .results()
        .forEach(row -> codes.add(row.group(1)));
    codes.remove("HELD_BY_PERSON");

    assertThat(codes).contains("GAVE_UP", "NO_DEAL", "REMOTE_NOT_FOUND");
    assertThat(words().stringPropertyNames())
        .containsAll(codes.stream().map(code -> "HELD." + code + ".means").toList())
        .containsAll(codes.stream().map(code -> "HELD." + code + ".type").toList());
  }

  @Test
  void each_command_names_what_there_is() throws IOException {
    assertThat(words().entrySet())
        .filteredOn(entry -> entry.getKey().toString().endsWith(".type"))
        .extracting(entry -> entry.getValue().toString())
        .allMatch(
            command ->
                command.matches(
                    "bin/bridge (check|prove|schedule list|order strays|catalogue status|export (status|list( --open)?)|refund (ledger|list( --held)?)|order (list|retry)( --(reason|status) [A-Za-z_{}]+)*( --summary)?( --yes)?)"
                        + "|curl \\S+"));
  }

  @Test
  void each_cause_of_the_operations_page_has_words() throws IOException {
    Properties words = words();

    assertThat(
            Pattern.compile(
                    "`((?:DOWN|PAUSED)\\.[A-Z_]+|STUCK|ALREADY_DONE|NOT_TOLD|SILENCE"
                        + "|SCHEDULE_LATE|SWEPT|STRAY|WENT_BACK|RESTORE)`")
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map(found -> found.group(1))
                .distinct())
        .hasSizeGreaterThan(10)
        .allSatisfy(cause -> assertThat(words).containsKey(cause + ".means"));
  }

  @Test
  void a_code_without_words_has_those_of_its_family() {
    AlertMessage message = writer.write(facts("HELD.OWN_REFUSAL", "new", 3), Map.of(), 1);

    assertThat(message.subject()).isEqualTo("[ticketscloud-bridge] 3 orders held with OWN_REFUSAL");
    assertThat(message.text())
        .contains("Since 2030-05-16T14:00:00Z (1h).")
        .contains("Orders: A-1, A-2 and 1 more\n")
        .contains("    bin/bridge order list --reason OWN_REFUSAL\n")
        .contains("again every 1h while it lasts");
  }

  @Test
  void a_cause_that_nobody_foresaw_is_told_too() {
    AlertMessage message = writer.write(facts("RESTORED", "new", 1), Map.of(), 1);

    assertThat(message.subject()).isEqualTo("[ticketscloud-bridge] RESTORED");
    assertThat(message.text()).contains("    bin/bridge order list --summary\n");
  }

  @Test
  void an_end_says_how_many_it_were_and_asks_for_nothing() {
    AlertMessage message = writer.write(facts("HELD.NO_DEAL", "over", 0), Map.of(), 1);

    assertThat(message.subject())
        .isEqualTo("[ticketscloud-bridge] over: 7 orders held with NO_DEAL");
    assertThat(message.text())
        .contains("It is over since 2030-05-16T15:00:00Z, after 1h.\n")
        .doesNotContain("type", "again");
  }

  private static AlertFacts facts(String cause, String news, long counter) {
    boolean over = news.equals("over");
    return new AlertFacts(
        cause,
        false,
        news,
        counter,
        7,
        SINCE,
        over ? SINCE.plusSeconds(3600) : null,
        3600,
        over ? List.of() : List.of("A-1", "A-2"),
        null);
  }

  private static Properties words() throws IOException {
    Properties words = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/alert/causes.properties"))) {
      words.load(reader);
    }
    return words;
  }
}
