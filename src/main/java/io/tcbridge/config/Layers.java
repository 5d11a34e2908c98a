package io.tcbridge.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The places that values come from, the strongest first: environment, then the property files from
 * the last directory to the first. Finds names that nobody knows on the way.
 */
final class Layers {

  /** Names of the same prefix that belong to somebody else: our launcher, systemd, Kubernetes. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "BRIDGE_ARCHIVE|BRIDGE_HOME|BRIDGE_JAVA_OPTS|JOURNAL_STREAM|.*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?"
              + "|.*_PORT_\\d+_.*|(ERP|JOURNAL|TICKETSCLOUD|ORDER|REPORT|CATALOGUE|ALERT)_PORT");

  private static final Pattern OURS =
      Pattern.compile("(ERP|JOURNAL|TICKETSCLOUD|CATALOGUE|ORDER|REPORT|ALERT|BRIDGE)_.*");

  /** A place with its values. */
  private record Layer(String name, Map<Key, String> values) {}

  /** A value and the place it was found in. */
  record Found(String value, String place) {}

  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, String> camel = new TreeMap<>();
  private final List<Problem> problems;
  private final List<String> warnings;

  Layers(ConfigDirs dirs, Map<String, String> env, List<Problem> problems, List<String> warnings) {
    this.problems = problems;
    this.warnings = warnings;
    addEnvironment(env);
    for (int i = dirs.dirs().size() - 1; i >= 0; i--) {
      addFile(dirs.dirs().get(i));
    }
  }

  Optional<Found> find(Key key) {
    List<Found> all =
        layers.stream()
            .filter(layer -> layer.values().containsKey(key))
            .map(layer -> found(layer, key))
            .toList();
    return all.stream()
        .filter(found -> !found.value().isBlank())
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** The values of these keys in the strongest place that has any of them. */
  Map<Key, Found> findTogether(Key... keys) {
    Map<Key, Found> together = new TreeMap<>();
    for (Layer layer : layers) {
      for (Key key : keys) {
        if (layer.values().containsKey(key)) {
          together.put(key, found(layer, key));
        }
      }
      if (!together.isEmpty()) {
        return together;
      }
    }
    return together;
  }

  /** Camel's own options, which go through untouched. */
  Map<String, String> camel() {
    return camel;
  }

  private static Found found(Layer layer, Key key) {
    return new Found(layer.values().get(key), layer.name());
  }

  private void addEnvironment(Map<String, String> env) {
    Map<Key, String> values = new HashMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(env).entrySet()) {
      String name = entry.getKey();
      Optional<Key> key =
          Arrays.stream(Key.values()).filter(k -> k.variable().equals(name)).findFirst();
      if (key.isPresent() && isInjectedByKubernetes(key.get(), entry.getValue())) {
        warnings.add(
            name
                + "="
                + entry.getValue()
                + " is ignored: it looks like the service address that Kubernetes injects; set "
                + key.get().property()
                + " in application.properties to change the port");
      } else if (key.isPresent()) {
        put(values, key.get(), entry.getValue());
      } else if (OURS.matcher(name).matches() && !NOT_OURS.matcher(name).matches()) {
        warnings.add(
            "the environment variable "
                + name
                + " is not one of ours and is ignored"
                + didYouMean(name, Arrays.stream(Key.values()).map(Key::variable).toList()));
      }
    }
    layers.add(new Layer("the environment", values));
  }

  private static boolean isInjectedByKubernetes(Key key, String value) {
    return key == Key.BRIDGE_PORT && value.contains("://");
  }

  private void addFile(Path dir) {
    if (!Files.isDirectory(dir)) {
      problems.add(
          new Problem(
              "--config",
              "",
              "no directory " + dir,
              "name an existing directory that may be read"));
      return;
    }
    Path file = dir.resolve("application.properties");
    if (!Files.exists(file)) {
      return;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          new Problem(
              file.toString(),
              "",
              "a file that can't be read as UTF-8 properties (" + e.getMessage() + ")",
              "check its rights, its encoding and its \\u escapes"));
      return;
    }
    Map<Key, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames().stream().sorted().toList()) {
      String value = properties.getProperty(name);
      Optional<Key> key = Key.of(name);
      if (name.startsWith("camel.")) {
        camel.putIfAbsent(name, value);
      } else if (key.isPresent()) {
        put(values, key.get(), value);
      } else {
        problems.add(
            new Problem(
                name,
                "",
                "an unknown property in " + file,
                "remove it or correct its name"
                    + didYouMean(name, Arrays.stream(Key.values()).map(Key::property).toList())));
      }
    }
    layers.add(new Layer(file.toString(), values));
  }

  /** A blank value counts as not set, so that compose files may pass empty variables through. */
  private static void put(Map<Key, String> values, Key key, String value) {
    if (key.isPassword()) {
      values.put(key, value);
    } else if (!value.isBlank()) {
      values.put(key, value.strip());
    }
  }

  private static String didYouMean(String name, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 4))
        .map(candidate -> "; did you mean " + candidate + "?")
        .orElse("");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
