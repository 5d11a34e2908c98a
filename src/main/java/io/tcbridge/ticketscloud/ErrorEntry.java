package io.tcbridge.ticketscloud;

import io.tcbridge.ticketscloud.RemoteErrors.RemoteError;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One entry of errors.yaml.
 *
 * @param group the list it stands in
 * @param line where it begins in the file
 * @param number in the table of documented messages; null for other entries
 * @param text the message; null for outcomes
 * @param pattern the message made comparable; null when there is none
 * @param code the error's code; null when there is none
 * @param outcome the name of an outcome; null when the entry goes by text or status alone
 * @param statuses the HTTP statuses it fits; empty means any
 */
record ErrorEntry(
    String group,
    int line,
    Integer number,
    String text,
    TextPattern pattern,
    String code,
    String outcome,
    List<StatusRange> statuses,
    Set<Operation> operations,
    Consequence consequence,
    String reason,
    boolean repeatNow,
    String hint) {

  boolean fits(Operation operation, int status) {
    return operations.contains(operation)
        && (statuses.isEmpty() || statuses.stream().anyMatch(each -> each.holds(status)));
  }

  DictionaryLine shown() {
    return new DictionaryLine(
        group,
        line,
        number,
        text != null ? text : outcome != null ? outcome : "",
        text != null,
        statuses.stream().map(StatusRange::toString).collect(Collectors.joining(", ")),
        operations,
        consequence,
        reason,
        repeatNow,
        hint);
  }

  /** An outcome told by its status alone. */
  boolean byStatus() {
    return text == null && outcome == null;
  }

  boolean is(String name) {
    return name.equals(outcome);
  }

  boolean hasTextOf(RemoteError error) {
    return pattern != null && pattern.fits(error.text());
  }

  boolean hasCodeOf(RemoteError error) {
    return code != null && code.equals(error.code());
  }
}
