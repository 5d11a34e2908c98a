package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void the_document_lists_every_kind_of_fault() throws IOException {
    String document = Files.readString(Path.of("docs/sandbox.md"));

    for (Fault.Kind kind : Fault.Kind.values()) {
      assertThat(document).contains("`" + kind.text() + "`");
    }
  }
}
