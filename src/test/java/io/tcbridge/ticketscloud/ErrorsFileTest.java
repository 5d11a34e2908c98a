package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsFileTest {
  private static final Path SHIPPED = Path.of("config/errors.yaml");
  private static final String DEAL =
      """
        - no: 2
          text: Deal not found
          operations: [create, reserve, customer, done]
          consequence: hold
          reason: NO_DEAL
      """;

  @TempDir Path folder;
  private Path file;
  private String shipped;

  @BeforeEach
  void copyTheShippedFile() throws IOException {
    file = folder.resolve("errors.yaml");
    shipped = Files.readString(SHIPPED);
  }

  private List<String> problemsOf(String content) throws IOException {
    Files.writeString(file, content);
    return problems();
  }

  private List<String> problems() {
    var problem = catchThrowableOfType(ErrorsFileProblem.class, () -> ErrorDictionary.load(file));
    assertThat(problem).hasMessageStartingWith(file + ": ");
    return problem.problems();
  }

  private int lineOf(String text) {
    return shipped.substring(0, shipped.indexOf(text)).split("\n", -1).length;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "consequence: hold | consequence: hodl | consequence is \"hodl\"; use one of"
            + " pause-process,",
        "consequence: hold | note: hold | \"note\" is no field here; use no, text, field-prefix,",
        "reason: NO_DEAL | reason: No deal | reason is \"No deal\"; use a code such as SOLD_OUT",
        "reason: NO_DEAL | no: 3 | no is given twice; keep one",
        "no: 2 | no: two | no is \"two\"; use a whole number or leave it out",
        "text: Deal not found | text: | text is missing; give the whole message",
        "text: Deal not found | text: '{any}' | text is \"{any}\"; it would fit every answer",
        "text: Deal not found | text: [a] | text is a list or a block; give one value",
        "[create, reserve, customer, done] | [create, reserv] | operations is \"reserv\"; use all,",
        "[create, reserve, customer, done] | [] | operations is missing; use all, or some of",
        "reason: NO_DEAL | reason: NO_DEAL\\n    status: 4xy | status is \"4xy\"; use a number",
        "reason: NO_DEAL | reason: NO_DEAL\\n"
            + "    repeat-now: maybe | repeat-now is \"maybe\"; use true"
      })
  void a_wrong_field_is_named_with_line_entry_value_and_remedy(
      String right, String wrong, String told) throws IOException {
    var entry = DEAL.replace(right, wrong.replace("\\n", "\n"));

    var problems = problemsOf(shipped.replace(DEAL, entry));

    assertThat(problems)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("line " + lineOf(DEAL) + ", entry 2 of orders")
                    .contains(": " + told));
  }

  @Test
  void all_problems_are_told_at_once() throws IOException {
    var problems = problemsOf(shipped.replace("hold", "hodl"));

    assertThat(problems).hasSizeGreaterThan(10);
  }

  @Test
  void an_entry_that_could_never_be_reached_is_named() throws IOException {
    var twin = DEAL.replace("no: 2", "no: 99").replace("Deal not", "'Deal  nоt'").replace("'", "");
    var problems = problemsOf(shipped.replace(DEAL, DEAL + "    hint: First.\n" + twin));

    assertThat(problems).singleElement().asString().contains("is already there on line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome: not-sent | outcome: not-send | is \"not-send\"; use one of not-sent, no-answer",
        "outcome: not-sent | hint: Nothing. | neither outcome nor status is given; give one",
        "outcome: not-sent | outcome: no-text | outcome not-sent has no entry for create, reserve",
        "outcome: not-sent | outcome: not-sent\\n    status: 400 | status does not go with not-sent"
      })
  void every_outcome_has_to_be_defined(String right, String wrong, String told) throws IOException {
    var problems = problemsOf(shipped.replace(right, wrong.replace("\\n", "\n")));

    assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(told));
  }

  @Test
  void a_file_that_is_no_dictionary_is_told_so() throws IOException {
    assertThat(problems())
        .containsExactly("there is no such file; take the one from the distribution");
    assertThat(problemsOf("")).singleElement().asString().contains("the file is empty");
    assertThat(problemsOf("- just a list")).singleElement().asString().contains("has no groups");
    assertThat(problemsOf("orders: none")).first().asString().contains("orders is no list");
    assertThat(problemsOf("orders:\n  - word")).first().asString().contains("is not an entry");
    assertThat(problemsOf("own: []")).hasSize(4).first().asString().contains("outcome not-sent");
    assertThat(problemsOf("own: [\n}"))
        .singleElement()
        .asString()
        .startsWith("line 2: is not YAML");
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThat(problems()).containsExactly("is not UTF-8; save it as UTF-8");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(problems()).singleElement().asString().startsWith("can't be read");
  }

  @Test
  void an_own_entry_comes_before_the_documented_ones() throws IOException {
    var own =
        """
        own:
          - text: Deal not found
            operations: [create]
            consequence: retry-later
            reason: OWN_WAIT
            hint: The deal is on its way.
        """;
    Files.writeString(file, shipped.replace("\nown: []\n", "\n" + own));

    var dictionary = ErrorDictionary.load(file);

    var body =
        "{\"errors\": [\"Deal not found\"]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var answer = new RemoteAnswer(400, null, null, body);
    assertThat(dictionary.classify(EnumSet.of(Operation.CREATE), answer).reason())
        .isEqualTo("OWN_WAIT");
    assertThat(dictionary.classify(EnumSet.of(Operation.RESERVE), answer).reason())
        .isEqualTo("NO_DEAL");
  }

  @Test
  void every_reason_is_explained_in_the_documentation() throws IOException {
    var explained =
        Pattern.compile("^\\| `([A-Z0-9_]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("docs/reasons.md")))
            .results()
            .map(row -> row.group(1))
            .toList();

    var used = ErrorDictionary.load(SHIPPED).entries().stream().map(ErrorEntry::reason).distinct();

    assertThat(explained).doesNotHaveDuplicates().containsAll(used.toList());
  }
}
