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

  /** A call, and an earlier one that makes it wrong. */
  record Pair(long call, long earlier) {
    @Override
    public String toString() {
      return "call " + call + " after call " + earlier;
    }
  }

  private record Overlap(Pair calls, Duration open) {}

  private final List<Instant> doneRequests = new ArrayList<>(1);
  private final List<Pair> blindDones = new ArrayList<>(0);
  private final List<Pair> blindWrites = new ArrayList<>(0);
  private final List<Overlap> overlaps = new ArrayList<>(0);
  private Instant created;
  private long lastWrite;
  private int lastSender;
  private boolean lastUnanswered;
  private long unclearDone;
  private long end;
  private String afterEnd;
  private boolean twisted;

  void add(RemoteCall call) {
    if (call.otherOpen() != null) {
      overlaps.add(new Overlap(new Pair(call.seq(), call.other()), call.otherOpen()));
    }
    if (!call.isWrite()) {
      return;
    }
    if (call.is("create")) {
      created = call.time();
    }
    if (end > 0 && afterEnd == null) {
      afterEnd = call.operation() + " (" + new Pair(call.seq(), end) + ")";
    }
    if (call.is("done") && unclearDone > call.shownBy()) {
      blindDones.add(new Pair(call.seq(), unclearDone));
    } else if (lastWrite > call.shownBy() && (lastUnanswered || lastSender != call.port())) {
      blindWrites.add(new Pair(call.seq(), lastWrite));
    }
    lastWrite = call.seq();
    lastSender = call.port();
    lastUnanswered = call.isUnanswered();
    if (call.is("done")) {
      doneRequests.add(call.time());
      twisted |= call.isTwisted();
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

  /** Each "done" after an unclear one that no read has shown to its sender. */
  List<Pair> blindDones() {
    return List.copyOf(blindDones);
  }

  /**
   * Each change after another one whose effect neither an answer nor a read has told its sender.
   */
  List<Pair> blindWrites() {
    return List.copyOf(blindWrites);
  }

  /** The first change that was asked for although its sender knew that the order is final. */
  String writeAfterEnd() {
    return afterEnd;
  }

  /**
   * Each change that arrived while another one was open.
   *
   * @param older whether that one was older than this age, or not
   */
  List<Pair> overlaps(boolean older, Duration age) {
    return overlaps.stream()
        .filter(overlap -> older == overlap.open().compareTo(age) > 0)
        .map(Overlap::calls)
        .toList();
  }
}
