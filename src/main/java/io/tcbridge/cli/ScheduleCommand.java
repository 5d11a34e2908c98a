package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at everything that runs on schedule, through the journal alone. */
@Command(
    name = "schedule",
    description = {
      "Shows everything that runs on schedule, has it run, pauses it and lets it go on.",
      "",
      "It needs the journal only: the running instances do the work."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ScheduleCommand implements Runnable {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  private ScheduleCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** The command with all that is below it. */
  public static CommandLine of(Map<String, String> env) {
    CommandLine line = new CommandLine(new ScheduleCommand(env));
    line.addSubcommand(new ScheduleListCommand());
    line.addSubcommand(new ScheduleRunCommand());
    line.addSubcommand(new SchedulePauseCommand());
    line.addSubcommand(new ScheduleResumeCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do: list, run, pause or resume.");
  }

  JournalAccess journal() {
    return new JournalAccess(Settings.loadJournal(bridge.common().dirs(), env));
  }

  /** All schedules that an instance has ever had. */
  List<ScheduleRow> schedules() {
    return journal().rows("show-schedules.sql", Map.of()).stream().map(ScheduleRow::new).toList();
  }

  /**
   * The schedule of this name.
   *
   * @throws ParameterException with the names that there are
   */
  ScheduleRow schedule(String name, CommandLine asking) {
    List<ScheduleRow> all = schedules();
    return all.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    asking,
                    "no schedule is called "
                        + name
                        + "; there is "
                        + (all.isEmpty()
                            ? "none before an instance has run"
                            : all.stream()
                                .map(ScheduleRow::name)
                                .collect(Collectors.joining(", ")))));
  }

  boolean json() {
    return bridge.common().json();
  }
}
