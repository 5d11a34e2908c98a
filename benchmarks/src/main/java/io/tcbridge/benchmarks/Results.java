package io.tcbridge.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All samples so far; written to files after each, so that a run that is cut off leaves its figures. */
final class Results {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Middle, lowest and highest value of all runs. */
  record Spread(double median, double lowest, double highest, int runs) {}

  private final Path directory;
  private final Map<String, String> machine;
  private final List<Sample> samples = new ArrayList<>();

  Results(Path directory, Map<String, String> machine) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.machine = machine;
  }

  /** Goes on with what is in the directory already. */
  void readEarlier() throws IOException {
    Path file = directory.resolve("results.json");
    if (Files.exists(file)) {
      JsonNode earlier = JSON.readTree(Files.readAllBytes(file)).path("samples");
      samples.addAll(JSON.convertValue(earlier, new TypeReference<List<Sample>>() {}));
    }
  }

  /** A part that is measured again in the same run number takes the place of the old figures. */
  void add(Sample sample) throws IOException {
    samples.removeIf(
        old ->
            old.part().equals(sample.part())
                && old.variant().equals(sample.variant())
                && old.at() == sample.at()
                && old.run() == sample.run());
    samples.add(sample);
    write();
  }

  /** A visit that is made again has no problem yet. */
  void forgetProblem(String variant, int run) {
    samples.removeIf(
        old -> old.problem() != null && old.variant().equals(variant) && old.run() == run);
  }

  void write() throws IOException {
    Files.writeString(directory.resolve("results.json"), json());
    Files.writeString(directory.resolve("results.md"), new Report(this).markdown());
  }

  Path directory() {
    return directory;
  }

  Map<String, String> machine() {
    return machine;
  }

  List<String> problems() {
    return samples.stream()
        .filter(sample -> sample.problem() != null)
        .map(
            sample ->
                "%s, %s %d, run %d: %s"
                    .formatted(
                        sample.variant(),
                        sample.part(),
                        sample.at(),
                        sample.run(),
                        sample.problem()))
        .toList();
  }

  /** The latencies or instances of a part, lowest first. */
  List<Integer> levels(String part) {
    return samples.stream()
        .filter(sample -> sample.part().equals(part))
        .map(Sample::at)
        .distinct()
        .sorted()
        .toList();
  }

  Set<String> variants(String part) {
    Set<String> names = new LinkedHashSet<>();
    for (Variant variant : Variant.all()) {
      if (samples.stream()
          .anyMatch(
              sample -> sample.part().equals(part) && sample.variant().equals(variant.name()))) {
        names.add(variant.name());
      }
    }
    return names;
  }

  /** Null where nothing was measured. */
  Spread spread(String part, String variant, int at, String figure) {
    List<Double> values =
        samples.stream()
            .filter(sample -> sample.part().equals(part))
            .filter(sample -> sample.variant().equals(variant) && sample.at() == at)
            .map(sample -> sample.figures().get(figure))
            .filter(value -> value != null && Double.isFinite(value))
            .sorted()
            .toList();
    if (values.isEmpty()) {
      return null;
    }
    int half = values.size() / 2;
    double median =
        values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
    return new Spread(median, values.get(0), values.get(values.size() - 1), values.size());
  }

  String json() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("medians", medians());
    all.put("samples", samples);
    return JSON.writeValueAsString(all);
  }

  private List<Map<String, Object>> medians() {
    List<Map<String, Object>> medians = new ArrayList<>();
    samples.stream()
        .map(sample -> new Sample(sample.part(), sample.variant(), sample.at(), 0, Map.of(), null))
        .distinct()
        .sorted(Comparator.comparing(Sample::part).thenComparingInt(Sample::at))
        .forEach(
            key -> {
              Map<String, Object> line = new LinkedHashMap<>();
              line.put("part", key.part());
              line.put("variant", key.variant());
              line.put("at", key.at());
              samples.stream()
                  .filter(sample -> sample.part().equals(key.part()))
                  .filter(sample -> sample.variant().equals(key.variant()))
                  .flatMap(sample -> sample.figures().keySet().stream())
                  .distinct()
                  .forEach(
                      figure -> {
                        Spread spread = spread(key.part(), key.variant(), key.at(), figure);
                        if (spread != null) {
                          line.put(figure, spread.median());
                        }
                      });
              medians.add(line);
            });
    return medians;
  }
}
