package io.tcbridge.cli;

import io.tcbridge.BridgeStarter;
import io.tcbridge.config.Installation;
import io.tcbridge.config.Settings;
import io.tcbridge.demo.Demo;
import io.tcbridge.demo.Printout;
import io.tcbridge.demo.Result;
import io.tcbridge.demo.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the main job on this machine alone, and proves that nothing was lost or sold twice. */
@Command(
    name = "demo",
    description =
        "Carries sample orders from a real PostgreSQL on this machine to a simulator of"
            + " Ticketscloud and back, refunds some tickets, with everyday faults in the way, and"
            + " compares both sides to the ticket. Nothing is really sold; everything is deleted at"
            + " the end.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {

  private static final int MOST_ORDERS = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration CLEANING = Duration.ofSeconds(40);
  private static final String LOG = "bridge.log";

  @ParentCommand private Main bridge;

  @Option(names = "--keep", description = "Keep everything running until SIGINT or SIGTERM.")
  private boolean keep;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "200",
      description = "Number of sample orders (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;
  private final BridgeStarter starter;
  private final Duration limit;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch cleaned = new CountDownLatch(1);
  private volatile Integer keptResult;

  public DemoCommand(Map<String, String> env, BridgeStarter starter) {
    this(env, starter, LIMIT);
  }

  DemoCommand(Map<String, String> env, BridgeStarter starter, Duration limit) {
    this.env = Map.copyOf(env);
    this.starter = starter;
    this.limit = limit;
  }

  @Override
  public Integer call() throws Exception {
    if (orders < 1 || orders > MOST_ORDERS) {
      throw new ParameterException(
          spec.commandLine(), "--orders: expected 1 to " + MOST_ORDERS + ", found " + orders + ".");
    }
    Path place = Files.createTempDirectory("ticketscloud-bridge-demo-");
    Thread onSignal = new Thread(this::endBySignal, "on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    boolean fine = false;
    try {
      int exitCode = run(place);
      fine = exitCode == ExitCode.FINE;
      return exitCode;
    } finally {
      delete(place, fine || stop.getCount() == 0);
      cleaned.countDown();
      if (stop.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(onSignal);
      }
    }
  }

  private int run(Path place) throws Exception {
    Screen screen = new Screen(spec.commandLine().getOut(), mode());
    Logging.intoFile(bridge.common().dirs(), "demo", place.resolve(LOG));
    try (Demo demo = new Demo(new Surroundings(), screen, stop)) {
      start(demo, place);
      Result result = demo.run(orders, limit);
      if (!result.finished() && stop.getCount() == 0) {
        sayStopping();
        return ExitCode.FAILED;
      }
      Map<String, String> lookNext = lookNext(place);
      if (keep) {
        lookNext.putAll(demo.addresses());
      }
      print(new Printout(result, lookNext));
      int exitCode = exitCode(result);
      if (keep) {
        keptResult = exitCode;
        awaitStop();
      }
      return exitCode;
    }
  }

  private void start(Demo demo, Path place) throws Exception {
    try {
      demo.start(place, bridge.common().dirs(), env);
    } catch (UncheckedIOException | IllegalStateException | SQLException e) {
      throw new CommandFailure(
          "the demo could not start: "
              + e.getMessage()
              + "; its log is in "
              + place
              + ". PostgreSQL is unpacked there and must be allowed to run: another directory is"
              + " named by JAVA_OPTS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  /** Lines are redrawn in place only where that is understood. */
  private Screen.Mode mode() {
    if (bridge.common().json()) {
      return Screen.Mode.SILENT;
    }
    boolean terminal = Ansi.AUTO.enabled() && !"dumb".equals(env.get("TERM"));
    return terminal ? Screen.Mode.LIVE : Screen.Mode.LINES;
  }

  private Map<String, String> lookNext(Path place) {
    Map<String, String> next = new LinkedHashMap<>();
    next.put("installed in", Installation.current().home().toString());
    next.put("settings", "config/application.properties");
    next.put("your tables", "config/erp/*.sql");
    next.put("order flow", "routes/order/*.camel.yaml");
    next.put("how to go on", "README.md, \"Run it\"");
    if (keep) {
      next.put("log", place.resolve(LOG).toString());
    } else {
      next.put("look inside", "bin/bridge demo --keep leaves everything running");
    }
    return next;
  }

  private void print(Printout printout) {
    PrintWriter out = spec.commandLine().getOut();
    if (bridge.common().json()) {
      printout.json(out);
    } else {
      printout.text(out);
    }
  }

  private static int exitCode(Result result) {
    if (!result.finished()) {
      return ExitCode.FAILED;
    }
    return result.isFine() ? ExitCode.FINE : ExitCode.PERSON_NEEDED;
  }

  private void awaitStop() throws InterruptedException {
    if (!bridge.common().json()) {
      say(spec.commandLine().getOut(), "");
      say(spec.commandLine().getOut(), "Everything keeps running. Stop it with Ctrl-C.");
    }
    stop.await();
    sayStopping();
  }

  private void sayStopping() {
    if (!bridge.common().json()) {
      say(spec.commandLine().getOut(), "Stopping and deleting everything ...");
    }
  }

  /** What was kept ends with its result; a demo that is broken off, with the signal's number. */
  private void endBySignal() {
    stop.countDown();
    try {
      if (cleaned.await(CLEANING.toSeconds(), TimeUnit.SECONDS) && keptResult != null) {
        Runtime.getRuntime().halt(keptResult);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves only the log, and that only when it is needed to find out what went wrong. */
  private void delete(Path place, boolean everything) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(place)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      boolean log = file.equals(place) || file.toString().endsWith(".log");
      if (everything || !log) {
        Files.deleteIfExists(file);
      }
    }
    if (!everything && !bridge.common().json()) {
      say(spec.commandLine().getErr(), "The log of the bridge is kept: " + place.resolve(LOG));
    }
  }

  private static void say(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }

  /** Lends the demo what only commands have. */
  private final class Surroundings implements Demo.Surroundings {

    @Override
    public void createErpTables(Connection erp) throws SQLException {
      new ErpTables(erp).createAbsent();
    }

    @Override
    public AutoCloseable startBridge(Settings settings) throws Exception {
      return starter.start(settings);
    }
  }
}
