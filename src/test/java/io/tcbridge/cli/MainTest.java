package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  private final InitErpCommand command = new InitErpCommand(Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"--help", "init-erp --help"})
  void help_tells_the_common_options(String args) {
    Outcome outcome = Outcome.of(command, args.split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("--config=DIR", "--json", "--help", "--version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "init-erp --version"})
  void version_tells_all_versions(String args) {
    Outcome outcome = Outcome.of(command, args.split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("ticketscloud-bridge ", "Apache Camel 4.");
  }

  @Test
  void each_command_takes_the_common_options() {
    takesTheCommonOptions(
        Main.everything(Map.of(), InputStream.nullInputStream(), settings -> () -> {}));
  }

  private static void takesTheCommonOptions(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .as(command.getCommandSpec().qualifiedName())
        .containsKeys("--config", "--json", "--help", "--version");
    command.getSubcommands().values().forEach(MainTest::takesTheCommonOptions);
  }

  @Test
  void no_command_is_wrong_usage() {
    Outcome outcome = Outcome.of(command);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("bridge: Name a command.", "init-erp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-epr", "init-erp --confg x", "init-erp --config", "init-erp extra"})
  void wrong_usage_is_told_without_a_stack_trace(String args) {
    Outcome outcome = Outcome.of(command, args.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("bridge: ").doesNotContain("\tat ");
  }

  @Test
  void a_wrong_configuration_is_told_setting_by_setting() {
    Outcome outcome = Outcome.of(command, "init-erp");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("for 3 reasons", "erp.jdbc-url (ERP_JDBC_URL)", "found:  nothing")
        .doesNotContain("\tat ");
  }

  @Test
  void a_wrong_configuration_can_be_read_by_programs() {
    Outcome outcome = Outcome.of(command, "init-erp", "--json");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(new JsonArray(outcome.out()).getJsonObject(0).getString("variable"))
        .isEqualTo("ERP_JDBC_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init-erp --config /nowhere/a --config /nowhere/b",
        "--config /nowhere/a --config /nowhere/b init-erp",
        "--config=/nowhere/a init-erp --config=/nowhere/b"
      })
  void each_missing_configuration_directory_is_told(String args) {
    Outcome outcome = Outcome.of(command, args.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("no directory /nowhere/a", "no directory /nowhere/b");
  }
}
