package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import io.tcbridge.prove.Proof;
import io.tcbridge.prove.RemoteLists;
import io.tcbridge.prove.Window;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Proves on a live system that ERP, journal and Ticketscloud agree. */
@Command(
    name = "prove",
    description =
        "Reads ERP, journal and the lists of Ticketscloud and says where they don't agree: sold"
            + " twice, sold but unknown, held without an owner, stuck, different. Changes nothing"
            + " and sends nothing but list requests.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Exit codes: 0 all agree, 1 failed, 2 wrong configuration, 3 something is off."})
public final class ProveCommand implements Callable<Integer> {

  private static final double FASTEST = 1000;

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  @Mixin private ProofOptions options;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = DurationOption.class,
      description =
          "Orders made or changed since then, and all that are not finished"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration since;

  @Option(names = "--event", paramLabel = "ID", description = "Only orders of this event.")
  private String event;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "List requests at most, 200 orders each (default: ${DEFAULT-VALUE}). They come on top of"
              + " what the running bridge sends.")
  private double requestsPerSecond;

  @Option(
      names = "--look-again",
      paramLabel = "TIME",
      defaultValue = "15s",
      converter = DurationOption.class,
      description =
          "What is off is looked at once more after this time, and only told if it stays so;"
              + " 0s = told at once (default: ${DEFAULT-VALUE}).")
  private Duration lookAgain;

  @Option(
      names = "--shared-key",
      description =
          "Other programs sell with this key too: what carries no number of ours is theirs.")
  private boolean sharedKey;

  private final Map<String, String> env;

  public ProveCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!(requestsPerSecond > 0 && requestsPerSecond <= FASTEST)) {
      throw new ParameterException(
          spec.commandLine(), "--requests-per-second: expected more than 0, up to 1000");
    }
    if (event != null && !event.matches("[0-9a-zA-Z]{1,64}")) {
      throw new ParameterException(spec.commandLine(), "--event: expected the id of one event");
    }
    Settings settings = Settings.load(bridge.common().dirs(), env);
    Clock clock = Clock.systemUTC();
    Window window = Window.of(clock.instant().minus(since), Optional.ofNullable(event));
    Proof proof = prove(settings, window, clock);
    if (!proof.holds() && !lookAgain.isZero()) {
      TimeUnit.MILLISECONDS.sleep(lookAgain.toMillis());
      proof = proof.confirmedBy(prove(settings, window, clock));
    }
    return new ProofPrint(proof)
        .tell(spec.commandLine().getOut(), bridge.common().json(), options.limit());
  }

  private Proof prove(Settings settings, Window window, Clock clock) throws InterruptedException {
    return new ProofRun(settings, options)
        .prove(
            window,
            new RemoteLists(
                settings.ticketscloud(),
                window,
                requestsPerSecond,
                clock,
                settings.refund().enabled()),
            sharedKey,
            options.hasLogs());
  }
}
