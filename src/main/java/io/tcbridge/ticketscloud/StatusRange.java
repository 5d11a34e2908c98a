package io.tcbridge.ticketscloud;

import java.util.Optional;
import java.util.regex.Pattern;

/** One HTTP status or a hundred of them: {@code 409}, {@code 5xx}. */
record StatusRange(int first, int last) {
  private static final Pattern WRITTEN = Pattern.compile("[1-5](?:xx|[0-9]{2})");

  static Optional<StatusRange> of(String written) {
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new StatusRange(
            Integer.parseInt(written.replace('x', '0')),
            Integer.parseInt(written.replace('x', '9'))));
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first / 100 + "xx";
  }

  boolean holds(int status) {
    return first <= status && status <= last;
  }
}
