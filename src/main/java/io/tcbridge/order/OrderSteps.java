package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.RemoteTicket;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.ZoneCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a step is needed, and what its answer means. Each step asks the claim, so a flow that is
 * run again does only what is missing.
 */
public final class OrderSteps {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSteps.class);

  private final Settings settings;
  private final RemoteOrderReader reader;
  private final ErrorDictionary errors;
  private final OrderGuard guard;
  private final OrderTickets tickets;
  private final ZoneCheck zone;
  private final Workers workers;
  private final OrderEvents events;

  public OrderSteps(
      Settings settings,
      RemoteOrderReader reader,
      ErrorDictionary errors,
      ZoneCheck zone,
      Workers workers,
      OrderEvents events) {
    this.settings = settings;
    this.reader = reader;
    this.errors = errors;
    this.zone = zone;
    this.workers = workers;
    this.events = events;
    this.guard = new OrderGuard(settings.order().priceTolerance(), settings.order().expiryMargin());
    this.tickets = new OrderTickets(settings, guard);
  }

  // --- is the step needed? ---

  public boolean needsRelease(@Variable("claim") Claim claim) {
    return !claim.isOver()
        && claim.decision() != null
        && claim.remoteId() != null
        && (claim.remote() == null || claim.remote().isExecuted());
  }

  public boolean needsEnd(@Variable("claim") Claim claim) {
    return !claim.isOver()
        && (claim.remoteId() == null
            ? claim.decision() != null || claim.isHeld()
            : claim.remote() != null && claim.remote().isGone());
  }

  public boolean needsCreate(@Variable("claim") Claim claim) {
    return goesOn(claim) && claim.remoteId() == null;
  }

  public boolean needsUnseated(@Variable("claim") Claim claim) {
    return needsReserve(claim) && claim.isMixed() && claim.unseated() == null;
  }

  public boolean needsReserve(@Variable("claim") Claim claim) {
    return goesOn(claim) && claim.stage() == Stage.CREATED;
  }

  public boolean needsCustomer(@Variable("claim") Claim claim) {
    return goesOn(claim)
        && claim.stage() == Stage.RESERVED
        && OrderRequests.customerHasData(claim)
        && !claim.customerSent();
  }

  public boolean needsVerify(@Variable("claim") Claim claim) {
    return goesOn(claim) && (claim.stage() == Stage.RESERVED || claim.stage() == Stage.IDENTIFIED);
  }

  public boolean needsDone(@Variable("claim") Claim claim) {
    return goesOn(claim) && claim.stage() == Stage.IDENTIFIED && claim.committing();
  }

  public boolean needsResult(@Variable("claim") Claim claim) {
    return !claim.isOver() && claim.remote() != null && claim.remote().isDone();
  }

  /** Whether this sale has shown that the account has money again. */
  public boolean needsResume(@Variable("claim") Claim claim) {
    return claim.isProbing();
  }

  private static boolean goesOn(Claim claim) {
    return !claim.isOver()
        && claim.decision() == null
        && !claim.isHeld()
        && (claim.remote() == null || !claim.remote().isDone());
  }

  // --- lease ---

  /** Before a remote write: whether the lease must be renewed first. */
  public boolean isLeaseShort(@Variable("claim") Claim claim) {
    return !claim.outlives(settings.ticketscloud().timeout());
  }

  /** Parameters of {@code renew-lease.sql}. */
  public Map<String, Object> renewal(@Variable("claim") Claim claim) {
    return claim.renewal();
  }

  /** Parameters of a fenced statement that needs nothing else. */
  public Map<String, Object> statement(@Variable("claim") Claim claim) {
    return claim.statement();
  }

  /**
   * The next request of an order.
   *
   * @throws Stopping if the instance stops: nothing more is sent then
   * @throws ClaimLost if the renewal itself has taken so long that the lease may be over again
   */
  public RemoteRequest request(@Variable("claim") Claim claim) {
    workers.goOn();
    if (isLeaseShort(claim)) {
      claim.end();
      throw new ClaimLost(claim);
    }
    return claim.request();
  }

  /**
   * After each fenced statement.
   *
   * @param row what it returned; null when no row had our fence
   * @throws ClaimLost if somebody else owns the order
   */
  public void saved(@Variable("claim") Claim claim, @Body Object row) {
    if (row == null) {
      claim.end();
      throw new ClaimLost(claim);
    }
    claim.renewed();
  }

  /** After the last fenced statement of a claim. */
  public void ended(@Variable("claim") Claim claim, @Body Map<String, Object> row) {
    saved(claim, row);
    claim.end();
    String reason = (String) row.get("reason_code");
    if ("finished".equals(row.get("status"))) {
      LOG.info(
          "Order {} is {}{}",
          claim.orderNo(),
          row.get("outcome"),
          reason == null ? "" : ": " + reason);
      events.finished((String) row.get("outcome"), reason);
      if ("done".equals(row.get("outcome"))) {
        events.sold(claim.age());
      }
    } else if ("held".equals(row.get("status")) && !claim.isHeld()) {
      LOG.warn("Order {} needs a person: {}: {}", claim.orderNo(), reason, row.get("reason"));
    }
    if ("ALREADY_DONE".equals(reason)) {
      LOG.error(
          "ALREADY_DONE: order {} was to be cancelled or released, but it is sold; only a refund helps",
          claim.orderNo());
    }
  }

  // --- what the answers mean ---

  public Map<String, Object> created(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder remote = read(claim, answer);
    if (remote.lifetime() == null) {
      throw new Setback(
          Consequence.HOLD,
          "ANSWER_INCOMPLETE",
          "the created order does not show created_at and expired_after");
    }
    Duration expiresIn = remote.lifetime().minus(claim.request().age());
    claim.created(remote, expiresIn);
    claim.reached(Stage.CREATED);
    zone.look(remote);
    Map<String, Object> row = claim.statement();
    row.put("remote_id", remote.id());
    row.put("expires_in_ms", expiresIn.toMillis());
    row.put("event_info", OrderTickets.json(remote.eventInfo()));
    return row;
  }

  public Map<String, Object> unseatedReserved(
      @Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder remote = read(claim, answer);
    if (remote.tickets() == null) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "ANSWER_INCOMPLETE",
          "the answer does not show the tickets");
    }
    Map<String, Integer> got = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (RemoteTicket ticket : remote.tickets()) {
      if (seen.add(ticket.id()) && ticket.set() != null) {
        got.merge(ticket.set(), 1, Integer::sum);
      }
    }
    if (!got.equals(OrderRequests.quantities(claim.lines()))) {
      throw new Setback(
          Consequence.SOLD_OUT,
          "SOLD_OUT",
          "wanted " + OrderRequests.quantities(claim.lines()) + " without seats, got " + got);
    }
    claim.unseated(remote.tickets().stream().map(RemoteTicket::id).toList());
    Map<String, Object> row = claim.statement();
    row.put("unseated", OrderTickets.json(claim.unseated()));
    return row;
  }

  public Map<String, Object> reserved(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder remote = read(claim, answer);
    guard.checkTickets(claim, remote);
    checkPromocodes(claim, remote, answer);
    claim.reached(Stage.RESERVED);
    return claim.statement();
  }

  /** Saves nothing: the next statement, just before "done", does. */
  public void identified(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder before = claim.remote();
    RemoteOrder remote = read(claim, answer);
    checkPromocodes(claim, remote, answer);
    if (claim.row().promoCodes().isEmpty()) {
      // Without promocodes this request changes no ticket, so what it does not show is as before.
      claim.answered(remote.or(before));
    }
  }

  private void checkPromocodes(Claim claim, RemoteOrder remote, RemoteAnswer answer) {
    if (!remote.hasErrors()) {
      return;
    }
    var verdict = errors.classify(claim.request().operations(), answer);
    boolean ignore =
        verdict.consequence() == Consequence.PROMO_REFUSED
            && settings.order().promoFailure() == Settings.PromoFailure.IGNORE;
    if (!ignore) {
      throw new Setback(verdict, claim.request().operations());
    }
  }

  public Map<String, Object> verified(@Variable("claim") Claim claim) {
    guard.checkBeforeDone(claim, claim.remote());
    return claim.statement();
  }

  /** What the statement just before "done" has said. */
  public void mayCommit(@Variable("claim") Claim claim, @Body Map<String, Object> row) {
    saved(claim, row);
    claim.reached(Stage.IDENTIFIED);
    claim.committing((Boolean) row.get("committing"));
    claim.probing((Boolean) row.get("probing"));
    if ((Boolean) row.get("cancel_requested")) {
      throw new Setback(
          Consequence.REFUSE,
          "CANCELLED_BY_ERP",
          "the ERP asked to cancel before the order was done");
    }
    Wish wish = Wish.of(row.get("wish"), row.get("wish_by"));
    if (wish != null) {
      throw wish.setback();
    }
    if (!claim.committing()) {
      throw new Setback(
          Consequence.PAUSE_COMMITS, "NO_MONEY", "commits are paused until the account has money");
    }
  }

  public void committed(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder remote = read(claim, answer);
    if (!remote.isDone()) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "REMOTE_IN_PROGRESS",
          "the answer to done shows status " + remote.status());
    }
  }

  public Map<String, Object> result(@Variable("claim") Claim claim) {
    return tickets.result(claim);
  }

  public void released(@Variable("claim") Claim claim, @Body RemoteAnswer answer) {
    RemoteOrder remote = read(claim, answer);
    if (!remote.isGone() && !remote.isDone()) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "REMOTE_IN_PROGRESS",
          "the answer to cancel shows status " + remote.status());
    }
  }

  private RemoteOrder read(Claim claim, RemoteAnswer answer) {
    RemoteOrder remote =
        reader
            .order(answer.body())
            .orElseThrow(
                () ->
                    new Setback(
                        errors.classify(claim.request().operations(), answer),
                        claim.request().operations()));
    if (claim.remoteId() != null) {
      if (!remote.id().equals(claim.remoteId())) {
        throw new Setback(
            Consequence.READ_THEN_DECIDE,
            "FOREIGN_ORDER",
            "asked about " + claim.remoteId() + ", the answer is about " + remote.id());
      }
      guard.checkIdentity(claim, remote);
    }
    claim.answered(remote);
    return remote;
  }

  OrderGuard guard() {
    return guard;
  }
}
