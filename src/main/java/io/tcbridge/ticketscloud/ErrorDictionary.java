package io.tcbridge.ticketscloud;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** Knows what every answer of Ticketscloud means, from {@code config/errors.yaml}. */
public final class ErrorDictionary {

  /**
   * Reads the dictionary.
   *
   * @throws ErrorsFileProblem when the file is missing, unreadable, wrong or incomplete
   */
  public static ErrorDictionary load(Path errorsYaml) {
    return load(errorsYaml, Clock.systemUTC());
  }

  /** As {@link #load(Path)}; the clock turns a Retry-After date into a duration. */
  public static ErrorDictionary load(Path errorsYaml, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /**
   * Classifies an answer that is not a plain success: any status but 2xx, a 2xx with {@code
   * errors}, or a 2xx whose body is not the JSON that was asked for.
   *
   * @param operations what the request was; not empty, several for a combined PATCH
   */
  public Verdict classify(Set<Operation> operations, RemoteAnswer answer) {
    throw new UnsupportedOperationException();
  }

  /** Nothing of the request left this machine. */
  public Verdict notSent(Set<Operation> operations) {
    throw new UnsupportedOperationException();
  }

  /** The request may have arrived; no complete answer came back in time. */
  public Verdict noAnswer(Set<Operation> operations) {
    throw new UnsupportedOperationException();
  }
}
