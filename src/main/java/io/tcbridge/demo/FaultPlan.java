package io.tcbridge.demo;

import io.tcbridge.sandbox.Call;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The everyday faults that the demo puts between bridge and sandbox. */
final class FaultPlan {

  /** Milliseconds that every call takes. */
  static final int LATENCY_MS = 20;

  /** Milliseconds from the sale to the barcodes, for the last orders. */
  static final int LATE_BARCODES_MS = 2_000;

  /** Barcodes are late once this share of the orders, in percent, has come to an end. */
  private static final int LATE_FROM = 70;

  /** So many faults of each kind for so many orders. */
  private static final int EACH = 50;

  /** A fault is met this early: later ones might find no order any more. */
  private static final int LAST_MET = 70;

  private static final int HUNDRED = 100;

  private final Sandbox sandbox;
  private final int orders;
  private boolean late;

  FaultPlan(Sandbox sandbox, int orders) {
    this.sandbox = sandbox;
    this.orders = orders;
  }

  /** Spreads the faults over the requests to come. */
  void begin() {
    sandbox.set("latency_ms", String.valueOf(LATENCY_MS));
    int times = Math.max(1, orders / EACH);
    for (int i = 1; i <= times; i++) {
      int met = i * orders * LAST_MET / HUNDRED / (times + 1);
      sandbox.fault(Fault.lostAnswer("done").skip(met).times(1));
      sandbox.fault(Fault.statusBefore("reserve", 409).skip(met).times(1));
      sandbox.fault(Fault.statusBefore("create", 503).skip(met).times(1));
    }
  }

  /** To be told how many orders have ended: barcodes are late for the last ones. */
  void ordersEnded(int ended) {
    if (!late && ended * HUNDRED >= orders * LATE_FROM) {
      sandbox.set("barcode_at_done", "null_then_async:" + LATE_BARCODES_MS);
      late = true;
    }
  }

  /** How often each fault was met, in plain words. */
  static Map<String, Integer> met(List<Call> history) {
    Map<String, Integer> met = new TreeMap<>();
    for (Call call : history) {
      if (call.fault() != null) {
        met.merge(words(call), 1, Integer::sum);
      }
    }
    return met;
  }

  private static String words(Call call) {
    return call.fault().equals("lost_answer")
        ? "answer to " + call.operation() + " lost"
        : call.status() + " to " + call.operation();
  }
}
