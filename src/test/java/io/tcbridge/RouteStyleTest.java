package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of CONTRIBUTING.md for YAML, first on our own routes, then one by one on samples. */
final class RouteStyleTest {
  private static final String GOOD =
      """
      # Safe to run twice: the second answer is the first one.
      - route:
          id: order-create
          description: Makes one remote order
          routeConfigurationId: order-policy
          from:
            uri: direct:order-create
            steps:
              - setBody:
                  expression:
                    simple:
                      expression: "${variable.orderNo}"
              - to:
                  uri: seda:order-create
                  parameters:
                    size: "{{order.workers}}"
      """;

  @TempDir Path project;

  @Test
  void all_routes_keep_the_rules() {
    RouteRules rules = new RouteRules(Path.of(""));

    assertThat(rules.files()).as("route files").isNotEmpty();
    assertThat(rules.problems()).isEmpty();
  }

  @Test
  void a_good_route_has_no_problem() throws IOException {
    assertThat(problemsOf(GOOD)).isEmpty();
  }

  @Test
  void compact_notation_is_refused() throws IOException {
    String compact = GOOD.replaceAll("simple:\\s+expression: ", "simple: ");

    assertThat(problemsOf(compact)).singleElement().asString().contains("not canonical YAML");
  }

  @Test
  void file_and_direct_are_named_after_the_id() throws IOException {
    assertThat(problemsOf(GOOD.replace("id: order-create", "id: order-make")))
        .containsExactly(
            "order/order-create.camel.yaml: is not named after order-make",
            "order/order-create.camel.yaml: direct: or seda: is not the id: order-create");
  }

  @Test
  void an_id_is_kebab_case_and_starts_with_its_capability() throws IOException {
    assertThat(problemsOf(GOOD.replace("id: order-create", "id: makeOrder")))
        .contains(
            "order/order-create.camel.yaml: id is not kebab-case: makeOrder",
            "order/order-create.camel.yaml: id does not start with order-");
  }

  @Test
  void a_called_route_must_exist() throws IOException {
    assertThat(problemsOf(GOOD.replace("seda:order-create", "direct:order-crate")))
        .containsExactly("order/order-create.camel.yaml: calls no route: order-crate");
  }

  @Test
  void an_order_route_names_a_policy_that_exists() throws IOException {
    assertThat(problemsOf(GOOD.replace("routeConfigurationId: order-policy", "group: order")))
        .containsExactly(
            "order/order-create.camel.yaml: names no policy (routeConfigurationId), nor leaves failures to its caller (noErrorHandler)");
    assertThat(problemsOf(GOOD.replace("order-policy", "order-polite")))
        .containsExactly("order/order-create.camel.yaml: its policy is nowhere: order-polite");
  }

  @Test
  void a_setting_must_be_documented() throws IOException {
    assertThat(problemsOf(GOOD.replace("{{order.workers}}", "{{order.wrokers:4}}")))
        .containsExactly("order/order-create.camel.yaml: no such setting: order.wrokers");
  }

  @Test
  void sql_is_in_a_file_that_exists() throws IOException {
    assertThat(problemsOf(GOOD.replace("seda:order-create", "sql:select 1")))
        .containsExactly("order/order-create.camel.yaml: SQL that is not in a file: sql:select 1");
    assertThat(problemsOf(GOOD.replace("seda:order-create", "sql:classpath:sql/order/x.sql")))
        .containsExactly(
            "order/order-create.camel.yaml: no such file: sql:classpath:sql/order/x.sql");
  }

  @Test
  void code_is_not_in_yaml() throws IOException {
    assertThat(problemsOf(GOOD.replace("simple:", "groovy:")))
        .containsExactly("order/order-create.camel.yaml: code in YAML: groovy");
    assertThat(problemsOf(GOOD.replace("variable.orderNo", "variable.orderNo".repeat(8))))
        .singleElement()
        .asString()
        .contains("simple longer than a line");
  }

  @Test
  void a_route_is_short_and_flat() throws IOException {
    String step = "        - stop: {}\n";

    assertThat(problemsOf(GOOD + step.repeat(7)))
        .containsExactly("order/order-create.camel.yaml: more than 8 steps in one list: 9");
    assertThat(problemsOf(GOOD + nested(3)))
        .containsExactly("order/order-create.camel.yaml: steps nested deeper than 2");
  }

  @Test
  void a_route_says_what_it_does_and_why() throws IOException {
    assertThat(problemsOf(GOOD.replace("description: Makes one remote order", "group: order")))
        .containsExactly("order/order-create.camel.yaml: has no description");
    assertThat(problemsOf(GOOD.substring(GOOD.indexOf("- route"))))
        .containsExactly("order/order-create.camel.yaml: starts without a comment that says why");
  }

  private static String nested(int levels) {
    StringBuilder yaml = new StringBuilder();
    for (int level = 0; level < levels; level++) {
      String indent = " ".repeat(8 + level * 6);
      yaml.append(indent).append("- loop:\n");
      yaml.append(indent).append("    doWhile: true\n");
      yaml.append(indent).append("    steps:\n");
    }
    return yaml.append(" ".repeat(8 + levels * 6)).append("- stop: {}\n").toString();
  }

  private List<String> problemsOf(String route) throws IOException {
    write("config/application.properties", "# How many.\n#order.workers = 32\n");
    write("routes/order/order-create.camel.yaml", route);
    write(
        "routes/policy.camel.yaml",
        """
        # What happens when a call fails.
        - routeConfiguration:
            id: order-policy
            onException:
              - onException:
                  exception:
                    - java.lang.Exception
                  handled:
                    constant:
                      expression: "true"
        """);
    return new RouteRules(project).problems();
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
