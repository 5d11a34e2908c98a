package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Something that goes wrong on purpose: which requests it hits, how often, and how. Immutable; the
 * methods answer changed copies.
 *
 * <pre>sandbox.fault(Fault.lostAnswer("done").forOrderNo("A-17").times(2));</pre>
 */
public final class Fault {

  /** How a request goes wrong. */
  public enum Kind {
    /** Slower by {@code latencyMs} ± {@code jitterMs}. Adds to any other fault. */
    LATENCY(true),
    /** The effect is applied, then the connection is cut without an answer. */
    LOST_ANSWER(true),
    /** The connection is cut; no effect. */
    DROP_BEFORE(false),
    /** An HTTP status instead of the effect. */
    STATUS_BEFORE(false),
    /** The effect is applied, the answer is an HTTP status. */
    STATUS_AFTER(true),
    /** The right answer, at {@code bytesPerSecond}. */
    SLOW_BODY(true),
    /** Half of the right answer, then the connection is cut. */
    CUT_BODY(true),
    /** No answer, the connection stays open. */
    HANG(true),
    /** Status 200 with an HTML page; see {@link #withEffect}. */
    HTML(false),
    /** Status 400 with a given text under {@code errors}. */
    TEXT_ERROR(false),
    /** One ticket fewer is reserved, whatever all_or_nothing says. */
    PARTIAL(true),
    /** Tickets cost {@code delta} more than they should. */
    OTHER_PRICE(true),
    /** Another seat is reserved than the one wanted. */
    OTHER_SEAT(true),
    /** A stream of the catalogue without a message, and with a proper end. */
    EMPTY_STREAM(true),
    /** Each message of a stream of the catalogue twice. */
    DUPLICATE_ITEMS(true),
    /** Enum numbers and fields in the catalogue that no client knows. */
    UNKNOWN_ENUMS(true);

    private final boolean effect;

    Kind(boolean effect) {
      this.effect = effect;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  String operation;
  String orderNo;
  String orderId;
  String event;
  int skip;
  int times = Integer.MAX_VALUE;
  double probability = 1;
  long latencyMs;
  long jitterMs;
  int status = 200;
  String retryAfter;
  String body;
  long bytesPerSecond = 100;
  BigDecimal delta = BigDecimal.ZERO;
  boolean effect;
  long effectDelayMs = -1;
  boolean keepsBusy = true;

  Fault(Kind kind, String operation) {
    this.kind = kind;
    this.operation = operation;
    this.effect = kind.effect;
  }

  private Fault(Fault other) {
    this(other.kind, other.operation);
    orderNo = other.orderNo;
    orderId = other.orderId;
    event = other.event;
    skip = other.skip;
    times = other.times;
    probability = other.probability;
    latencyMs = other.latencyMs;
    jitterMs = other.jitterMs;
    status = other.status;
    retryAfter = other.retryAfter;
    body = other.body;
    bytesPerSecond = other.bytesPerSecond;
    delta = other.delta;
    effect = other.effect;
    effectDelayMs = other.effectDelayMs;
    keepsBusy = other.keepsBusy;
  }

  /** A fault of this kind on this operation; null = any operation. */
  public static Fault of(Kind kind, String operation) {
    return new Fault(kind, operation);
  }

  public static Fault latency(String operation, long millis, long jitterMillis) {
    return of(Kind.LATENCY, operation).slower(millis, jitterMillis);
  }

  public static Fault lostAnswer(String operation) {
    return of(Kind.LOST_ANSWER, operation);
  }

  public static Fault dropBefore(String operation) {
    return of(Kind.DROP_BEFORE, operation);
  }

  public static Fault statusBefore(String operation, int status) {
    return of(Kind.STATUS_BEFORE, operation).answering(status);
  }

  public static Fault statusAfter(String operation, int status) {
    return of(Kind.STATUS_AFTER, operation).answering(status);
  }

  public static Fault slowBody(String operation, long bytesPerSecond) {
    Fault fault = of(Kind.SLOW_BODY, operation);
    fault.bytesPerSecond = Math.max(1, bytesPerSecond);
    return fault;
  }

  public static Fault cutBody(String operation) {
    return of(Kind.CUT_BODY, operation);
  }

  public static Fault hang(String operation) {
    return of(Kind.HANG, operation);
  }

  public static Fault html(String operation) {
    return of(Kind.HTML, operation);
  }

  public static Fault textError(String operation, String text) {
    return of(Kind.TEXT_ERROR, operation).answering(400).body(text);
  }

  public static Fault partial(String operation) {
    return of(Kind.PARTIAL, operation);
  }

  public static Fault otherPrice(String operation, BigDecimal delta) {
    Fault fault = of(Kind.OTHER_PRICE, operation);
    fault.delta = Kopecks.decimal(Kopecks.of(delta));
    return fault;
  }

  public static Fault otherSeat(String operation) {
    return of(Kind.OTHER_SEAT, operation);
  }

  private Fault answering(int newStatus) {
    Fault copy = new Fault(this);
    copy.status = newStatus;
    return copy;
  }

  /** Only orders with this {@code vendor_data.order_id}. */
  public Fault forOrderNo(String value) {
    Fault copy = new Fault(this);
    copy.orderNo = value;
    return copy;
  }

  /** Only this remote order. */
  public Fault forOrderId(String value) {
    Fault copy = new Fault(this);
    copy.orderId = value;
    return copy;
  }

  /** Only orders of this event. */
  public Fault forEvent(String value) {
    Fault copy = new Fault(this);
    copy.event = value;
    return copy;
  }

  /** Lets the first matching requests through. */
  public Fault skip(int requests) {
    Fault copy = new Fault(this);
    copy.skip = requests;
    return copy;
  }

  /** Ends after this many hits. */
  public Fault times(int hits) {
    Fault copy = new Fault(this);
    copy.times = hits;
    return copy;
  }

  /** Hits each matching request with this probability, 0 to 1. */
  public Fault probability(double value) {
    Fault copy = new Fault(this);
    copy.probability = value;
    return copy;
  }

  /** Answers (or cuts) later by so many milliseconds, give or take the jitter. */
  public Fault slower(long millis, long jitterMillis) {
    Fault copy = new Fault(this);
    copy.latencyMs = millis;
    copy.jitterMs = jitterMillis;
    return copy;
  }

  /** Sends a Retry-After header, word for word. */
  public Fault retryAfter(String value) {
    Fault copy = new Fault(this);
    copy.retryAfter = value;
    return copy;
  }

  /** The body of a status fault, the page of an HTML fault, the text of a text error. */
  public Fault body(String value) {
    Fault copy = new Fault(this);
    copy.body = value;
    return copy;
  }

  /** Whether the effect is applied; differs from the kind's own choice. */
  public Fault withEffect(boolean value) {
    Fault copy = new Fault(this);
    copy.effect = value;
    return copy;
  }

  /**
   * Applies the effect so many milliseconds of the sandbox's clock after arrival, even when the
   * client has gone.
   */
  public Fault effectDelayMs(long millis) {
    Fault copy = new Fault(this);
    copy.effectDelayMs = millis;
    return copy;
  }

  /** Whether the order answers 409 to others until a delayed effect is applied; default true. */
  public Fault keepsBusy(boolean value) {
    Fault copy = new Fault(this);
    copy.keepsBusy = value;
    return copy;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether a joined operation such as {@code reserve+customer} has this one in it. */
  static boolean names(String joined, String operation) {
    return joined.equals(operation) || ("+" + joined + "+").contains("+" + operation + "+");
  }
}
