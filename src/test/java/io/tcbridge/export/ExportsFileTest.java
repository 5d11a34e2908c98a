package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportsFileTest {

  private static final String GOOD =
      """
      exports:
        - name: daily-sales
          by: bridge
          cron: 0 0 6 * * ?
          zone: Europe/Moscow
          period: last-days
          days: 7
          statuses: [done, cancelled]
          events: [6a0000000000000000000001]
          only-with-customer: true
          with-customer: true
          recipients: [sales@example.org]
          folder: /var/exports
          missed: last
          deadline: 2h
      """;

  @TempDir Path dir;

  private List<Export> read(String text) throws IOException {
    Files.writeString(dir.resolve("exports.yaml"), text);
    return ExportsFile.read(new ConfigDirs(List.of(dir)), true);
  }

  private List<Problem> problems(String text) throws IOException {
    Files.writeString(dir.resolve("exports.yaml"), text);
    return catchThrowableOfType(
            ConfigurationProblems.class, () -> ExportsFile.read(new ConfigDirs(List.of(dir)), true))
        .problems();
  }

  @Test
  void the_shipped_file_defines_none_and_its_examples_are_good() throws IOException {
    String shipped = Files.readString(Path.of("config/exports.yaml"));
    String examples =
        shipped
            .substring(shipped.indexOf("# exports:"), shipped.indexOf("\nexports: []"))
            .replaceAll("(?m)^# ?", "");

    assertThat(read(shipped)).isEmpty();
    assertThat(read(examples))
        .extracting(Export::name)
        .containsExactly("daily-sales", "month-for-accounting");
  }

  @Test
  void every_field_is_read() throws IOException {
    Export export = read(GOOD).get(0);

    assertThat(export.by()).isEqualTo(Export.By.BRIDGE);
    assertThat(export.timetable()).hasToString("0 0 6 * * ? Europe/Moscow");
    assertThat(export.days()).isEqualTo(7);
    assertThat(export.statuses()).containsExactly("done", "cancelled");
    assertThat(export.onlyWithCustomer() && export.withCustomer()).isTrue();
    assertThat(export.missed()).isEqualTo(Missed.LAST);
    assertThat(export.deadline()).isEqualTo(Duration.ofHours(2));
    assertThat(export.targets())
        .containsExactly(
            new Export.Target("mail", "sales@example.org"),
            new Export.Target("folder", "/var/exports"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: daily-sales      | name: Daily Sales      | line 2: name is "Daily Sales"
          cron: 0 0 6 * * ?      | cron: 6 o'clock        | line 4, export daily-sales: cron is "6 o'clock"
          zone: Europe/Moscow    | zone: Moscow           | line 5, export daily-sales: zone is "Moscow"
          zone: Europe/Moscow    | events: []             | line 2, export daily-sales: zone is missing
          period: last-days      | period: today          | line 6, export daily-sales: period is "today"
          days: 7                | days: 0                | line 7, export daily-sales: days is "0"
          days: 7                | lag: 1h                | line 2, export daily-sales: days is missing
          [done, cancelled]      | [done, sold]           | line 8, export daily-sales: statuses is ["done", "sold"]
          missed: last           | missed: some           | line 14, export daily-sales: missed is "some"
          deadline: 2h           | deadline: soon         | line 15, export daily-sales: deadline is "soon"
          sales@example.org      | Sales <a@b.org>        | line 12, export daily-sales: recipients is ["Sales <a@b.org>"]
          folder: /var/exports   | folder: exports        | line 13, export daily-sales: folder is "exports"
          by: bridge             | by: ticketscloud       | line 13, export daily-sales: folder is "/var/exports"
          by: bridge             | colour: red            | line 2: "colour"
          days: 7                | days: 7~    days: 8    | line 2: days is given twice
          zone: Europe/Moscow    | zone: [Europe/Moscow]  | line 5, export daily-sales: zone is ["Europe/Moscow"]
          folder: /var/exports   | folder: {a: b}         | line 13, export daily-sales: folder is {"a": "b"}
          deadline: 2h           | deadline: [2h]         | line 15, export daily-sales: deadline is ["2h"]
          with-customer: true    | with-customer: {x: y}  | with-customer is {"x": "y"}
          """)
  void what_is_wrong_is_named_with_its_place_and_what_to_do(
      String right, String wrong, String found) throws IOException {
    List<Problem> problems = problems(GOOD.replace(right, wrong.replace("~", "\n")));

    assertThat(problems).extracting(Problem::found).anyMatch(text -> text.contains(found));
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
  }

  @Test
  void a_name_is_given_once_and_yaml_is_yaml() throws IOException {
    assertThat(problems(GOOD + GOOD.replace("exports:\n", "")))
        .extracting(Problem::found)
        .singleElement()
        .asString()
        .contains("line 16, export daily-sales: this name is there already");
    assertThat(problems("exports:\n  - name: [\n")).extracting(Problem::found).hasSize(1);
    assertThat(problems("export: []")).hasSize(1);
  }

  @Test
  void mail_by_the_bridge_needs_a_mail_server() throws IOException {
    Files.writeString(dir.resolve("exports.yaml"), GOOD);

    assertThat(
            catchThrowableOfType(
                    ConfigurationProblems.class,
                    () -> ExportsFile.read(new ConfigDirs(List.of(dir)), false))
                .problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("alert.smtp-host");
  }
}
