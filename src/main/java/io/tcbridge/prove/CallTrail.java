package io.tcbridge.prove;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the history tells of one remote order, folded call by call, so that a history of any length
 * needs no more than this for each order.
 */
final class CallTrail {

  /** Of an order without a history. */
  static final CallTrail NONE = new CallTrail();

  private final List<Instant> doneRequests = new ArrayList<>(1);
  private Instant created;
  private long unclearDone;
  private long unansweredWrite;
  private long blindDone;
  private long blindWrite;
  private long end;
  private String afterEnd;
  private long overlapping;
  private Duration overlap;
  private boolean twisted;

  /**
   * @param lastRead sequence number of the last read whose answer was delivered, 0 for none
   */
  void add(RemoteCall call, long lastRead) {
    Duration open = call.otherOpen();
    if (open != null && (overlap == null || open.compareTo(overlap) < 0)) {
      overlapping = call.seq();
      overlap = open;
    }
    if (!call.isWrite()) {
      return;
    }
    if (call.is("create")) {
      created = call.time();
    }
    if (end > 0 && afterEnd == null) {
      afterEnd = call.operation() + " (call " + call.seq() + " after call " + end + ")";
    }
    if (unansweredWrite > lastRead && blindWrite == 0) {
      blindWrite = call.seq();
    }
    unansweredWrite = call.isUnanswered() ? call.seq() : 0;
    if (call.is("done")) {
      doneRequests.add(call.time());
      twisted |= call.isTwisted();
      if (unclearDone > lastRead && blindDone == 0) {
        blindDone = call.seq();
      }
      unclearDone = call.isUnclear() ? call.seq() : 0;
    }
    if (end == 0 && call.tellsTheEnd()) {
      end = call.seq();
    }
  }

  /** Whether the sale itself may have changed what was sold; without a history it always may. */
  boolean mayDifferBySale() {
    return this == NONE || twisted;
  }

  /** When it was asked to be made; null when the history does not know. */
  Instant created() {
    return created;
  }

  /** When "done" was asked for. */
  List<Instant> doneRequests() {
    return List.copyOf(doneRequests);
  }

  /** Sequence number of a "done" after an unclear one without a read in between; 0 for none. */
  long blindDone() {
    return blindDone;
  }

  /** Sequence number of a change after an unanswered one without a read in between; 0 for none. */
  long blindWrite() {
    return blindWrite;
  }

  /** The first change that was asked for although its sender knew that the order is final. */
  String writeAfterEnd() {
    return afterEnd;
  }

  /**
   * Sequence number of a change that was sent while another one, not older than this, was still
   * open; 0 for none.
   */
  long overlapping(Duration age) {
    return overlap != null && overlap.compareTo(age) <= 0 ? overlapping : 0;
  }
}
