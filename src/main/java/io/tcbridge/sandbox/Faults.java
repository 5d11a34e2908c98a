package io.tcbridge.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The faults in force, and which of them hits a request. */
final class Faults {

  /** A fault with its counters. */
  static final class Rule {
    final Fault fault;
    int seen;
    int hits;

    Rule(Fault fault) {
      this.fault = fault;
    }
  }

  /** What hits one request: at most one fault, and the latency of all latency faults. */
  record Hit(Fault fault, long latencyMs) {
    static final Hit NONE = new Hit(null, 0);

    Fault.Kind kind() {
      return fault == null ? Fault.Kind.LATENCY : fault.kind();
    }

    boolean applies() {
      return fault == null || fault.effect || Delivery.needsAnswer(fault.kind());
    }

    /** Milliseconds after arrival, or a negative number for "with the answer". */
    long effectDelayMs() {
      return fault == null ? -1 : fault.effectDelayMs;
    }

    Tweaks tweaks() {
      if (fault == null) {
        return Tweaks.NONE;
      }
      return switch (kind()) {
        case PARTIAL -> new Tweaks(true, false, 0);
        case OTHER_SEAT -> new Tweaks(false, true, 0);
        case OTHER_PRICE -> new Tweaks(false, false, Kopecks.of(fault.delta));
        default -> Tweaks.NONE;
      };
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  List<Rule> rules() {
    return rules;
  }

  void add(Fault fault) {
    rules.add(new Rule(fault));
  }

  void clear() {
    rules.clear();
  }

  Hit hit(Request request, Random random) {
    if (rules.isEmpty()) {
      return Hit.NONE;
    }
    Fault main = null;
    long latency = 0;
    for (Rule rule : rules) {
      Fault fault = rule.fault;
      boolean free = main == null || onlySlows(main);
      if ((free || onlySlows(fault)) && matches(fault, request) && counts(rule, random)) {
        latency += delay(fault.latencyMs, fault.jitterMs, random);
        main = free ? fault : main;
      }
    }
    return new Hit(main, latency);
  }

  private static boolean onlySlows(Fault fault) {
    return fault.kind() == Fault.Kind.LATENCY && fault.effectDelayMs < 0;
  }

  /** A latency, give or take a jitter. */
  static long delay(long millis, long jitter, Random random) {
    if (jitter == 0) {
      return millis;
    }
    return Math.max(0, millis - jitter + (long) (random.nextDouble() * (2 * jitter + 1)));
  }

  private static boolean counts(Rule rule, Random random) {
    rule.seen++;
    if (rule.seen <= rule.fault.skip || rule.hits >= rule.fault.times) {
      return false;
    }
    if (rule.fault.probability < 1 && random.nextDouble() >= rule.fault.probability) {
      return false;
    }
    rule.hits++;
    return true;
  }

  private static boolean matches(Fault fault, Request request) {
    return (fault.operation == null || Fault.names(request.operation(), fault.operation))
        && (fault.orderNo == null || fault.orderNo.equals(request.orderNo()))
        && (fault.orderId == null || fault.orderId.equals(request.orderId()))
        && (fault.event == null || fault.event.equals(request.event()));
  }
}
