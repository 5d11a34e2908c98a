package io.tcbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads route files and says, file by file, where they leave the rules of CONTRIBUTING.md. */
final class RouteRules {
  private static final int STEPS = 8;
  private static final int NESTING =
      2; // a transaction around steps decides nothing and does not count
  private static final int BRANCHES = 3;
  private static final int SIMPLE_LENGTH = 100;

  /** One transaction each: it fails as a whole, and its caller's policy takes the failure. */
  private static final Set<String> WITHOUT_POLICY =
      Set.of("order-tell", "order-write", "refund-tell", "refund-write");

  /** Made from settings when the bridge starts, so that YAML needs no arithmetic. */
  private static final Set<String> DERIVED =
      Set.of("alert.webhook-address", "alert.silence-poll-ms", "alert.smtp-address");

  private static final List<String> KEY_ORDER =
      List.of("id", "description", "routeConfigurationId", "from");
  private static final Set<String> CODE =
      Set.of(
          "csimple",
          "datasonnet",
          "groovy",
          "java",
          "joor",
          "js",
          "mvel",
          "ognl",
          "python",
          "script",
          "spel",
          "wasm",
          "xquery");
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([^{}]+)}}");
  private static final Pattern SETTING = Pattern.compile("(?m)^#?([a-z][a-z0-9.-]*) *=");
  private static final Pattern SQL_FILE =
      Pattern.compile("sql:(classpath|file):(\\S+?\\.sql)(\\?.*)?");
  private static final String ERP_SQL = "erp.sql.";
  private static final JsonSchema CANONICAL = canonicalSchema();

  private final Path routes;
  private final Path project;
  private final Set<String> settings;
  private final List<Path> files;
  private final Set<String> entrances = new TreeSet<>();
  private final Set<String> policies = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param project the directory that holds {@code routes} and {@code config}
   */
  RouteRules(Path project) {
    this.project = project;
    this.routes = project.resolve("routes");
    this.settings = settings(project.resolve("config/application.properties"));
    this.files = filesIn(routes);
  }

  /** All route files, so that a caller can tell "no problem" from "nothing there". */
  List<Path> files() {
    return files;
  }

  /** One line per broken rule, with its file; empty if all is well. */
  List<String> problems() {
    for (Path file : files) {
      collectNames(parsed(file));
    }
    for (Path file : files) {
      checkFile(file);
    }
    return problems;
  }

  private void collectNames(JsonNode document) {
    for (JsonNode entry : document) {
      JsonNode from = route(entry).path("from");
      internalName(from).ifPresent(entrances::add);
      if (entry.has("routeConfiguration")) {
        policies.add(entry.path("routeConfiguration").path("id").asText());
      }
    }
  }

  private void checkFile(Path file) {
    JsonNode document = parsed(file);
    BiConsumer<Boolean, String> rule =
        (kept, broken) -> {
          if (!kept) {
            problems.add(routes.relativize(file) + ": " + broken);
          }
        };
    CANONICAL.validate(document).stream()
        .filter(message -> !isPlaceholder(message.getInstanceNode()))
        .forEach(message -> rule.accept(false, "not canonical YAML: " + message.getMessage()));
    rule.accept(text(file).startsWith("# "), "starts without a comment that says why");
    checkSettings(text(file), parameters(document), rule);
    if (document.findValue("routeConfiguration") != null) {
      rule.accept(document.findValue("route") == null, "holds a policy and a route");
    } else {
      rule.accept(
          document.size() == 1 && !route(document.get(0)).isMissingNode(), "is not one route");
      checkRoute(file, route(document.path(0)), rule);
    }
    walk(document, rule);
  }

  /**
   * The route of an entry, or the one that a template makes others of; it has the template's id.
   */
  private static JsonNode route(JsonNode entry) {
    JsonNode template = entry.path("routeTemplate");
    if (!template.has("route")) {
      return entry.path("route");
    }
    ObjectNode route = JsonNodeFactory.instance.objectNode();
    route.set("id", template.path("id"));
    return route.setAll((ObjectNode) template.get("route"));
  }

  /** The parameters of a template. */
  private static Set<String> parameters(JsonNode document) {
    Set<String> names = new TreeSet<>();
    document
        .path(0)
        .path("routeTemplate")
        .path("parameters")
        .forEach(parameter -> names.add(parameter.path("name").asText()));
    return names;
  }

  private void checkRoute(Path file, JsonNode route, BiConsumer<Boolean, String> rule) {
    String id = route.path("id").asText();
    rule.accept(
        file.getFileName().toString().equals(id + ".camel.yaml"), "is not named after " + id);
    String capability = routes.relativize(file).getName(0).toString();
    rule.accept(KEBAB.matcher(id).matches(), "id is not kebab-case: " + id);
    rule.accept(id.startsWith(capability + "-"), "id does not start with " + capability + "-");
    rule.accept(!route.path("description").asText().isBlank(), "has no description");
    rule.accept(
        names(route).stream().filter(KEY_ORDER::contains).toList().equals(orderOf(route)),
        "keys are not in the order " + KEY_ORDER);
    internalName(route.path("from"))
        .ifPresent(name -> rule.accept(name.equals(id), "direct: or seda: is not the id: " + name));
    String policy = route.path("routeConfigurationId").asText();
    boolean leftToTheCaller = route.path("errorHandler").has("noErrorHandler");
    rule.accept(
        !policy.isEmpty() || leftToTheCaller || WITHOUT_POLICY.contains(id),
        "names no policy (routeConfigurationId), nor leaves failures to its caller"
            + " (noErrorHandler)");
    rule.accept(policy.isEmpty() || policies.contains(policy), "its policy is nowhere: " + policy);
    rule.accept(route.findValue("onException") == null, "onException belongs into a policy");
    checkSteps(route.path("from").path("steps"), 0, rule);
  }

  private static void checkSteps(JsonNode steps, int depth, BiConsumer<Boolean, String> rule) {
    rule.accept(
        steps.size() <= STEPS, "more than " + STEPS + " steps in one list: " + steps.size());
    rule.accept(depth <= NESTING, "steps nested deeper than " + NESTING);
    for (JsonNode step : steps) {
      JsonNode choice = step.path("choice");
      rule.accept(
          choice.path("when").size() + (choice.has("otherwise") ? 1 : 0) <= BRANCHES,
          "a choice with more than " + BRANCHES + " branches");
      int level = step.has("transacted") ? depth : depth + 1;
      for (JsonNode nested : step.findValues("steps")) {
        checkSteps(nested, level, rule);
      }
    }
  }

  private void checkSettings(
      String text, Set<String> parameters, BiConsumer<Boolean, String> rule) {
    PLACEHOLDER
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(key -> !key.matches("(env|sys|camel)[.:].*"))
        .map(key -> key.replaceFirst(":.*", ""))
        .filter(key -> !parameters.contains(key))
        .forEach(key -> rule.accept(isSetting(key), "no such setting: " + key));
  }

  private boolean isSetting(String key) {
    return settings.contains(key)
        || settings.contains(key.replaceFirst("-ms$", ""))
        || DERIVED.contains(key)
        || key.startsWith(ERP_SQL) && Files.exists(erpSql(key));
  }

  private Path erpSql(String key) {
    return project.resolve("config/erp").resolve(key.substring(ERP_SQL.length()) + ".sql");
  }

  /** Camel fills it in before it reads a number or a boolean; the schema cannot know. */
  private static boolean isPlaceholder(JsonNode value) {
    return value != null && value.asText().startsWith("{{");
  }

  private void walk(JsonNode node, BiConsumer<Boolean, String> rule) {
    for (var field : node.properties()) {
      checkField(field.getKey(), field.getValue(), rule);
      walk(field.getValue(), rule);
    }
    if (node.isArray()) {
      node.forEach(child -> walk(child, rule));
    }
  }

  private void checkField(String name, JsonNode value, BiConsumer<Boolean, String> rule) {
    rule.accept(!CODE.contains(name), "code in YAML: " + name);
    if (name.equals("simple")) {
      String expression = value.path("expression").asText();
      rule.accept(
          !expression.strip().contains("\n") && expression.length() <= SIMPLE_LENGTH,
          "simple longer than a line: " + expression.lines().findFirst().orElse(""));
    }
    if (value.has("uri")) {
      checkEndpoint(value, rule);
    }
    if (value.has("id") && !name.equals("route")) {
      String id = value.get("id").asText();
      rule.accept(KEBAB.matcher(id).matches(), "id is not kebab-case: " + id);
    }
  }

  private void checkEndpoint(JsonNode endpoint, BiConsumer<Boolean, String> rule) {
    internalName(endpoint)
        .ifPresent(name -> rule.accept(entrances.contains(name), "calls no route: " + name));
    String uri = endpoint.path("uri").asText();
    if ((uri.equals("sql") || uri.startsWith("sql:")) && !uri.startsWith("sql:{{" + ERP_SQL)) {
      var file = SQL_FILE.matcher(uri);
      rule.accept(file.matches(), "SQL that is not in a file: " + uri);
      if (file.matches() && !uri.contains("{{")) {
        String folder = file.group(1).equals("file") ? "" : "src/main/resources/";
        rule.accept(Files.exists(project.resolve(folder + file.group(2))), "no such file: " + uri);
      }
    }
    rule.accept(!uri.startsWith("jdbc:"), "SQL that is not in a file: " + uri);
  }

  /** The x of {@code direct:x} or {@code seda:x}, in either notation. */
  private static Optional<String> internalName(JsonNode endpoint) {
    String uri = endpoint.path("uri").asText().replaceFirst("\\?.*", "");
    if (uri.equals("direct") || uri.equals("seda")) {
      return Optional.of(endpoint.path("parameters").path("name").asText());
    }
    return uri.startsWith("direct:") || uri.startsWith("seda:")
        ? Optional.of(uri.substring(uri.indexOf(':') + 1))
        : Optional.empty();
  }

  private static List<String> orderOf(JsonNode route) {
    return KEY_ORDER.stream().filter(route::has).toList();
  }

  private static List<String> names(JsonNode node) {
    Iterable<String> names = node::fieldNames;
    return StreamSupport.stream(names.spliterator(), false).toList();
  }

  private static Set<String> settings(Path file) {
    Set<String> keys = new TreeSet<>();
    SETTING.matcher(text(file)).results().forEach(found -> keys.add(found.group(1)));
    return keys;
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory, e);
    }
  }

  private static JsonNode parsed(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Not YAML: " + file, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static JsonSchema canonicalSchema() {
    try (InputStream schema =
        RouteRules.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException("No canonical schema in camel-yaml-dsl", e);
    }
  }
}
