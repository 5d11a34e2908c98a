package io.tcbridge.alert;

import java.time.Instant;
import java.util.List;

/**
 * What is to be told of one cause.
 *
 * @param cause e.g. {@code HELD.NO_DEAL}
 * @param isEvent whether it happened once, and is not told again while it lasts
 * @param news {@code new}, {@code lasts} or {@code over}
 * @param counter orders or cases now; events since the last message
 * @param most of them at one time
 * @param until its end; null while it lasts
 * @param orders some of their numbers, never anything else of them
 * @param detail what was noticed, in plain words; null if there is no more to say
 */
record AlertFacts(
    String cause,
    boolean isEvent,
    String news,
    long counter,
    long most,
    Instant since,
    Instant until,
    long seconds,
    List<String> orders,
    String detail) {

  AlertFacts {
    orders = List.copyOf(orders);
  }

  boolean isOver() {
    return news.equals("over");
  }

  /** The part before the dot, e.g. {@code HELD}. */
  String family() {
    return cause.replaceFirst("\\..*", "");
  }

  /** The part behind the dot, e.g. {@code NO_DEAL}; empty if there is none. */
  String code() {
    return cause.contains(".") ? cause.substring(cause.indexOf('.') + 1) : "";
  }
}
