package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");

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
}
