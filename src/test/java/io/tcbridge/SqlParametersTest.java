package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A route says how many parameters a statement of the journal has, or Camel asks the server before
 * each execution, which parses and plans the statement anew.
 */
class SqlParametersTest {

  private static final Pattern USE =
      Pattern.compile("uri: sql:classpath:(\\S+)\\n((?:(?! *- ).*\\n)*)");
  private static final Pattern COUNT = Pattern.compile("parametersCount: (\\d+)");

  @Test
  void the_routes_know_how_many_parameters_their_statements_have() throws IOException {
    List<String> wrong = new ArrayList<>();
    int uses = 0;

    for (Path route : routes()) {
      Matcher use = USE.matcher(Files.readString(route) + "\n");
      while (use.find()) {
        uses++;
        int there = parameters(Path.of("src/main/resources", use.group(1)));
        Matcher count = COUNT.matcher(use.group(2));
        int said = count.find() ? Integer.parseInt(count.group(1)) : 0;
        if (there != said) {
          wrong.add(route.getFileName() + ": " + use.group(1) + " has " + there);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(uses).isGreaterThan(20);
  }

  private static List<Path> routes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
    }
  }

  private static int parameters(Path sql) throws IOException {
    return (int)
        Pattern.compile(":#")
            .matcher(Files.readString(sql).replaceAll("--.*", ""))
            .results()
            .count();
  }
}
