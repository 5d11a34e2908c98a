package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.time.Duration;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about the promocodes of a new order, where that is wanted ({@code POST
 * /v2/services/promocodes/check}; Ticketscloud API, promocodes: check). Only a documented refusal
 * counts. Whatever else comes back keeps no order: the request that sets the promocodes decides.
 */
public final class OrderPromo {

  private static final Logger LOG = LoggerFactory.getLogger(OrderPromo.class);

  private final boolean isOn;
  private final OrderSteps steps;
  private final Respite respite;

  /**
   * @param rest how long nothing is asked after trouble, so that it delays no order but one
   */
  public OrderPromo(Settings settings, OrderSteps steps, Duration rest) {
    this.isOn =
        settings.order().checkPromocode()
            && settings.order().promoFailure() == Settings.PromoFailure.REFUSE;
    this.steps = steps;
    this.respite = new Respite(rest, System::nanoTime);
  }

  /** With its first claim only: nothing of the order can be at Ticketscloud then. */
  public boolean isNeeded(@Variable("claim") Claim claim) {
    return isOn
        && claim.row().claims() == 1
        && steps.needsCreate(claim)
        && claim.promoQuestions().goOn()
        && respite.mayAsk();
  }

  public void request(@Variable("claim") Claim claim) {
    claim.request(RemoteRequest.promocodeCheck(claim.eventId(), claim.promoQuestions().code()));
  }

  /** A success names discount and rules; whether they fit the order is seen when it is filled. */
  public void accepted(@Variable("claim") Claim claim) {
    claim.promoQuestions().next();
    answered();
  }

  /**
   * Anything but a success.
   *
   * @throws Setback if the code is refused
   */
  public void failed(@Variable("claim") Claim claim, @ExchangeException Setback setback) {
    Verdict verdict = setback.verdict();
    switch (verdict.consequence()) {
      case PROMO_REFUSED -> {
        answered();
        refused(claim.promoQuestions(), setback);
      }
      case HOLD, REFUSE, SOLD_OUT, RECREATE -> {
        answered();
        unknown(claim, verdict);
      }
      case RETRY_LATER, READ_THEN_DECIDE, PAUSE_PROCESS, PAUSE_COMMITS -> unclear(claim, verdict);
    }
  }

  private static void refused(PromoQuestions questions, Setback setback) {
    Verdict verdict = setback.verdict();
    if (questions.refused()) {
      throw new Setback(
          new Verdict(
              verdict.consequence(),
              verdict.reason(),
              verdict.text() + questions.place(),
              false,
              null),
          setback.operations());
    }
  }

  /** It answers, but not what it is documented to answer about a code. */
  private static void unknown(Claim claim, Verdict verdict) {
    claim.promoQuestions().next();
    LOG.info(
        "What the check says of a promocode is no refusal and counts for nothing: {}",
        OrderSetbacks.masked(claim, verdict).text());
  }

  private void answered() {
    if (respite.end()) {
      LOG.info("Promocodes are checked again");
    }
  }

  private void unclear(Claim claim, Verdict verdict) {
    claim.promoQuestions().end();
    if (respite.begin()) {
      Verdict told = OrderSetbacks.masked(claim, verdict);
      LOG.warn(
          "Promocodes cannot be checked and orders go on without that; one order asks now and then:"
              + " {}: {}",
          told.reason(),
          told.text());
    }
  }
}
