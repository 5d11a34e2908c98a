package io.tcbridge.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lets a paused schedule go on. */
@Command(
    name = "resume",
    description =
        "Lets a paused schedule go on. What an export has missed meanwhile is treated by its"
            + " policy (missed).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScheduleResumeCommand implements Callable<Integer> {

  @ParentCommand private ScheduleCommand schedule;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "As \"schedule list\" shows it.")
  private String name;

  @Override
  public Integer call() {
    schedule.schedule(name, spec.commandLine());
    List<Map<String, Object>> rows =
        schedule.journal().rows("resume-schedule.sql", Map.of("name", name));
    PrintWriter out = spec.commandLine().getOut();
    if (schedule.json()) {
      RowPrint.print(out, schedule.json(), rows, null, "");
    } else {
      out.println(
          rows.isEmpty()
              ? name + " was not paused."
              : name
                  + " goes on. It was paused by "
                  + rows.get(0).get("paused_by")
                  + " since "
                  + Words.time(rows.get(0).get("paused_at"))
                  + ": "
                  + rows.get(0).get("pause_reason"));
      out.flush();
    }
    return ExitCode.FINE;
  }
}
