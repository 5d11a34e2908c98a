package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a setback of a refund into the one durable consequence that it has. */
public final class RefundSetbacks {

  private static final Logger LOG = LoggerFactory.getLogger(RefundSetbacks.class);

  /** It waits for something that comes by itself, however long that takes. */
  private static final Set<String> PATIENT =
      Set.of(
          RefundSteps.ORDER_NOT_DONE,
          RefundSteps.ORDER_UNKNOWN,
          RefundSteps.UNCLEAR,
          RefundSteps.CHANGED);

  /** Answers to a create that ask for a read but say for certain that nothing was made. */
  private static final List<String> NOT_MADE =
      List.of("NOTHING_TO_REFUND", "ORDER_STATUS", "REFUND_OVERLAP", "REFUND_WRONG_OWNER");

  /** Answers that will stay the same until somebody does something elsewhere. */
  private static final List<String> STUBBORN =
      List.of(
          "NOTHING_TO_REFUND", "ORDER_STATUS", "REFUND_OVERLAP", "REFUND_STATUS", "FOREIGN_REFUND");

  private static final int STUBBORN_LIMIT = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Settings settings;
  private final KeyGate gate;
  private final RefundEvents events;
  private final DoubleSupplier random;

  /**
   * @param random between 0 and 1, for the jitter of waiting times
   */
  public RefundSetbacks(
      Settings settings, KeyGate gate, RefundEvents events, DoubleSupplier random) {
    this.settings = settings;
    this.gate = gate;
    this.events = events;
    this.random = random;
  }

  /** Whether the same request may be sent again at once: only what surely had no effect. */
  public boolean repeatNow(@ExchangeException Setback setback) {
    return setback.repeatNow();
  }

  /** The consequence of whatever kept the claim from going on. */
  public Map<String, Object> plan(
      @Variable("claim") RefundClaim claim, @ExchangeException Exception failure) {
    Setback setback = asSetback(claim, failure);
    claim.setback(setback);
    boolean isSurelyNotMade = isSurelyNotMade(setback.verdict());
    if (RefundSteps.isCreate(setback) && isSurelyNotMade) {
      claim.sends(claim.sends() - 1);
    }
    Verdict verdict = masked(claim, setback.verdict());
    RefundPlan plan = new RefundPlan(claim, settings.bridge().instance());
    plan.problem(verdict.reason() + ": " + verdict.text());
    if (RefundSteps.isCreate(setback) && !isSurelyNotMade) {
      plan.askedNow();
    }
    switch (verdict.consequence()) {
      case PAUSE_PROCESS -> {
        gate.close(verdict.reason(), verdict.text());
        plan.keepAttempts().due(Duration.ofSeconds(5));
      }
      case RETRY_LATER, READ_THEN_DECIDE -> retry(claim, verdict, plan);
      case REFUSE -> refuse(claim, verdict, plan);
      default -> plan.hold(verdict.reason(), verdict.text(), look(claim));
    }
    return plan.row();
  }

  /** What is repeated without a read, was refused, or never left. */
  private static boolean isSurelyNotMade(Verdict verdict) {
    return switch (verdict.consequence()) {
      case RETRY_LATER, REFUSE, PAUSE_PROCESS -> true;
      default -> NOT_MADE.contains(verdict.reason());
    };
  }

  private void retry(RefundClaim claim, Verdict verdict, RefundPlan plan) {
    RefundRow row = claim.row();
    int attempts = verdict.reason().equals(row.attemptClass()) ? row.attempts() + 1 : 1;
    plan.attempts(attempts, verdict.reason());
    int limit = limit(verdict.reason());
    if (row.isHeld()) {
      plan.due(look(claim) == null ? null : settings.refund().followEvery());
    } else if (limit > 0 && attempts > limit) {
      boolean isStubborn = STUBBORN.contains(verdict.reason());
      plan.hold(
          isStubborn ? verdict.reason() : "GAVE_UP",
          isStubborn
              ? verdict.text()
              : "after " + attempts + " attempts: " + verdict.reason() + ": " + verdict.text(),
          look(claim));
    } else {
      plan.due(wait(verdict, attempts));
    }
  }

  private int limit(String reason) {
    if (PATIENT.contains(reason)) {
      return 0;
    }
    return STUBBORN.contains(reason)
        ? STUBBORN_LIMIT
        : settings.order().retryLimit(reason.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** What waits for an earlier request looks for it on the way. */
  private Duration wait(Verdict verdict, int attempts) {
    Duration backoff = backoff(attempts);
    if (PATIENT.contains(verdict.reason()) && backoff.compareTo(LONGEST_WAIT) > 0) {
      backoff = LONGEST_WAIT;
    }
    Duration asked = verdict.retryAfter();
    boolean isLooking = verdict.reason().equals(RefundSteps.UNCLEAR);
    if (asked == null || (isLooking && asked.compareTo(backoff) > 0)) {
      return backoff;
    }
    return asked;
  }

  /** Waiting times double from {@code order.retry-first} to {@code order.retry-max}, ±25 %. */
  private Duration backoff(int attempts) {
    long first = settings.order().retryFirst().toMillis();
    long most = settings.order().retryMax().toMillis();
    long wait = attempts > 30 ? most : Math.min(most, first << (attempts - 1));
    return Duration.ofMillis((long) (wait * (0.75 + random.getAsDouble() / 2)));
  }

  /**
   * REFUSED only where there is surely no remote refund: not one that is known, and not one that an
   * earlier request may have made and that a last read would show.
   */
  private void refuse(RefundClaim claim, Verdict verdict, RefundPlan plan) {
    if (claim.remoteId() != null || claim.row().isHeld()) {
      plan.hold(verdict.reason(), verdict.text(), look(claim));
    } else if (claim.sends() > 0 && !isRefusing(claim)) {
      plan.reason(verdict.reason(), verdict.text())
          .attempts(1, RefundSteps.REFUSING)
          .due(settings.order().retryFirst());
    } else {
      plan.finish("refused", verdict.reason(), verdict.text());
    }
  }

  private static boolean isRefusing(RefundClaim claim) {
    return RefundSteps.REFUSING.equals(claim.row().attemptClass());
  }

  /** When a held one is looked at: its remote refund goes its way meanwhile. */
  private Duration look(RefundClaim claim) {
    return claim.remoteId() != null || claim.sends() > 0 ? settings.refund().followEvery() : null;
  }

  private static Setback asSetback(RefundClaim claim, Exception failure) {
    if (failure instanceof Setback setback) {
      return setback;
    }
    LOG.error(
        "Refund {} met a defect of the bridge; it will be tried again", claim.refundNo(), failure);
    return new Setback(
        Consequence.RETRY_LATER, "INTERNAL", failure.getClass().getSimpleName() + ", see the log");
  }

  /** One line for whoever reads the log, once the consequence is saved. */
  public void tell(@Variable("claim") RefundClaim claim, @Body Map<String, Object> saved) {
    if (saved == null) {
      throw claim.lost();
    }
    claim.end();
    Verdict verdict = masked(claim, claim.setback().verdict());
    events.setBack(verdict.reason(), verdict.consequence().label());
    if ("finished".equals(saved.get("status"))) {
      events.refunded((String) saved.get("outcome"), (String) saved.get("reason_code"));
      LOG.info("Refund {} is refused: {}", claim.refundNo(), verdict.reason());
    } else if ("held".equals(saved.get("status")) && !claim.row().isHeld()) {
      LOG.warn(
          "Refund {} needs a person: {}: {}",
          claim.refundNo(),
          saved.get("reason_code"),
          saved.get("reason"));
    } else {
      LOG.debug("Refund {}: {}: {}", claim.refundNo(), verdict.reason(), verdict.text());
    }
  }

  private static Verdict masked(RefundClaim claim, Verdict verdict) {
    SoldOrder sold = claim.row().sold();
    return verdict.kept(sold == null ? UnaryOperator.identity() : sold::mask);
  }
}
