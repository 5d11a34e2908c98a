package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a setback into the one durable consequence that it has: waiting with a due time, a decision
 * about the order, or a person. Everything is in the row that {@code save-setback.sql} writes.
 */
public final class OrderSetbacks {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSetbacks.class);

  private static final Set<String> CANCELS = Set.of("CANCELLED_BY_ERP", Wish.CANCELLED);

  /** The end of a pause wakes its orders; this is only a next time for those that nobody wakes. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private final Settings settings;
  private final KeyGate gate;
  private final OrderEvents events;
  private final DoubleSupplier random;

  /**
   * @param random between 0 and 1, for the jitter of waiting times
   */
  public OrderSetbacks(Settings settings, KeyGate gate, OrderEvents events, DoubleSupplier random) {
    this.settings = settings;
    this.gate = gate;
    this.events = events;
    this.random = random;
  }

  /**
   * Whether the same request may be sent again at once. A create that reserves may have left a hold
   * when its answer is unclear, so it is not repeated before a search.
   */
  public boolean repeatNow(@ExchangeException Setback setback) {
    boolean mayHold =
        setback.operations().contains(Operation.CREATE)
            && settings.ticketscloud().create() == Settings.Create.WITH_TICKETS
            && !setback.verdict().reason().equals("NOT_SENT");
    return setback.repeatNow() && !mayHold;
  }

  /** The consequence of whatever kept the claim from going on. */
  public Map<String, Object> plan(
      @Variable("claim") Claim claim, @ExchangeException Exception failure) {
    Setback setback = asSetback(claim, failure);
    claim.setback(setback);
    Verdict verdict = masked(claim, setback.verdict());
    Plan plan = new Plan(claim, verdict, settings.bridge().instance());
    switch (verdict.consequence()) {
      case PAUSE_PROCESS -> {
        gate.close(verdict.reason(), verdict.text());
        plan.waitFor(Duration.ofSeconds(5), null);
        plan.keepAttempts();
      }
      case PAUSE_COMMITS -> {
        plan.waitFor(LONGEST_PAUSE, "commits");
        plan.keepAttempts();
      }
      case RETRY_LATER, READ_THEN_DECIDE -> retry(claim, setback, verdict, plan);
      case RECREATE -> recreate(claim, setback, verdict, plan);
      case SOLD_OUT -> soldOut(claim, plan);
      case PROMO_REFUSED -> promoRefused(plan);
      case REFUSE -> plan.decide(CANCELS.contains(verdict.reason()) ? "cancelled" : "refused");
      case HOLD -> plan.hold(holdTime(claim));
    }
    plan.unclear(setback.operations());
    return plan.row();
  }

  /** One line for whoever reads the log, once the consequence is saved. */
  public void tell(@Variable("claim") Claim claim, @Body Object saved) {
    claim.end();
    if (saved == null) {
      throw new ClaimLost(claim);
    }
    Verdict verdict = masked(claim, claim.setback().verdict());
    events.setBack(verdict.reason(), verdict.consequence().label());
    if (verdict.consequence() == Consequence.HOLD) {
      LOG.warn(
          "Order {} needs a person: {}: {}", claim.orderNo(), verdict.reason(), verdict.text());
    } else {
      LOG.debug("Order {}: {}: {}", claim.orderNo(), verdict.reason(), verdict.text());
    }
  }

  public boolean pausesCommits(@Variable("claim") Claim claim) {
    return claim.setback().verdict().consequence() == Consequence.PAUSE_COMMITS
        && !claim.setback().operations().isEmpty();
  }

  public Map<String, Object> pause(@Variable("claim") Claim claim) {
    return Map.of("reason", masked(claim, claim.setback().verdict()).text());
  }

  /** Told once per pause, not with each probe. */
  public void paused(@Variable("claim") Claim claim, @Body boolean isNew) {
    if (isNew) {
      LOG.error(
          "Commits are paused for all instances: {}. One order every 10 s asks whether they may go"
              + " on; holds are kept until they expire.",
          masked(claim, claim.setback().verdict()).text());
    }
  }

  private static Setback asSetback(Claim claim, Exception failure) {
    if (failure instanceof Setback setback) {
      Setback taken = OrderVisitors.asTaken(claim, asTaken(setback));
      return isDecided(claim) && isUnknownRead(taken) ? readFirst(taken) : taken;
    }
    LOG.error(
        "Order {} met a defect of the bridge; it will be tried again",
        claim.orderNo(),
        Defect.of(failure));
    return new Setback(
        Consequence.RETRY_LATER, "INTERNAL", failure.getClass().getSimpleName() + ", see the log");
  }

  /**
   * How a setback is taken: an unknown refusal of "done" may only mean that the order is done
   * already; one of a combined request does not say which part was refused. Both are read before a
   * person is asked. So is one of "cancel", which needs no person at all: the hold ends by its
   * expiry at the latest, and the order for the reason that was decided.
   */
  public static Setback asTaken(Setback setback) {
    return isUnknown(setback) ? readFirst(setback) : setback;
  }

  /** Nobody need decide any more, and the reason that was decided must not get lost. */
  private static boolean isDecided(Claim claim) {
    return claim.decision() != null && OrderResume.ENDS.contains(claim.decision());
  }

  private static boolean isUnknownRead(Setback setback) {
    return setback.verdict().reason().equals("UNKNOWN_ANSWER")
        && setback.operations().contains(Operation.READ);
  }

  private static boolean isUnknown(Setback setback) {
    return setback.verdict().reason().equals("UNKNOWN_ANSWER")
        && (setback.operations().contains(Operation.DONE)
            || setback.operations().contains(Operation.CANCEL)
            || setback.operations().containsAll(Set.of(Operation.RESERVE, Operation.CUSTOMER)));
  }

  private static Setback readFirst(Setback setback) {
    boolean combined = setback.operations().contains(Operation.RESERVE);
    return new Setback(
        new Verdict(
            Consequence.READ_THEN_DECIDE,
            combined ? OrderResume.COMBINED_REFUSED : "UNKNOWN_ANSWER",
            setback.verdict().text(),
            false,
            null),
        setback.operations());
  }

  private void retry(Claim claim, Setback setback, Verdict verdict, Plan plan) {
    if (verdict.reason().equals(OrderAdoption.WAITING)) {
      plan.waitFor(Duration.ofHours(1), "search");
      plan.keepAttempts();
      return;
    }
    int attempts =
        verdict.reason().equals(claim.row().attemptClass()) ? claim.row().attempts() + 1 : 1;
    plan.attempts(attempts, verdict.reason());
    Duration wait = verdict.retryAfter() != null ? verdict.retryAfter() : backoff(attempts);
    int limit =
        settings.order().retryLimit(verdict.reason().toLowerCase(Locale.ROOT).replace('_', '-'));
    boolean tooOften = limit > 0 && attempts > limit;
    boolean tooLong =
        limit == 0
            && attempts > settings.order().retryLimit()
            && claim.row().age().compareTo(settings.order().maxAge()) > 0;
    // What is decided is carried out however long that takes, but nobody can release a remote order
    // that is not there to be seen.
    boolean decided = claim.decision() != null && !verdict.reason().equals("REMOTE_NOT_FOUND");
    boolean committed = claim.stage().compareTo(Stage.COMMITTED) >= 0;
    if (claim.isHeld()) {
      plan.stayHeld(wait.compareTo(Duration.ofSeconds(30)) < 0 ? Duration.ofSeconds(30) : wait);
    } else if (isUnreadableForTooLong(claim) || ((tooOften || tooLong) && !decided && !committed)) {
      plan.giveUp(
          plan.doneIsUnclear(setback.operations()) ? settings.order().retryMax() : holdTime(claim),
          attempts);
    } else {
      plan.waitFor(wait, null);
    }
  }

  /** A sold order whose barcodes cannot be read is a person's business, and is read on. */
  private boolean isUnreadableForTooLong(Claim claim) {
    Duration since = claim.row().committedFor();
    return claim.stage().compareTo(Stage.COMMITTED) >= 0
        && since != null
        && since.compareTo(settings.order().barcodeWait()) >= 0;
  }

  /** Waiting times double from {@code order.retry-first} to {@code order.retry-max}, ±25 %. */
  private Duration backoff(int attempts) {
    long first = settings.order().retryFirst().toMillis();
    long most = settings.order().retryMax().toMillis();
    long wait = attempts > 30 ? most : Math.min(most, first << (attempts - 1));
    return Duration.ofMillis((long) (wait * (0.75 + random.getAsDouble() / 2)));
  }

  /** What is decided already stays decided, and a person's order stays with the person. */
  private void recreate(Claim claim, Setback setback, Verdict verdict, Plan plan) {
    if (claim.decision() == null && !claim.isHeld()) {
      plan.decide("recreate");
    } else {
      retry(claim, setback, verdict, plan);
    }
  }

  private void soldOut(Claim claim, Plan plan) {
    Duration retry = settings.order().soldOutRetry();
    if (!retry.isZero() && claim.row().age().compareTo(settings.order().maxAge()) < 0) {
      plan.waitFor(retry, null);
    } else {
      plan.decide("refused");
    }
  }

  private void promoRefused(Plan plan) {
    if (settings.order().promoFailure() == Settings.PromoFailure.IGNORE) {
      plan.dropPromoCodes();
    } else {
      plan.decide("refused");
    }
  }

  /** A hold is kept for a person for a while, but never until it runs out by itself. */
  private Duration holdTime(Claim claim) {
    if (claim.stage().compareTo(Stage.COMMITTED) >= 0) {
      return settings.order().retryMax();
    }
    if (claim.remoteId() == null) {
      return null;
    }
    Duration left = claim.expiresIn();
    if (left == null || left.isNegative()) {
      return Duration.ZERO;
    }
    Duration most = settings.order().heldHoldTime();
    return left.compareTo(most) < 0 ? left : most;
  }

  /** Remote texts are kept word for word, but for the data of this buyer and its visitors. */
  static Verdict masked(Claim claim, Verdict verdict) {
    return verdict.kept(text -> Masking.mask(text, claim.row().customer(), claim.lines()));
  }
}
