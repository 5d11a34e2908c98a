package io.tcbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run.sh compare}: the bridge beside its peers, same machine, same run, one table. */
@Command(
    name = "compare",
    description = "The bridge beside its peers: same orders, database server and sandbox; one table.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  private static final int WARM_LATENCY = 5;

  /** More than any variant carries here, so that no run is too short. */
  private static final int MOST_PER_SECOND = 300;

  private enum Part {
    start,
    saturation,
    half,
    idle,
    instances,
    drain
  }

  @Option(
      names = "--bridge",
      paramLabel = "DIR",
      defaultValue = "${sys:benchmarks.bridge}",
      description = "The distribution to measure (default: target/ticketscloud-bridge).")
  private Path bridge;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "start,saturation",
      description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Set<Part> parts;

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "NAME",
      description = "Only these; default: all that this machine can run.")
  private List<String> names = List.of();

  @Option(
      names = "--latencies",
      split = ",",
      paramLabel = "MS",
      defaultValue = "5,50,300",
      description = "Remote latencies at saturation (default: ${DEFAULT-VALUE}).")
  private List<Integer> latencies;

  @Option(names = "--workers", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Of each variant, by turns (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Length of each measurement, about (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "1000",
      description = "Orders before the measured ones (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--half-load-at",
      defaultValue = "50",
      paramLabel = "MS",
      description = "Remote latency at half load (default: ${DEFAULT-VALUE}).")
  private int halfLoadLatency;

  @Option(
      names = "--drain-orders",
      defaultValue = "50000",
      description = "Orders that wait at the start of a drain (default: ${DEFAULT-VALUE}).")
  private int drainOrders;

  @Option(
      names = "--instances",
      split = ",",
      defaultValue = "1,2,4",
      description = "Numbers of bridges on one journal (default: ${DEFAULT-VALUE}).")
  private List<Integer> instances;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for the JVM of the bridge, to try them; the peers do without.")
  private String javaOptions;

  @Option(
      names = "--time-limit",
      defaultValue = "60",
      paramLabel = "MINUTES",
      description = "Nothing new is begun after it (default: ${DEFAULT-VALUE}).")
  private int timeLimit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results.md and results.json go (default: benchmarks/target/compare).")
  private Path out = Path.of(System.getProperty("benchmarks.out", "target/compare"));

  @Option(
      names = "--append",
      description = "Keeps the results that are there and adds to them.")
  private boolean append;

  @Option(
      names = "--quick",
      description = "A few orders and one run: whether everything works. Its figures say nothing.")
  private boolean quick;

  @Option(names = "--json", description = "Prints JSON instead of Markdown.")
  private boolean json;

  @Option(names = "--keep-files", description = "Leaves logs and data for a look afterwards.")
  private boolean keepFiles;

  private Instant end;
  private Results results;

  @Override
  public Integer call() throws Exception {
    if (quick) {
      runs = 1;
      seconds = 1;
      warmUp = 64;
      drainOrders = Math.min(drainOrders, 500);
    }
    end = Instant.now().plus(timeLimit, ChronoUnit.MINUTES);
    LabOptions options = LabOptions.counting(bridge, javaOptions, keepFiles);
    try (Lab lab = Lab.open(options)) {
      results = new Results(out, machine(lab));
      if (append) {
        results.readEarlier();
      }
      measure(lab);
      results.write();
    }
    System.out.println(json ? results.json() : new Report(results).markdown());
    Progress.say("results.md and results.json are in " + results.directory().toAbsolutePath());
    return results.problems().isEmpty() ? 0 : 1;
  }

  private void measure(Lab lab) throws Exception {
    List<Variant> variants =
        Variant.all().stream()
            .filter(variant -> names.isEmpty() || names.contains(variant.name()))
            .toList();
    for (int run = 1; run <= runs; run++) {
      List<Variant> turn = new ArrayList<>(variants);
      Collections.rotate(turn, run - 1);
      for (Variant variant : turn) {
        if (!Collections.disjoint(parts, Set.of(Part.start, Part.saturation, Part.half, Part.idle))) {
          visit(lab, variant, run, this::stay);
        }
      }
      if (parts.contains(Part.instances)) {
        for (int count : instances) {
          visit(lab, bridge(), run, visit -> together(visit, count));
        }
      }
    }
    if (parts.contains(Part.drain)) {
      for (Variant variant : variants) {
        visit(lab, variant, 1, this::drain);
      }
    }
  }

  private static Variant bridge() {
    return Variant.all().stream()
        .filter(variant -> variant.name().equals(Variant.BRIDGE))
        .findFirst()
        .orElseThrow();
  }

  private interface Stay {
    void run(Visit visit) throws Exception;
  }

  /** A variant that fails leaves its problem in the results, and the next one comes. */
  private void visit(Lab lab, Variant variant, int run, Stay stay) throws Exception {
    if (Instant.now().isAfter(end)) {
      Progress.say("run %d  %s is left out: the time limit is over".formatted(run, variant.name()));
      return;
    }
    results.forgetProblem(variant.name(), run);
    try (Contender contender = Contender.prepare(lab, variant)) {
      Visit visit = new Visit(lab, contender, workers, run, results);
      try {
        visit.prepareSandbox(WARM_LATENCY);
        stay.run(visit);
        visit.checkSales();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        Progress.say("run %d  %s failed: %s".formatted(run, variant.name(), e.getMessage()));
        visit.fail(e);
      }
    }
  }

  private void stay(Visit visit) throws Exception {
    visit.start();
    visit.warmUp(warmUp);
    double rate = 0;
    if (parts.contains(Part.saturation)) {
      for (int latency : latencies) {
        double measured = visit.saturation("saturation", latency, latency, number(latency, 1));
        rate = latency == halfLoadLatency ? measured : rate;
      }
    }
    if (parts.contains(Part.half)) {
      if (rate == 0) {
        rate =
            visit.saturation(
                "saturation", halfLoadLatency, halfLoadLatency, number(halfLoadLatency, 1));
      }
      visit.halfLoad(halfLoadLatency, rate / 2, Duration.ofSeconds(2L * seconds));
    }
    if (parts.contains(Part.idle)) {
      visit.idle(
          quick ? Duration.ofSeconds(1) : Duration.ofSeconds(10),
          quick ? Duration.ofSeconds(3) : Duration.ofSeconds(30));
    }
  }

  private void together(Visit visit, int count) throws Exception {
    visit.startAll(count, Math.max(warmUp, 100 * count));
    visit.saturation("instances", count, 300, number(300, count));
  }

  private void drain(Visit visit) throws Exception {
    visit.drain(drainOrders, Math.min(20_000, drainOrders * 2 / 5));
  }

  /** So many orders that a measurement takes about the seconds it should; whole rounds of all workers. */
  private int number(int latency, int processes) {
    double perSecond = Math.min(workers * 1000.0 / (4 * latency + 8), MOST_PER_SECOND);
    int all = workers * processes;
    return Math.max(2, (int) Math.round(perSecond * seconds / workers)) * all;
  }

  private Map<String, String> machine(Lab lab) throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    facts.put(
        "Processor",
        "%d × %s".formatted(Runtime.getRuntime().availableProcessors(), processor()));
    facts.put("Kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("PostgreSQL", lab.database().text("postgres", "show server_version") + ", fsync on");
    facts.put(
        "Load before", Files.readString(Path.of("/proc/loadavg")).split(" ")[0] + " (1 minute)");
    facts.put("Workers", workers + " in each process");
    facts.put("Distribution", "%.0f MiB".formatted(mebibytes(bridge)));
    for (Variant variant : Variant.all()) {
      facts.put("`" + variant.name() + "`", variant.about());
    }
    return facts;
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static double mebibytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes / 1024.0 / 1024.0;
    }
  }
}
