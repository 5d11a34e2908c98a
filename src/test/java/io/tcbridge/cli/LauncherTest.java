package io.tcbridge.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
    Files.writeString(
        java,
        "#!/bin/sh\necho \"$CLASSPATH\"\nfor arg in \"$@\"; do echo \"$arg\"; done\nexit 3\n");
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
        .endsWith("io.tcbridge.cli.Main", "run", "--config", "/etc/my bridge");
  }

  @Test
  void the_jars_always_come_in_the_same_order() throws Exception {
    Path lib = Files.createDirectories(dir.resolve("opt/bridge/lib"));
    for (String jar : List.of("b.jar", "a-2.jar", "a.jar", "C.jar")) {
      Files.createFile(lib.resolve(jar));
    }

    List<String> called = call(List.of("sh", bridge.toString(), "run"), Map.of());

    String home = dir.toRealPath().resolve("opt/bridge/lib").toString();
    assertThat(called.get(0).split(":"))
        .containsExactly(home + "/C.jar", home + "/a-2.jar", home + "/a.jar", home + "/b.jar");
  }

  @Test
  void an_archive_of_the_classes_is_made_by_a_demo_and_used_from_then_on() throws Exception {
    Path archive = dir.resolve("my classes.jsa");
    Map<String, String> env = Map.of("BRIDGE_ARCHIVE", archive.toString());

    assertThat(call(List.of("sh", bridge.toString(), "run"), env))
        .noneMatch(arg -> arg.contains("my classes.jsa"));
    assertThat(call(List.of("sh", bridge.toString(), "archive"), env))
        .contains("-XX:ArchiveClassesAtExit=" + archive)
        .endsWith("io.tcbridge.cli.Main", "demo", "--orders", "50");
    Files.createFile(archive);
    assertThat(call(List.of("sh", bridge.toString(), "run"), env))
        .contains("-XX:SharedArchiveFile=" + archive)
        .endsWith("io.tcbridge.cli.Main", "run");
  }

  @Test
  void a_place_that_takes_no_archive_is_told() throws Exception {
    assertThat(
            call(
                List.of("sh", bridge.toString(), "archive"),
                Map.of("BRIDGE_ARCHIVE", "/nowhere/classes.jsa")))
        .singleElement()
        .asString()
        .contains("/nowhere/classes.jsa cannot be written; set BRIDGE_ARCHIVE");
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

  /** With the Java that runs this test, and all of its jars. */
  @Test
  void an_archive_is_used_where_it_fits_and_left_alone_where_not() throws Exception {
    install(Path.of("target/classes"), dir.resolve("opt/bridge/lib"));
    Path archive = dir.resolve("classes.jsa");
    Map<String, String> env =
        Map.of("JAVA_HOME", System.getProperty("java.home"), "BRIDGE_ARCHIVE", archive.toString());
    List<String> command = List.of("sh", bridge.toString(), "--version");
    List<String> plain = call(command, env);

    assertThat(call(command, with(env, "-XX:ArchiveClassesAtExit=" + archive))).containsAll(plain);
    assertThat(archive).isNotEmptyFile();

    assertThat(call(command, with(env, "-Xshare:on"))).isEqualTo(plain);
    assertThat(call(command, with(env, "-Xlog:class+load")))
        .anyMatch(line -> line.contains("io.tcbridge.cli.Main source: shared objects file (top)"));
    Files.createFile(dir.resolve("opt/bridge/lib/0-new.jar"));
    assertThat(call(command, env)).endsWith(plain.toArray(String[]::new));
    Files.writeString(archive, "no archive");
    assertThat(call(command, env)).endsWith(plain.toArray(String[]::new));
  }

  /** Java archives no class of a directory. */
  private static void install(Path classes, Path lib) throws IOException {
    Files.createDirectories(lib);
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(lib.resolve("ticketscloud-bridge.jar")));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
      }
    }
  }

  private static Map<String, String> with(Map<String, String> env, String options) {
    Map<String, String> all = new HashMap<>(env);
    all.put("BRIDGE_JAVA_OPTS", options);
    return all;
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
