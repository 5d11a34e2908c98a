package io.tcbridge.prove;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Folds a history, call by call and oldest first, into what the rules need of it. */
final class CallTrails {

  private final Map<String, CallTrail> byOrder = new HashMap<>();
  private final Deque<Instant> lastSecond = new ArrayDeque<>();
  private long count;
  private long mostInOneSecond;

  void add(RemoteCall call) {
    count++;
    lastSecond.addLast(call.time());
    while (!lastSecond.peekFirst().isAfter(call.time().minusSeconds(1))) {
      lastSecond.removeFirst();
    }
    mostInOneSecond = Math.max(mostInOneSecond, lastSecond.size());
    if (call.orderId() != null) {
      byOrder.computeIfAbsent(call.orderId(), id -> new CallTrail()).add(call);
    }
  }

  void tell(RemoteSide remote) {
    remote.history(byOrder, count, mostInOneSecond);
  }
}
