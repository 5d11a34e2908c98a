package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has a schedule run once now. */
@Command(
    name = "run",
    description =
        "Has one instance run a schedule once, now. Exit code 0: it was asked for, or with --wait"
            + " has ended well; 1: it failed, or nobody took it in time; 3: it is paused.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScheduleRunCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 300;

  @ParentCommand private ScheduleCommand schedule;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "As \"schedule list\" shows it.")
  private String name;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationOption.class,
      description = "How long to wait for its end (default: ${DEFAULT-VALUE}, asks and leaves).")
  private Duration patience;

  @Mixin private Who who;

  @Override
  public Integer call() throws InterruptedException {
    ScheduleRow row = schedule.schedule(name, spec.commandLine());
    if (!row.is("pausable")) {
      throw new ParameterException(
          spec.commandLine(), name + " cannot be asked for: it comes by itself at once");
    }
    boolean json = schedule.json();
    PrintWriter out = spec.commandLine().getOut();
    if (row.isPaused() || !isAsked(row)) {
      out.println(
          "Nothing runs: " + name + " is " + schedule.schedule(name, spec.commandLine()).state());
      out.println("bin/bridge schedule resume " + name + " first.");
      out.flush();
      return ExitCode.PERSON_NEEDED;
    }
    if (row.isExport()) {
      int exit = exportRun(json);
      if (exit != ExitCode.FINE || patience.isZero()) {
        return exit;
      }
    } else if (patience.isZero()) {
      say(out, json, "asked for; bin/bridge schedule list shows how it went", null);
      return ExitCode.FINE;
    }
    return await(out, json);
  }

  /** False: it was paused a moment ago. */
  private boolean isAsked(ScheduleRow row) {
    if (name.equals("catalogue-sync")) {
      schedule
          .journal()
          .rows("request-sync.sql", Map.of("full", false, "seats", "", "seatless", ""));
    }
    return row.isExport()
        || !schedule
            .journal()
            .rows("request-run.sql", Map.of("name", name, "by", who.name()))
            .isEmpty();
  }

  /** As {@code export run}, which knows the periods. */
  private int exportRun(boolean json) {
    List<String> line = new ArrayList<>();
    if (json) {
      line.add("--json");
    }
    line.addAll(List.of("export", "run", name.substring("export/".length()), "--by", who.name()));
    return spec.root().commandLine().execute(line.toArray(new String[0]));
  }

  private int await(PrintWriter out, boolean json) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    ScheduleRow row = schedule.schedule(name, spec.commandLine());
    while (!row.is("is_served")) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(late(row));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      row = schedule.schedule(name, spec.commandLine());
    }
    boolean wakeable = row.is("wakeable");
    Object trouble = row.get(wakeable ? "served_trouble" : "trouble");
    say(out, json, trouble == null ? "fine" : "failed: " + trouble, row);
    return trouble == null ? ExitCode.FINE : ExitCode.FAILED;
  }

  private String late(ScheduleRow row) {
    String taken =
        row.get("taken_by") == null
            ? "no instance has taken it"
            : row.get("taken_by") + " has taken it, and it has not ended";
    return name
        + ": "
        + taken
        + " within "
        + Durations.format(patience)
        + "; "
        + row.get("instances")
        + " instances live. It stays asked for; bin/bridge schedule list shows how it went";
  }

  /**
   * @param row null before it was waited for
   */
  private void say(PrintWriter out, boolean json, String result, ScheduleRow row) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", name);
    said.put("result", result);
    said.put("taken_by", row == null ? null : row.get("taken_by"));
    said.put("taken_at", row == null ? null : row.get("taken_at"));
    if (json) {
      JsonObject shown = Words.json(said);
      out.println(shown.encodePrettily());
    } else {
      Object taker = said.get("taken_by");
      out.println(name + (taker == null ? "" : ", by " + taker) + ": " + result);
    }
    out.flush();
  }
}
