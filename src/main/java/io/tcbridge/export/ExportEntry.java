package io.tcbridge.export;

import io.tcbridge.config.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one export and notes whatever is wrong with it. */
final class ExportEntry {

  private static final List<String> FIELDS =
      List.of(
          "name",
          "by",
          "cron",
          "zone",
          "period",
          "days",
          "lag",
          "statuses",
          "events",
          "only-with-customer",
          "with-customer",
          "recipients",
          "folder",
          "missed",
          "deadline");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{24}");
  private static final Duration USUAL_LAG = Duration.ofMinutes(30);
  private static final Duration USUAL_DEADLINE = Duration.ofHours(6);

  private final BiConsumer<String, String> problems;
  private final boolean hasMail;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final String place;
  private final Set<String> refused = new HashSet<>();
  private int wrong;

  /**
   * @param problems takes what was found, and what to do
   */
  ExportEntry(Node entry, boolean hasMail, BiConsumer<String, String> problems) {
    this.problems = problems;
    this.hasMail = hasMail;
    String at = ExportsFile.at(entry);
    if (entry instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> put(tuple, at));
    } else {
      wrong++;
      problems.accept(at + ": no export", "write its fields as \"name: value\"");
    }
    this.place = at + (name().isEmpty() ? "" : ", export " + name());
  }

  private void put(NodeTuple tuple, String at) {
    String field = ExportsFile.scalar(tuple.getKeyNode()).orElse("?");
    if (!FIELDS.contains(field)) {
      wrong++;
      problems.accept(at + ": \"" + field + "\"", "use " + String.join(", ", FIELDS));
    } else if (fields.put(field, tuple.getValueNode()) != null) {
      wrong++;
      problems.accept(at + ": " + field + " is given twice", "keep one");
    }
  }

  /** Empty if it has none that can be used. */
  String name() {
    return fields.containsKey("name")
        ? ExportsFile.scalar(fields.get("name"))
            .filter(name -> NAME.matcher(name).matches() && name.length() <= 40)
            .orElse("")
        : "";
  }

  Optional<Export> read() {
    if (name().isEmpty()) {
      refuse("name", "write a name of small letters, digits and dashes, e.g. daily-sales");
    }
    Export.By by = choice("by", Export.By.TICKETSCLOUD, Export.By.values(), Export.By::label);
    Optional<Timetable> timetable = timetable();
    ExportPeriod period = choice("period", null, ExportPeriod.values(), ExportPeriod::label);
    Missed missed = choice("missed", null, Missed.values(), Missed::label);
    List<String> recipients =
        list("recipients", ADDRESS, "write bare addresses such as sales@example.org");
    Optional<String> folder = text("folder");
    boolean withCustomer = flag("with-customer");
    checkWays(by, recipients, folder, withCustomer);
    int days = days(period);
    Duration lag = lag(period);
    List<String> statuses = statuses();
    List<String> events = list("events", ID, "write ids of 24 letters and digits");
    boolean onlyWithCustomer = flag("only-with-customer");
    Duration deadline =
        duration("deadline", USUAL_DEADLINE, Duration.ofMinutes(1), Duration.ofDays(30));
    return wrong > 0
        ? Optional.empty()
        : Optional.of(
            new Export(
                name(),
                by,
                timetable.orElseThrow(),
                period,
                days,
                lag,
                statuses,
                events,
                onlyWithCustomer,
                recipients,
                folder,
                withCustomer,
                missed,
                deadline));
  }

  private Optional<Timetable> timetable() {
    String cron = text("cron").orElse("");
    Optional<ZoneId> zone = zone();
    Optional<Timetable> timetable = Timetable.of(cron, zone.orElse(ZoneId.of("UTC")));
    if (timetable.isEmpty()) {
      refuse(
          "cron",
          "write a Quartz cron expression: second minute hour day-of-month month day-of-week, e.g."
              + " 0 0 6 * * ? for 06:00 every day");
    }
    return timetable;
  }

  /** No default: which day is meant would be a guess. */
  private Optional<ZoneId> zone() {
    try {
      return Optional.of(ZoneId.of(text("zone").orElse("")));
    } catch (DateTimeException unknown) {
      refuse("zone", "write the zone of the timetable and the days, e.g. Europe/Moscow");
      return Optional.empty();
    }
  }

  private void checkWays(
      Export.By by, List<String> recipients, Optional<String> folder, boolean withCustomer) {
    if (by == Export.By.TICKETSCLOUD) {
      if (recipients.isEmpty()) {
        refuse("recipients", "name at least one address that Ticketscloud is to mail the file to");
      }
      if (folder.isPresent()) {
        refuse("folder", "take it out, or write by: bridge: Ticketscloud mails its file only");
      }
      if (withCustomer) {
        refuse("with-customer", "take it out: it is for files of the bridge (by: bridge)");
      }
      return;
    }
    if (recipients.isEmpty() && folder.isEmpty()) {
      refuse("recipients", "name addresses, a folder, or both");
    }
    if (!recipients.isEmpty() && !hasMail) {
      refuse(
          "recipients",
          "the bridge mails by the server of the alerts: set alert.smtp-host, alert.mail-from and"
              + " alert.mail-to, or name a folder only");
    }
    folder.ifPresent(this::checkFolder);
  }

  private void checkFolder(String folder) {
    try {
      if (!Path.of(folder).isAbsolute()) {
        refuse("folder", "write a path that begins with /");
      }
    } catch (InvalidPathException no) {
      refuse("folder", "write a path that begins with /");
    }
  }

  private int days(ExportPeriod period) {
    String days = text("days").orElse("");
    boolean isWanted = period == ExportPeriod.LAST_DAYS;
    if (isWanted && !days.matches("[1-9]\\d{0,2}")) {
      refuse("days", "write how many days, 1 to 999, for period: last-days");
    } else if (!isWanted && !days.isEmpty()) {
      refuse("days", "take it out: it is for period: last-days");
    } else if (isWanted) {
      return Integer.parseInt(days);
    }
    return 0;
  }

  private Duration lag(ExportPeriod period) {
    if (period != ExportPeriod.SINCE_LAST_RUN && fields.containsKey("lag")) {
      refuse("lag", "take it out: it is for period: since-last-run");
      return Duration.ZERO;
    }
    return duration("lag", USUAL_LAG, Duration.ZERO, Duration.ofDays(7));
  }

  private List<String> statuses() {
    List<String> statuses = list("statuses", Pattern.compile(".*"), "");
    if (!Export.STATUSES.containsAll(statuses)) {
      refuse(
          "statuses", "use " + Export.STATUSES.stream().sorted().collect(Collectors.joining(", ")));
    }
    return statuses;
  }

  private Duration duration(String field, Duration usual, Duration min, Duration max) {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      return usual;
    }
    Optional<Duration> found =
        Durations.parse(text.get())
            .filter(given -> given.compareTo(min) >= 0 && given.compareTo(max) <= 0);
    if (found.isEmpty()) {
      refuse(
          field, "write a duration from " + Durations.format(min) + " to " + Durations.format(max));
    }
    return found.orElse(usual);
  }

  private <T> T choice(String field, T usual, T[] all, Function<T, String> label) {
    Optional<String> text = text(field);
    if (text.isEmpty() && usual != null) {
      return usual;
    }
    Optional<T> found =
        Stream.of(all).filter(one -> label.apply(one).equals(text.orElse(""))).findFirst();
    if (found.isEmpty()) {
      refuse(field, "use " + Arrays.stream(all).map(label).collect(Collectors.joining(", ")));
    }
    return found.orElse(usual);
  }

  private boolean flag(String field) {
    String text = text(field).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      refuse(field, "use true or false");
    }
    return text.equals("true");
  }

  private List<String> list(String field, Pattern form, String todo) {
    Node node = fields.get(field);
    if (node == null) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    List<Node> nodes = node instanceof SequenceNode many ? many.getValue() : List.of(node);
    nodes.forEach(item -> items.add(ExportsFile.scalar(item).orElse("")));
    if (items.isEmpty() || items.stream().anyMatch(item -> !form.matcher(item).matches())) {
      refuse(field, todo.isEmpty() ? "write a list of words" : todo);
    } else if (items.stream().distinct().count() < items.size()) {
      refuse(field, "name each only once");
    }
    return items;
  }

  /** A list or a map is no value, and not the absence of one either. */
  private Optional<String> text(String field) {
    Node node = fields.get(field);
    if (node != null && !(node instanceof ScalarNode)) {
      refuse(field, "write one value behind \"" + field + ":\", not a list or further fields");
      return Optional.empty();
    }
    return node == null
        ? Optional.empty()
        : ExportsFile.scalar(node).filter(text -> !text.isBlank());
  }

  /** Only what is said first of a field is told: the rest follows from it. */
  private void refuse(String field, String todo) {
    wrong++;
    if (!refused.add(field)) {
      return;
    }
    Node node = fields.get(field);
    String found =
        node == null
            ? place + ": " + field + " is missing"
            : ExportsFile.at(node)
                + (name().isEmpty() ? "" : ", export " + name())
                + ": "
                + field
                + " is "
                + shown(node);
    problems.accept(found, todo);
  }

  /** What stands there, as it may be written in one line. */
  private static String shown(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(ExportEntry::shown)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof MappingNode map) {
      return map.getValue().stream()
          .map(field -> shown(field.getKeyNode()) + ": " + shown(field.getValueNode()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ExportsFile.scalar(node).map(text -> "\"" + text + "\"").orElse("empty");
  }
}
