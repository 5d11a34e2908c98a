package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of CONTRIBUTING.md for SQL, first on our own files, then one by one on samples. */
final class SqlStyleTest {
  private static final List<Path> STATEMENTS =
      List.of(Path.of("src/main/resources/sql"), Path.of("config/erp"));
  private static final Path SCRIPTS = Path.of("src/main/resources/db");
  private static final Pattern FILE_NAME = Pattern.compile("[a-z]+(-[a-z]+)+\\.sql");
  private static final Pattern KEYWORD =
      Pattern.compile(
          "\\b(?!(?-i:[a-z]+)\\b)(select|insert|update|delete|from|where|set|values|into|and|or|not|null"
              + "|order|group|by|join|left|on|as|in|is|exists|case|when|then|else|end|limit|for"
              + "|create|alter|table|index|primary|key|default|unique|references|returning|with)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void each_statement_keeps_the_rules() throws IOException {
    for (Path directory : STATEMENTS) {
      List<Path> files = filesIn(directory);

      assertThat(files).as("SQL files in " + directory).isNotEmpty();
      assertThat(files)
          .allSatisfy(
              file -> {
                assertThat(file.getFileName().toString()).matches(FILE_NAME);
                assertThat(problemsOfStatement(Files.readString(file))).isEmpty();
              });
    }
  }

  @Test
  void scripts_start_with_a_comment_and_are_lower_case() throws IOException {
    List<Path> files = filesIn(SCRIPTS);

    assertThat(files).as("migrations and tables").isNotEmpty();
    assertThat(files)
        .allSatisfy(file -> assertThat(problemsOfScript(Files.readString(file))).isEmpty());
  }

  @Test
  void a_good_statement_has_no_problem() {
    assertThat(
            problemsOfStatement(
                """
                -- Why: SELECT * in a comment; or in text does no harm.
                select o.order_no, count(*) as lines, ';' as text
                  from erp_order o
                 where o.order_no = :#order_no
                   and o.status in (:#in:states)
                   and o.total = :#${body.total}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select 1                               | no comment on top
          -- Why.~SELECT 1                      | upper-case keyword: SELECT
          -- Why.~select 1 From t               | upper-case keyword: From
          -- Why.~select 1; select 2            | more than one statement
          -- Why.~select * from t               | select *
          -- Why.~select t.* from t             | select *
          -- Why.~select a from t where b = '${body}' | parameter put in as text
          -- Why.~select a from t where b = {{key}}   | parameter put in as text
          -- Why.~select a from t where b = ?   | parameter without a name
          -- Why.~select a #> b from t          | parameter without a name
          """)
  void each_broken_rule_is_named(String sql, String problem) {
    assertThat(problemsOfStatement(sql.replace('~', '\n'))).containsExactly(problem);
  }

  private static List<String> problemsOfStatement(String sql) {
    List<String> problems = problemsOfScript(sql);
    String code = code(sql);
    if (code.contains(";")) {
      problems.add("more than one statement");
    }
    if (Pattern.compile("(select|,)\\s+(\\w+\\.)?\\*").matcher(code).find()) {
      problems.add("select *");
    }
    String withoutParameters = withoutComments(sql).replaceAll(":#(\\$\\{[^}]*}|[\\w:]+)", "");
    if (withoutParameters.contains("${") || withoutParameters.contains("{{")) {
      problems.add("parameter put in as text");
    }
    if (Pattern.compile("[?#]").matcher(code.replaceAll(":#(\\$\\{[^}]*}|[\\w:]+)", "")).find()) {
      problems.add("parameter without a name");
    }
    return problems;
  }

  private static List<String> problemsOfScript(String sql) {
    List<String> problems = new ArrayList<>();
    if (!sql.startsWith("-- ")) {
      problems.add("no comment on top");
    }
    KEYWORD
        .matcher(code(sql))
        .results()
        .map(found -> "upper-case keyword: " + found.group())
        .distinct()
        .forEach(problems::add);
    return problems;
  }

  /** Without comments and texts, in which everything may be written. */
  private static String code(String sql) {
    return withoutComments(sql).replaceAll("'[^']*'", "''");
  }

  private static String withoutComments(String sql) {
    return sql.replaceAll("--.*", "");
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
