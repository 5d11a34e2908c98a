package io.tcbridge.order;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A failure that nobody foresaw, as a log may show it: kinds and frames of it and its causes, but
 * not their words, since the message of a library may quote a buyer's value.
 */
final class Defect extends Exception {

  private static final long serialVersionUID = 1L;

  private Defect(Throwable failure, Throwable cause) {
    super(failure.getClass().getName(), cause, false, true);
    setStackTrace(failure.getStackTrace());
  }

  static Defect of(Throwable failure) {
    return of(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Defect of(Throwable failure, Set<Throwable> seen) {
    Throwable cause = failure.getCause();
    boolean more = seen.add(failure) && cause != null && !seen.contains(cause);
    return new Defect(failure, more ? of(cause, seen) : null);
  }
}
