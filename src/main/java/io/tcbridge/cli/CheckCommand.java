package io.tcbridge.cli;

import io.tcbridge.catalogue.CatalogueProbe;
import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Settings;
import io.vertx.core.json.JsonArray;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tries everything that {@code run} needs, and changes nothing. */
@Command(
    name = "check",
    description =
        "Reads the whole configuration, tries both databases, the API key and the clocks, and says"
            + " what is wrong and where. Changes nothing. Exit code 0 only when run would work.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class CheckCommand implements Callable<Integer> {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  @Option(
      names = "--send-test-alert",
      description =
          "Also sends a test message to whoever is told (alert.mail-to, alert.webhook-url).")
  private boolean sendTestAlert;

  private final Map<String, String> env;

  public CheckCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() {
    ConfigDirs dirs = bridge.common().dirs();
    List<CheckLine> configuration = new ArrayList<>();
    Optional<Settings> settings = settings(dirs, configuration);
    configuration.addAll(new FileChecks(dirs).lines());
    boolean hasMail = settings.map(known -> known.alert().mail().isPresent()).orElse(true);
    configuration.addAll(new ExportChecks(Clock.systemUTC()).lines(dirs, hasMail));
    List<CheckLine> lines = new ArrayList<>(configuration);
    settings.ifPresent(known -> lines.addAll(tryEverything(known)));
    if (settings.isPresent() && lines.stream().noneMatch(CheckLine::failed)) {
      // Last, because its pools would wait for a database that does not answer.
      List<CheckLine> routes = RoutesCheck.problems(settings.get());
      configuration.addAll(routes);
      lines.addAll(routes);
    }
    print(lines);
    if (configuration.stream().anyMatch(CheckLine::failed)) {
      return ExitCode.CONFIGURATION;
    }
    return lines.stream().anyMatch(CheckLine::failed) ? ExitCode.FAILED : ExitCode.FINE;
  }

  private Optional<Settings> settings(ConfigDirs dirs, List<CheckLine> lines) {
    try {
      Settings settings = Settings.load(dirs, env);
      lines.add(
          CheckLine.ok("settings", "complete; read from the environment and " + places(dirs)));
      settings.warnings().forEach(warning -> lines.add(CheckLine.warn("settings", warning, "")));
      return Optional.of(settings);
    } catch (ConfigurationProblems wrong) {
      lines.addAll(CheckLine.all(wrong));
      return Optional.empty();
    }
  }

  private static String places(ConfigDirs dirs) {
    return dirs.dirs().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private List<CheckLine> tryEverything(Settings settings) {
    Clock clock = Clock.systemUTC();
    List<CheckLine> lines = new ArrayList<>();
    lines.add(RoutesCheck.line(settings.bridge().routes()));
    lines.addAll(new ErpChecks(settings).lines());
    lines.addAll(new JournalChecks(settings.journal().database(), clock).lines());
    lines.addAll(new RemoteChecks(settings.ticketscloud(), clock).lines());
    lines.addAll(new AlertChecks(settings, sendTestAlert).lines());
    lines.add(PortCheck.line(settings.bridge().port()));
    lines.add(catalogue(settings));
    if (settings.catalogue().isOn()) {
      lines.addAll(new JournalChecks(settings.journal().database(), clock).prices());
    }
    return lines;
  }

  /** Trouble with it keeps no order from its way, so it is a warning. */
  private static CheckLine catalogue(Settings settings) {
    if (!settings.catalogue().isOn()) {
      return CheckLine.ok("catalogue", "not set up (catalogue.address): it is not mirrored");
    }
    return CatalogueProbe.trouble(settings)
        .map(trouble -> CheckLine.warn("catalogue", trouble, ""))
        .orElseGet(() -> CheckLine.ok("catalogue", "answers and accepts the key"));
  }

  private void print(List<CheckLine> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (bridge.common().json()) {
      JsonArray all = new JsonArray();
      lines.forEach(line -> all.add(line.json()));
      out.println(all.encodePrettily());
    } else {
      lines.forEach(line -> out.println(line.text()));
    }
    out.flush();
  }
}
