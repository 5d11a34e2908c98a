package io.tcbridge.ticketscloud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one entry of errors.yaml and notes whatever is wrong with it. */
final class EntryReader {
  static final String OUTCOMES = "outcomes";
  static final Set<String> OUTCOME_NAMES =
      new LinkedHashSet<>(List.of("not-sent", "no-answer", "not-json", "no-text", "unknown"));
  private static final Set<String> WITHOUT_STATUS = Set.of("not-sent", "no-answer");

  private static final List<String> COMMON =
      List.of("status", "operations", "consequence", "reason", "repeat-now", "hint");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final int LONGEST_HINT = 200;

  private final String group;
  private final int line;
  private final String place;
  private final List<String> problems;
  private final Map<String, Node> fields = new HashMap<>();

  EntryReader(String group, int position, Node entry, List<String> problems) {
    this.group = group;
    this.line = ErrorsFile.line(entry);
    this.problems = problems;
    var own = group.equals(OUTCOMES) ? List.of("outcome") : ErrorsFile.TEXT_FIELDS;
    var known = Stream.concat(own.stream(), COMMON.stream()).toList();
    var unknown = new ArrayList<String>();
    if (entry instanceof MappingNode mapping) {
      for (var tuple : mapping.getValue()) {
        var name = ErrorsFile.scalar(tuple.getKeyNode()).orElse("?");
        if (!known.contains(name)) {
          unknown.add("\"%s\" is no field here; use %s".formatted(name, String.join(", ", known)));
        } else if (fields.put(name, tuple.getValueNode()) != null) {
          unknown.add(name + " is given twice; keep one");
        }
      }
    } else {
      unknown.add("is not an entry; write fields as \"name: value\"");
    }
    var number = scalar("no").map(no -> " (no. " + no + ")").orElse("");
    place = "line %d, entry %d of %s%s".formatted(line, position, group, number);
    unknown.forEach(this::problem);
  }

  Optional<ErrorEntry> read() {
    var before = problems.size();
    var outcomes = group.equals(OUTCOMES);
    var text = scalar("text").orElse(null);
    var outcome = scalar("outcome").orElse(null);
    if (!outcomes && text == null) {
      problem("text is missing; give the whole message");
    }
    if (outcomes && outcome == null && !fields.containsKey("status")) {
      problem("neither outcome nor status is given; give one");
    }
    if (outcome != null && !OUTCOME_NAMES.contains(outcome)) {
      wrong("outcome", outcome, "use one of " + String.join(", ", OUTCOME_NAMES));
    }
    if (outcome != null && WITHOUT_STATUS.contains(outcome) && fields.containsKey("status")) {
      problem("status does not go with " + outcome + ", which is no HTTP answer; take it out");
    }
    var pattern = text == null ? null : new TextPattern(text, flag("field-prefix"));
    if (pattern != null && !pattern.saysSomething()) {
      wrong("text", text, "it would fit every answer; write some of its words");
    }
    var entry =
        new ErrorEntry(
            group,
            line,
            number(),
            text,
            pattern,
            scalar("code").orElse(null),
            outcome,
            statuses(),
            operations(),
            consequence(),
            reason(),
            flag("repeat-now"),
            hint());
    return problems.size() == before ? Optional.of(entry) : Optional.empty();
  }

  private Integer number() {
    var written = scalar("no").orElse(null);
    if (written == null || written.matches("[0-9]{1,4}")) {
      return written == null ? null : Integer.valueOf(written);
    }
    wrong("no", written, "use a whole number or leave it out");
    return null;
  }

  private List<StatusRange> statuses() {
    var ranges = new ArrayList<StatusRange>();
    for (var written : list("status")) {
      StatusRange.of(written)
          .ifPresentOrElse(
              ranges::add,
              () -> wrong("status", written, "use a number such as 409, or a class such as 5xx"));
    }
    if (ranges.isEmpty() && !group.equals(OUTCOMES)) {
      ranges.add(new StatusRange(400, 400));
    }
    return List.copyOf(ranges);
  }

  private Set<Operation> operations() {
    var written = list("operations");
    if (written.equals(List.of("all"))) {
      return EnumSet.allOf(Operation.class);
    }
    var operations = EnumSet.noneOf(Operation.class);
    for (var each : written) {
      Operation.of(each)
          .ifPresentOrElse(
              operations::add, () -> wrong("operations", each, "use all, or some of " + labels()));
    }
    if (written.isEmpty()) {
      problem("operations is missing; use all, or some of " + labels());
    }
    return operations;
  }

  private static String labels() {
    return Arrays.stream(Operation.values())
        .map(Operation::label)
        .collect(Collectors.joining(", "));
  }

  private Consequence consequence() {
    var written = scalar("consequence").orElse("");
    var known =
        Arrays.stream(Consequence.values())
            .map(Consequence::label)
            .collect(Collectors.joining(", "));
    var consequence = Consequence.of(written);
    if (consequence.isEmpty()) {
      wrong("consequence", written, "use one of " + known);
    }
    return consequence.orElse(Consequence.HOLD);
  }

  private String reason() {
    var written = scalar("reason").orElse("");
    if (!REASON.matcher(written).matches()) {
      wrong("reason", written, "use a code such as SOLD_OUT, 2 to 40 capitals, digits and _");
    }
    return written;
  }

  private String hint() {
    var written = scalar("hint").orElse("").strip();
    if (written.isEmpty() || written.length() > LONGEST_HINT) {
      wrong("hint", written, "write 1 to " + LONGEST_HINT + " characters for the operator");
    }
    return written;
  }

  private boolean flag(String field) {
    var written = scalar(field).orElse("false");
    if (!written.equals("true") && !written.equals("false")) {
      wrong(field, written, "use true or false");
    }
    return written.equals("true");
  }

  private Optional<String> scalar(String field) {
    var node = fields.get(field);
    if (node == null || node instanceof ScalarNode) {
      return ErrorsFile.scalar(node).filter(value -> !value.isBlank());
    }
    problem(field + " is a list or a block; give one value");
    return Optional.empty();
  }

  private List<String> list(String field) {
    var node = fields.get(field);
    var items =
        node instanceof SequenceNode many ? many.getValue() : Stream.ofNullable(node).toList();
    return items.stream().map(each -> ErrorsFile.scalar(each).orElse("?")).toList();
  }

  private void wrong(String field, String found, String remedy) {
    problem(
        found.isEmpty()
            ? "%s is missing; %s".formatted(field, remedy)
            : "%s is \"%s\"; %s".formatted(field, found, remedy));
  }

  private void problem(String sentence) {
    problems.add(place + ": " + sentence);
  }
}
