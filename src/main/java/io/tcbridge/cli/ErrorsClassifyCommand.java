package io.tcbridge.cli;

import io.tcbridge.ticketscloud.DictionaryLine;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what the bridge would do with an answer, by the same rules as the bridge itself. */
@Command(
    name = "classify",
    description =
        "Says what the bridge would do with an answer of Ticketscloud, and where to change that.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Exit codes: 0 the text is known, 3 it is not, 2 wrong usage or configuration."})
final class ErrorsClassifyCommand implements Callable<Integer> {

  /** Where documented texts come with; the first that knows the text counts. */
  private static final List<Integer> USUAL = List.of(400, 200, 401, 403, 404, 409, 422, 429, 500);

  @ParentCommand private ErrorsCommand errors;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TEXT",
      description =
          "A message, a JSON body, or a reason of the bridge that quotes one; - reads a body from"
              + " stdin.")
  private String text;

  @Option(
      names = "--operation",
      split = ",",
      paramLabel = "NAME",
      description =
          "What was asked, e.g. reserve; several are one combined request. Left out: each one.")
  private List<String> operations = List.of();

  @Option(
      names = "--status",
      paramLabel = "CODE",
      description = "The HTTP status. Left out: the one that documented texts of this kind have.")
  private Integer status;

  /** One group of operations for which the answer means the same. */
  private record Finding(
      Set<Operation> operations, int status, DictionaryLine entry, Verdict verdict, String then) {

    boolean isSameAs(Finding other) {
      return status == other.status && entry.equals(other.entry) && then.equals(other.then);
    }
  }

  @Override
  public Integer call() {
    Set<Operation> asked = operations();
    if (status != null && (status < 100 || status > 599)) {
      throw wrong("--status is an HTTP status such as 400");
    }
    AnswerText answer = answer();
    List<Finding> findings = findings(errors.dictionary(), asked, answer);
    List<Finding> known = findings.stream().filter(each -> each.entry().isText()).toList();
    List<Finding> shown = known.isEmpty() ? findings : known;
    print(shown);
    return isUnknown(shown) ? ExitCode.PERSON_NEEDED : ExitCode.FINE;
  }

  private Set<Operation> operations() {
    Set<Operation> asked = EnumSet.noneOf(Operation.class);
    for (String name : operations) {
      asked.add(
          Operation.of(name)
              .orElseThrow(
                  () ->
                      wrong(
                          "--operation is one of "
                              + ErrorsListCommand.names(EnumSet.allOf(Operation.class))
                              + ", not "
                              + name)));
    }
    return asked;
  }

  private AnswerText answer() {
    if (!text.equals("-")) {
      return AnswerText.ofArgument(text);
    }
    try {
      return AnswerText.ofBody(errors.in().readAllBytes());
    } catch (IOException e) {
      throw new CommandFailure("stdin can't be read: " + e.getMessage(), e);
    }
  }

  private List<Finding> findings(
      ErrorDictionary dictionary, Set<Operation> asked, AnswerText answer) {
    Outlook outlook = new Outlook(errors.rules());
    List<Set<Operation>> requests =
        asked.isEmpty()
            ? Stream.of(Operation.values()).map(each -> (Set<Operation>) EnumSet.of(each)).toList()
            : List.of(asked);
    List<Finding> findings = new ArrayList<>();
    for (Set<Operation> request : requests) {
      RemoteAnswer taken = answer.as(statusOf(dictionary, request, answer));
      Verdict verdict = dictionary.classify(request, taken);
      Finding finding =
          new Finding(
              EnumSet.copyOf(request),
              taken.status(),
              dictionary.explain(request, taken),
              verdict,
              outlook.of(verdict, request));
      findings.stream()
          .filter(finding::isSameAs)
          .findFirst()
          .ifPresentOrElse(same -> same.operations().addAll(request), () -> findings.add(finding));
    }
    return findings;
  }

  private int statusOf(ErrorDictionary dictionary, Set<Operation> request, AnswerText answer) {
    if (status != null || answer.status() != null) {
      return status != null ? status : answer.status();
    }
    return USUAL.stream()
        .filter(each -> dictionary.explain(request, answer.as(each)).isText())
        .findFirst()
        .orElse(400);
  }

  private static boolean isUnknown(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.entry().match().equals("unknown"));
  }

  private void print(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    Path file = errors.file();
    if (errors.json()) {
      JsonArray all = new JsonArray();
      findings.forEach(finding -> all.add(json(finding)));
      out.println(
          new JsonObject()
              .put("known", !isUnknown(findings))
              .put("file", file.toString())
              .put("findings", all)
              .encodePrettily());
    } else {
      findings.forEach(finding -> lines(finding).forEach(out::println));
      change(findings, file).forEach(out::println);
    }
    out.flush();
  }

  private static List<String> lines(Finding finding) {
    DictionaryLine entry = finding.entry();
    return List.of(
        "HTTP "
            + finding.status()
            + " to "
            + ErrorsListCommand.operations(finding.operations())
            + ":",
        "  entry        " + described(entry),
        "  consequence  " + entry.consequence().label(),
        "  reason       " + entry.reason(),
        "  hint         " + entry.hint(),
        "  then         " + finding.then(),
        "");
  }

  private static String described(DictionaryLine entry) {
    String match = entry.match().isEmpty() ? "HTTP " + entry.status() : "\"" + entry.match() + "\"";
    return match
        + " ("
        + entry.group()
        + (entry.number() == null ? "" : " no. " + entry.number())
        + ", line "
        + entry.line()
        + ")";
  }

  private static List<String> change(List<Finding> findings, Path file) {
    Finding first = findings.get(0);
    List<String> lines = new ArrayList<>();
    if (!first.entry().isText() && !first.entry().match().equals("unknown")) {
      lines.add("There is no text to go by. To change it, change these lines of " + file + ".");
      return lines;
    }
    lines.add(
        isUnknown(findings)
            ? "No entry knows this text. Put one under \"own\" in " + file + ":"
            : "To change it, put an entry of your own under \"own\" in "
                + file
                + "; it goes first:");
    lines.add("");
    lines.add("  own:");
    lines.add("    - text: '" + text(first).replace("'", "''") + "'");
    if (first.status() != 400) {
      lines.add("      status: " + first.status());
    }
    lines.add("      operations: [" + ErrorsListCommand.names(first.operations()) + "]");
    lines.add("      consequence: " + first.entry().consequence().label());
    lines.add("      reason: OWN_CODE");
    lines.add("      hint: What the operator should know or do.");
    lines.add("");
    lines.add("Every instance reads the file when it starts.");
    return lines;
  }

  /** The pattern that knows it, or the message itself. */
  private static String text(Finding finding) {
    return finding.entry().isText()
        ? finding.entry().match()
        : finding
            .verdict()
            .text()
            .replaceFirst("(?s).*Ticketscloud answered HTTP \\d{3}: ", "")
            .strip()
            .replaceAll("\\s+", " ");
  }

  private static JsonObject json(Finding finding) {
    JsonArray operations = new JsonArray();
    finding.operations().stream().sorted().map(Operation::label).forEach(operations::add);
    return new JsonObject()
        .put("operations", operations)
        .put("status", finding.status())
        .put("consequence", finding.verdict().consequence().label())
        .put("reason", finding.verdict().reason())
        .put("repeat_now", finding.verdict().repeatNow())
        .put("then", finding.then())
        .put("entry", ErrorsListCommand.json(finding.entry()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
