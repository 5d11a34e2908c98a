package io.tcbridge.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lets no instance begin a run of a schedule. */
@Command(
    name = "pause",
    description =
        "Pauses a schedule for all instances, also for those that are started later, until it is"
            + " resumed. What has begun goes on to its end. An alert tells of it while it lasts.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SchedulePauseCommand implements Callable<Integer> {

  @ParentCommand private ScheduleCommand schedule;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "As \"schedule list\" shows it.")
  private String name;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for whoever finds it paused.")
  private String reason;

  @Mixin private Who who;

  @Override
  public Integer call() {
    if (reason.isBlank() || who.name().isBlank()) {
      throw new ParameterException(spec.commandLine(), "--reason and --by: say why and who");
    }
    if (!schedule.schedule(name, spec.commandLine()).is("pausable")) {
      throw new ParameterException(
          spec.commandLine(),
          name + " cannot be paused: it guards the others, or is cheap and only looks");
    }
    List<Map<String, Object>> rows =
        schedule
            .journal()
            .rows(
                "pause-schedule.sql",
                Map.of("name", name, "reason", reason.strip(), "by", who.name().strip()));
    PrintWriter out = spec.commandLine().getOut();
    if (schedule.json()) {
      RowPrint.print(out, schedule.json(), rows, null, "");
    } else {
      Map<String, Object> row = rows.get(0);
      out.println(
          name
              + (Boolean.TRUE.equals(row.get("is_new"))
                  ? " is paused. "
                  : " was paused already since " + Words.time(row.get("paused_at")) + ". ")
              + row.get("instances")
              + " living instances begin no run of it after their next heartbeat.");
      out.println("bin/bridge schedule resume " + name + " lets it go on.");
      out.flush();
    }
    return ExitCode.FINE;
  }
}
