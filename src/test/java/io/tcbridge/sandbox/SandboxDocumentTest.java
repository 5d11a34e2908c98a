package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SandboxDocumentTest {

  @Test
  void the_document_lists_every_switch_with_its_default_first() throws IOException {
    String document = Files.readString(Path.of("docs/sandbox.md"));

    for (Switch known : Switch.values()) {
      assertThat(document).contains("| `" + known.key() + "` | `" + known.initial() + "`");
    }
    assertThat(document).contains(Switches.notImplemented().keySet());
  }

  @Test
  void the_document_lists_every_request_of_the_admin_api() throws IOException {
    String document = Files.readString(Path.of("docs/sandbox.md"));
    String admin = Files.readString(Path.of("src/main/java/io/tcbridge/sandbox/Admin.java"));
    Pattern requests = Pattern.compile("case \"([A-Z]+) (/[a-z/]*)\"");

    assertThat(requests.matcher(admin).results()).hasSizeGreaterThan(10);
    requests
        .matcher(admin)
        .results()
        .forEach(
            request ->
                assertThat(document)
                    .containsPattern(
                        "`" + request.group(1) + "\\b.*[` ]" + request.group(2) + "[`?]"));
  }

  @Test
  void the_document_lists_every_field_of_the_history() throws IOException {
    String document = Files.readString(Path.of("docs/sandbox.md"));

    for (RecordComponent field : Call.class.getRecordComponents()) {
      assertThat(document).contains("`" + field.getName() + "`");
    }
  }

  @Test
  void the_document_lists_every_kind_of_fault() throws IOException {
    String document = Files.readString(Path.of("docs/sandbox.md"));

    for (Fault.Kind kind : Fault.Kind.values()) {
      assertThat(document).contains("`" + kind.text() + "`");
    }
  }
}
