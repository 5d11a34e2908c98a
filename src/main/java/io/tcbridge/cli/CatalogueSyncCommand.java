package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has the catalogue read now, and waits for the end. */
@Command(
    name = "sync",
    description =
        "Has a running instance read the catalogue now, waits for it, and says what was found.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CatalogueSyncCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 500;

  @ParentCommand private CatalogueCommand catalogue;

  @Spec private CommandSpec spec;

  @Option(
      names = "--full",
      description =
          "Writes every item into the ERP again, also what is noted there: after somebody has"
              + " changed or emptied its tables.")
  private boolean full;

  @Option(
      names = "--seats",
      split = ",",
      paramLabel = "EVENT",
      description = "Also the seats of these events, this once.")
  private List<String> seats = List.of();

  @Option(
      names = "--no-seats",
      split = ",",
      paramLabel = "EVENT",
      description =
          "These events really have no seats any more: if that is what their stream says now, the"
              + " known ones are retired.")
  private List<String> seatless = List.of();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationOption.class,
      description = "How long to wait for the end (default: ${DEFAULT-VALUE}; 0s asks and leaves).")
  private Duration patience;

  @Override
  public Integer call() throws InterruptedException {
    checked("--seats", seats);
    checked("--no-seats", seatless);
    long wanted = request();
    PrintWriter out = spec.commandLine().getOut();
    if (patience.isZero()) {
      out.println("It is asked for; bin/bridge catalogue status shows how it went.");
      out.flush();
      return ExitCode.FINE;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isServed(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(
            "no instance has read the catalogue within "
                + Durations.format(patience)
                + "; is one running that has catalogue.address? bin/bridge catalogue status shows"
                + " what it does");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return CatalogueStatusCommand.print(catalogue, out);
  }

  private void checked(String option, List<String> events) {
    for (String event : events) {
      if (!event.matches("[0-9A-Za-z]{24}")) {
        throw new ParameterException(
            spec.commandLine(), option + ": an event has 24 letters and digits, not " + event);
      }
    }
  }

  private long request() {
    Map<String, Object> what = new HashMap<>();
    what.put("full", full);
    List<String> read = new ArrayList<>(seats);
    read.addAll(seatless);
    what.put("seats", String.join(",", read));
    what.put("seatless", String.join(",", seatless));
    return (Long) catalogue.journal().rows("request-sync.sql", what).get(0).get("requested");
  }

  private boolean isServed(long wanted) {
    Map<String, Object> row = CatalogueStatusCommand.row(catalogue);
    return (Long) row.get("served") >= wanted;
  }
}
