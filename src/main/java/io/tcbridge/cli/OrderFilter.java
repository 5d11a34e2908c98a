package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose orders; the same for looking and for acting. */
final class OrderFilter {

  private static final List<String> STATUSES = List.of("held", "waiting", "working", "finished");
  private static final List<String> STAGES =
      List.of("received", "created", "reserved", "identified", "committed", "ticketed");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "held, waiting, working or finished. Left out: what is held or late, which is also what"
              + " was set back, is overdue, or was not taken by the ERP.")
  private List<String> statuses = List.of();

  @Option(
      names = "--stage",
      split = ",",
      paramLabel = "STAGE",
      description = "received, created, reserved, identified, committed or ticketed.")
  private List<String> stages = List.of();

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "CODE",
      description = "Reason codes; for GAVE_UP also the code that was given up on.")
  private List<String> reasons = List.of();

  @Option(names = "--event", split = ",", paramLabel = "ID", description = "Event ids.")
  private List<String> events = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description = "Age since the ERP created the order, e.g. 90s, 15m, 2h.")
  private String olderThan;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many orders.")
  private Integer limit;

  boolean isEmpty() {
    return Stream.of(statuses, stages, reasons, events).allMatch(List::isEmpty)
        && olderThan == null
        && limit == null;
  }

  /**
   * The parameters of {@code list-orders.sql}.
   *
   * @param most orders when no limit was given
   */
  Map<String, Object> parameters(long most) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("statuses", known("--status", statuses, STATUSES));
    parameters.put("stages", known("--stage", stages, STAGES));
    parameters.put(
        "reasons", joined(reasons.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList()));
    parameters.put("events", joined(events));
    parameters.put("older_than_ms", olderThan == null ? null : age().toMillis());
    if (limit != null && limit < 1) {
      throw wrong("--limit must be at least 1");
    }
    parameters.put("limit", limit == null ? most : limit.longValue());
    return parameters;
  }

  private Duration age() {
    return Durations.parse(olderThan)
        .orElseThrow(() -> wrong("--older-than must be a time such as 90s, 15m or 2h"));
  }

  private String known(String option, List<String> given, List<String> all) {
    List<String> lower = given.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
    lower.stream()
        .filter(value -> !all.contains(value))
        .findFirst()
        .ifPresent(
            value -> {
              throw wrong(option + " is one of " + String.join(", ", all) + ", not " + value);
            });
    return joined(lower);
  }

  private static String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(",", values);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
