package io.tcbridge.ticketscloud;

import io.tcbridge.ticketscloud.RemoteErrors.RemoteError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows what every answer of Ticketscloud means, from {@code config/errors.yaml}. */
public final class ErrorDictionary {
  /** Control characters and halves of characters, which databases refuse. */
  private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private final List<ErrorEntry> entries;
  private final InstantSource clock;

  private ErrorDictionary(List<ErrorEntry> entries, InstantSource clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * Reads the dictionary.
   *
   * @throws ErrorsFileProblem when the file is missing, unreadable, wrong or incomplete
   */
  public static ErrorDictionary load(Path errorsYaml) {
    return load(errorsYaml, InstantSource.system());
  }

  /** As {@link #load(Path)}; the clock turns a Retry-After date into a duration. */
  public static ErrorDictionary load(Path errorsYaml, InstantSource clock) {
    return new ErrorDictionary(ErrorsFile.read(errorsYaml), clock);
  }

  /**
   * Classifies an answer that is not a plain success: any status but 2xx, a 2xx with {@code
   * errors}, or a 2xx whose body is not the JSON that was asked for.
   *
   * <p>Each text counts for every operation of the request; of all that fits, the strongest {@link
   * Consequence} wins, and only what all of them allow is repeated at once.
   *
   * @param operations what the request was; not empty, several for a combined PATCH
   */
  public Verdict classify(Set<Operation> operations, RemoteAnswer answer) {
    var errors = RemoteErrors.of(answer.body());
    var fitting = fitting(operations, answer, errors);
    var wait = RetryAfter.parse(answer.retryAfter(), clock);
    // The repeats in memory have waits of their own: whoever asks for another one gets it as due
    // time.
    var soon = wait.isEmpty() || wait.get().isZero();
    var said = "Ticketscloud answered HTTP " + answer.status() + ": " + said(errors, answer);
    return verdict(fitting, said, soon, wait.orElse(null));
  }

  /** Whether an answer carries a complaint, whatever its status says. */
  public boolean complains(RemoteAnswer answer) {
    return !RemoteErrors.of(answer.body()).found().isEmpty();
  }

  /** What decides {@link #classify}, for people who ask why. */
  public DictionaryLine explain(Set<Operation> operations, RemoteAnswer answer) {
    return strongest(fitting(operations, answer, RemoteErrors.of(answer.body()))).shown();
  }

  /** Every entry, from top to bottom. */
  public List<DictionaryLine> lines() {
    return entries.stream().map(ErrorEntry::shown).toList();
  }

  private List<ErrorEntry> fitting(
      Set<Operation> operations, RemoteAnswer answer, RemoteErrors errors) {
    var fitting = new ArrayList<ErrorEntry>();
    for (var error : errors.found()) {
      var known = known(operations, answer.status(), error);
      fitting.addAll(known.isEmpty() ? outcome("unknown", operations, answer.status()) : known);
    }
    if (errors.found().isEmpty()) {
      fitting.addAll(outcome(nameOf(errors, answer), operations, answer.status()));
    }
    return fitting;
  }

  /** Nothing of the request left this machine. */
  public Verdict notSent(Set<Operation> operations) {
    return verdict(outcome("not-sent", operations, 0), "", true, null);
  }

  /** The request may have arrived; no complete answer came back in time. */
  public Verdict noAnswer(Set<Operation> operations) {
    return verdict(outcome("no-answer", operations, 0), "", true, null);
  }

  List<ErrorEntry> entries() {
    return entries;
  }

  private List<ErrorEntry> known(Set<Operation> operations, int status, RemoteError error) {
    return inOrder(operations)
        .map(
            operation ->
                first(entry -> entry.fits(operation, status) && entry.hasTextOf(error))
                    .or(
                        () ->
                            first(
                                entry -> entry.fits(operation, status) && entry.hasCodeOf(error))))
        .flatMap(Optional::stream)
        .toList();
  }

  /** By status alone, then by the name of the outcome, then as unknown. */
  private List<ErrorEntry> outcome(String name, Set<Operation> operations, int status) {
    return inOrder(operations)
        .map(
            operation ->
                first(entry -> entry.byStatus() && entry.fits(operation, status))
                    .or(() -> first(entry -> entry.is(name) && entry.fits(operation, status)))
                    .or(() -> first(entry -> entry.is("unknown") && entry.fits(operation, status)))
                    .orElseThrow())
        .toList();
  }

  /** Always the same order, so that the same answer always gives the same reason. */
  private static Stream<Operation> inOrder(Set<Operation> operations) {
    return operations.stream().sorted();
  }

  private Optional<ErrorEntry> first(Predicate<ErrorEntry> fits) {
    return entries.stream().filter(fits).findFirst();
  }

  private static String nameOf(RemoteErrors errors, RemoteAnswer answer) {
    var success = answer.status() / 100 == 2;
    if (success || !errors.json() && !errors.empty()) {
      return "not-json";
    }
    return errors.empty() ? "no-text" : "unknown";
  }

  private static Verdict verdict(
      List<ErrorEntry> fitting, String said, boolean soon, Duration wait) {
    var strongest = strongest(fitting);
    var text = UNSTORABLE.matcher((strongest.hint() + " " + said).strip()).replaceAll(" ");
    var repeatNow = soon && fitting.stream().allMatch(ErrorEntry::repeatNow);
    return new Verdict(strongest.consequence(), strongest.reason(), text, repeatNow, wait);
  }

  private static ErrorEntry strongest(List<ErrorEntry> fitting) {
    return fitting.stream()
        .min(Comparator.comparing(ErrorEntry::consequence))
        .orElseThrow(() -> new IllegalArgumentException("A request is at least one operation."));
  }

  /** The texts as they came; of anything else the kind and size first. */
  private static String said(RemoteErrors errors, RemoteAnswer answer) {
    if (!errors.found().isEmpty()) {
      return errors.found().stream().map(RemoteError::text).collect(Collectors.joining("; "));
    }
    if (answer.body().length == 0) {
      return "no body";
    }
    var kind = answer.contentType() == null ? "no content type" : answer.contentType();
    var size = kind + ", " + answer.body().length + " bytes";
    if (errors.json()) {
      return size;
    }
    // A broken order shows a buyer's data as JSON writes them, or half of them: no mask finds that.
    var whole = new String(answer.body(), StandardCharsets.UTF_8).strip();
    return whole.startsWith("{") || whole.startsWith("[")
        ? size + ", broken JSON"
        : size + ": " + whole.replaceAll("\\s+", " ");
  }
}
