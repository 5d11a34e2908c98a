package io.tcbridge.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  private static final Path SCRIPT = Path.of("src/main/dist/bin/bridge");

  @TempDir private Path dir;

  private Path bridge;
  private Path javaHome;

  /** An installation with a Java that only tells how it was called. */
  @BeforeEach
  void install() throws IOException {
    bridge = Files.createDirectories(dir.resolve("opt/bridge/bin")).resolve("bridge");
    Files.copy(SCRIPT, bridge);
    javaHome = dir.resolve("java");
    Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nfor arg in \"$@\"; do echo \"$arg\"; done\nexit 3\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void the_script_is_plain_sh() throws Exception {
    assertThat(call(List.of("sh", "-n", SCRIPT.toString()), Map.of())).isEmpty();
  }

  @Test
  void it_finds_its_home_through_links_and_passes_its_arguments_on() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), bridge);
    Path relative = Files.createSymbolicLink(dir.resolve("bridge"), link.getFileName());

    List<String> called =
        call(
            List.of("sh", relative.toString(), "run", "--config", "/etc/my bridge"),
            Map.of("JAVA_OPTS", "-Da=1 -Db=2", "BRIDGE_JAVA_OPTS", "-Xmx1g"));

    String home = dir.toRealPath().resolve("opt/bridge").toString();
    assertThat(called)
        .contains("-Da=1", "-Db=2", "-Xmx1g", "-Dbridge.home=" + home)
        .endsWith(
            "-cp", home + "/lib/*", "io.tcbridge.cli.Main", "run", "--config", "/etc/my bridge");
  }

  @Test
  void an_old_java_is_told() throws Exception {
    Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThat(call(List.of("sh", bridge.toString(), "run"), Map.of()))
        .singleElement()
        .asString()
        .contains("is Java 11; set JAVA_HOME to a JDK 17 or newer");
  }

  @Test
  void a_wrong_java_home_is_told() throws Exception {
    assertThat(call(List.of("sh", bridge.toString()), Map.of("JAVA_HOME", "/nowhere")))
        .singleElement()
        .asString()
        .contains("JAVA_HOME is /nowhere");
  }

  private List<String> call(List<String> command, Map<String, String> env) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().putAll(env);
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, SECONDS)).isTrue();
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }
}
