package io.tcbridge.testing;

import io.tcbridge.sandbox.Fault;
import java.util.function.Function;

/** What may go wrong with any call to Ticketscloud and then heal by itself. */
public enum Mishap {
  BUSY(true, operation -> Fault.statusBefore(operation, 409)),
  RATE_LIMITED(true, operation -> Fault.statusBefore(operation, 429)),
  DOWN(true, operation -> Fault.statusBefore(operation, 503)),
  FAILED(true, operation -> Fault.statusBefore(operation, 500)),
  FAILED_AFTER_THE_EFFECT(false, operation -> Fault.statusAfter(operation, 500)),
  GATEWAY_TIMEOUT(false, operation -> Fault.statusAfter(operation, 504)),
  CONNECTION_CUT(false, Fault::dropBefore),
  ANSWER_LOST(false, Fault::lostAnswer),
  BODY_CUT(false, Fault::cutBody),
  HTML_PAGE(false, Fault::html),
  HTML_PAGE_AFTER_THE_EFFECT(false, operation -> Fault.html(operation).withEffect(true)),
  BODY_TOO_SLOW(false, operation -> Fault.slowBody(operation, 50)),
  NO_ANSWER_AT_ALL(false, Fault::hang);

  private final boolean clear;
  private final Function<String, Fault> fault;

  Mishap(boolean clear, Function<String, Fault> fault) {
    this.clear = clear;
    this.fault = fault;
  }

  /** The fault on this operation, as often as it is asked. */
  public Fault on(String operation) {
    return fault.apply(operation);
  }

  /** Whether the answer itself says that nothing has happened. */
  public boolean isClear() {
    return clear;
  }

  /** Whether the operation has had its effect all the same. */
  public boolean hasEffect() {
    return switch (this) {
      case FAILED_AFTER_THE_EFFECT,
          GATEWAY_TIMEOUT,
          ANSWER_LOST,
          BODY_CUT,
          HTML_PAGE_AFTER_THE_EFFECT,
          BODY_TOO_SLOW,
          NO_ANSWER_AT_ALL ->
          true;
      default -> false;
    };
  }
}
