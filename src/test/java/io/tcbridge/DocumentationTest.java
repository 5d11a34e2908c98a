package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.cli.Main;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");
  private static final Pattern SETTING =
      Pattern.compile(
          "`((?:erp|journal|ticketscloud|catalogue|bridge|order|refund|report|export|alert)\\.[a-z][a-z.-]*)[ `]");
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z0-9]+)+)[`=]");
  private static final Pattern REASON_ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|");
  private static final Pattern REASON =
      Pattern.compile("[\"']([A-Z]{2,}(?:_[A-Z0-9]+)*)(?:: |[\"'])");

  private static final Pattern FINDING = Pattern.compile("\"([A-Z]{2,}(?:_[A-Z]+)*)\"");

  /** Read by bin/bridge and by the sandbox. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("JAVA_HOME", "JAVA_OPTS", "BRIDGE_JAVA_OPTS", "BRIDGE_ARCHIVE", "SANDBOX_API_KEY");

  @Test
  void each_link_leads_to_a_file() throws IOException {
    List<Path> pages;
    try (Stream<Path> here = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      pages = Stream.concat(here, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }

    assertThat(pages).contains(Path.of("README.md"), Path.of("docs/decisions.md"));
    for (Path page : pages) {
      assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
          .as("links of " + page)
          .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }
  }

  @Test
  void the_first_page_is_short_and_its_test_command_is_what_the_build_server_runs()
      throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(readme.lines()).hasSizeLessThanOrEqualTo(100);
    assertThat(readme).contains("\n    mvn verify ");
    assertThat(Path.of(".ci/run")).isExecutable();
    assertThat(Files.readString(Path.of(".ci/run")).lines().toList())
        .last()
        .isEqualTo("mvn -B -ntp verify");
  }

  @Test
  void each_command_and_option_is_named_with_its_default() throws IOException {
    String pages = pages("README.md", "docs/operations.md", "docs/sandbox.md");
    CommandLine bridge =
        Main.everything(Map.of(), InputStream.nullInputStream(), settings -> () -> {});

    assertThat(bridge.getSubcommands()).hasSize(14);
    areNamed(pages, "", bridge.getSubcommands());
  }

  private static void areNamed(String pages, String above, Map<String, CommandLine> commands) {
    commands.forEach(
        (name, command) -> {
          assertThat(pages).contains((above.isEmpty() ? "bin/bridge " : above + " ") + name);
          for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(pages).containsPattern("[` ]" + option.longestName() + "\\b");
            assertThat(pages)
                .as("default of " + option.longestName())
                .contains(
                    Objects.requireNonNullElse(option.defaultValue(), "")
                        .replaceAll("^\\$\\{.*:-(.*)}$|^false$", "$1"));
          }
          areNamed(pages, name, command.getSubcommands());
        });
  }

  @Test
  void each_setting_and_variable_that_is_named_exists() throws IOException {
    String pages =
        pages(
            "README.md",
            "docs/operations.md",
            "docs/reasons.md",
            "docs/sandbox.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md");
    Set<String> variables = new TreeSet<>(OTHER_VARIABLES);
    Settings.propertyNames().forEach(name -> variables.add(Settings.variableOf(name).get()));
    variables.addAll(all(REASON_ROW, pages));
    variables.addAll(findings());

    assertThat(all(SETTING, pages)).isNotEmpty().isSubsetOf(Settings.propertyNames());
    assertThat(all(VARIABLE, pages)).contains("ERP_JDBC_URL", "JAVA_OPTS").isSubsetOf(variables);
    assertThat(pages).contains(OTHER_VARIABLES);
  }

  @Test
  void each_reason_code_is_explained_and_none_is_invented() throws IOException {
    StringBuilder sources = new StringBuilder(Files.readString(Path.of("config/errors.yaml")));
    for (String place :
        List.of(
            "java/io/tcbridge/order",
            "java/io/tcbridge/refund",
            "java/io/tcbridge/export",
            "java/io/tcbridge/ticketscloud",
            "resources/sql")) {
      try (Stream<Path> files = Files.walk(Path.of("src/main", place))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    Set<String> explained = all(REASON_ROW, pages("docs/reasons.md"));
    Set<String> written = all(REASON, sources.toString());
    written.removeAll(
        Set.of(
            "NEW",
            "ACCEPTED",
            "HELD",
            "REFUSED",
            "DONE",
            "GET",
            "POST",
            "PUT",
            "PATCH",
            "UTC",
            "STARTING",
            "OPEN",
            "APPROVE",
            "REJECT"));
    // causes of alerts
    written.removeAll(
        Set.of(
            "STUCK",
            "NOT_TOLD",
            "SWEPT",
            "STRAY",
            "WENT_BACK",
            "RESTORE",
            "REFUND_NOT_TOLD",
            "REFUND_STUCK",
            "REFUNDS_NOT_READ",
            "CATALOGUE",
            "CATALOGUE_SEATS",
            "SCHEDULE_LATE",
            "EXPORT_OPEN",
            "EXPORT_LATE",
            "EXPORT_MISSED",
            "STAND_BY"));

    assertThat(written).contains("TOO_OLD").isSubsetOf(explained);
    assertThat(explained)
        .allSatisfy(code -> assertThat(sources).containsPattern("\\b" + code + "\\b"));
  }

  @Test
  void each_finding_is_explained() throws IOException {
    String page = pages("docs/operations.md");

    assertThat(findings()).contains("SOLD_TWICE");
    assertThat(findings()).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
  }

  /** The codes of what {@code prove} and {@code verify-history} find. */
  private static Set<String> findings() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/tcbridge/prove"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        codes.addAll(all(FINDING, Files.readString(file)));
      }
    }
    codes.removeAll(Set.of("NEW", "ACCEPTED", "HELD", "REFUSED", "CANCELLED", "DONE", "REFUNDED"));
    codes.remove("COMMITTED_DIFFERENT");
    return codes;
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String pages(String... names) throws IOException {
    StringBuilder pages = new StringBuilder();
    for (String name : names) {
      pages.append(Files.readString(Path.of(name)));
    }
    return pages.toString();
  }
}
