package io.tcbridge.prove;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One request in the sandbox's history.
 *
 * @param port at which it arrived: another port is another sender
 * @param operation e.g. {@code reserve}; several of one request are joined by +
 * @param orderId remote order concerned, or null
 * @param status HTTP status that was sent, 0 for none
 * @param applied whether it changed something
 * @param delivered whether the whole answer was written to the client
 * @param fault kind of the injected fault, or null
 * @param shownBy the last read that had shown the order to its sender, 0 for none
 * @param other another change of the same order that was still open, 0 for none
 * @param otherOpen for how long that one had been open, or null
 */
record RemoteCall(
    long seq,
    Instant time,
    int port,
    String operation,
    String orderId,
    int status,
    boolean applied,
    boolean delivered,
    String fault,
    long shownBy,
    long other,
    Duration otherOpen) {

  private static final Set<String> WRITES =
      Set.of("create", "reserve", "customer", "done", "cancel", "visitors");

  boolean is(String name) {
    return Set.of(operation.split("\\+")).contains(name);
  }

  boolean isWrite() {
    return Set.of(operation.split("\\+")).stream().anyMatch(WRITES::contains);
  }

  /** Whether the client cannot know whether its request did anything. */
  boolean isUnanswered() {
    return !delivered || status == 0 || status == 408 || "html".equals(fault);
  }

  /** The same for a sale, where also "busy" and "failed" leave that open. */
  boolean isUnclear() {
    return isUnanswered() || status == 409 || status >= 500;
  }

  /** Whether the tickets or their prices are not what the request would have made them. */
  boolean isTwisted() {
    return Set.of("partial", "other_seat", "other_price").contains(String.valueOf(fault));
  }

  /** Whether the client was told that the order is final now. */
  boolean tellsTheEnd() {
    return (is("done") || is("cancel"))
        && applied
        && delivered
        && status / 100 == 2
        && (fault == null || fault.equals("latency"));
  }
}
