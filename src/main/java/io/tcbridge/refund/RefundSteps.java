package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteClock;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.Verdict;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a step of a refund is needed, what it asks, and what its answer means. Each step asks the
 * claim, so a flow that is run again does only what is missing.
 */
public final class RefundSteps {

  /** Why a refund waits for its order. */
  static final String ORDER_NOT_DONE = "ORDER_NOT_DONE";

  static final String ORDER_UNKNOWN = "ORDER_UNKNOWN";

  /** Why it waits before it is asked for once more. */
  static final String UNCLEAR = "REFUND_UNCLEAR";

  private static final String AMOUNT = "REFUND_AMOUNT";

  private static final String DIFFERENT = "REFUND_DIFFERENT";

  /** The ERP's column of refund_no. */
  private static final int LONGEST_NO = 64;

  /** Why it is looked at once more before it is refused. */
  static final String REFUSING = "REFUSING";

  /** Why it begins anew: the ERP wants something else by now. */
  static final String CHANGED = "DECISION_CHANGED";

  private static final Logger LOG = LoggerFactory.getLogger(RefundSteps.class);

  /** In work at Ticketscloud, so soon to be different. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final DateTimeFormatter NAIVE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private final Settings settings;
  private final RemoteRefundReader reader;
  private final ErrorDictionary errors;
  private final RemoteClock clock;
  private final Workers workers;
  private final RefundEvents events;
  private final RefundAmounts amounts;

  public RefundSteps(
      Settings settings,
      RemoteRefundReader reader,
      ErrorDictionary errors,
      RemoteClock clock,
      Workers workers,
      RefundEvents events) {
    this.settings = settings;
    this.reader = reader;
    this.errors = errors;
    this.clock = clock;
    this.workers = workers;
    this.events = events;
    this.amounts = new RefundAmounts(settings.order().priceTolerance());
  }

  // --- what the read has shown ---

  /**
   * Takes what was read of this refund, before anything is sent.
   *
   * @throws Setback if it cannot go on now
   */
  public void look(@Variable("claim") RefundClaim claim) {
    RefundRow row = claim.row();
    if (claim.isOver()) {
      throw claim.lost();
    }
    if (claim.setback() != null) {
      throw claim.setback();
    }
    if (row.isSeenFinal()) {
      claim.see(asSeen(row));
    } else if (row.isUnbound()) {
      checkOrder(row);
      checkRead(claim);
      match(claim);
    } else {
      checkKnown(row);
      checkRead(claim);
      claim.see(own(claim));
    }
  }

  private static void checkRead(RefundClaim claim) {
    if (claim.remotes() == null) {
      throw new Setback(
          Consequence.RETRY_LATER, "NOT_READ", "the list of refunds was not read for it");
    }
  }

  /** What a list has shown of its end. */
  private static RemoteRefund asSeen(RefundRow row) {
    return new RemoteRefund(
        row.remoteId(),
        row.remoteStatus(),
        row.culprit(),
        null,
        row.requestedAt(),
        row.remoteFinishedAt(),
        row.remoteNominal(),
        null,
        null,
        row.tickets());
  }

  private static RemoteRefund own(RefundClaim claim) {
    return claim.remotes().stream()
        .filter(remote -> remote.id().equals(claim.remoteId()))
        .findFirst()
        .orElseThrow(
            () ->
                new Setback(
                    Consequence.READ_THEN_DECIDE,
                    "REMOTE_NOT_FOUND",
                    "the list of refunds does not show " + claim.remoteId()));
  }

  /** What was taken again may have a remote refund that only its order would show. */
  private void checkKnown(RefundRow row) {
    if (row.sold() == null) {
      boolean isLate = row.age().compareTo(settings.refund().orderWait()) > 0;
      Consequence end = row.isRestored() ? Consequence.HOLD : Consequence.REFUSE;
      throw new Setback(
          isLate ? end : Consequence.RETRY_LATER,
          ORDER_UNKNOWN,
          "the bridge knows no order " + row.orderNo());
    }
  }

  private void checkOrder(RefundRow row) {
    checkKnown(row);
    SoldOrder sold = row.sold();
    if (!sold.isDone()) {
      throw new Setback(
          sold.isOver() ? Consequence.REFUSE : Consequence.RETRY_LATER,
          ORDER_NOT_DONE,
          sold.isOver() ? "the order is " + sold.outcome() : "the order is not sold yet");
    }
    Set<String> others = new TreeSet<>(row.tickets());
    others.removeAll(sold.ticketIds());
    if (!others.isEmpty()) {
      throw new Setback(Consequence.REFUSE, "WRONG_TICKET", "not tickets of this order: " + others);
    }
  }

  /** Ours, somebody else's, or nobody's yet. */
  private static void match(RefundClaim claim) {
    RefundRow row = claim.row();
    if (claim.remotes().stream().anyMatch(remote -> !remote.saysOfWhat())) {
      throw new Setback(
          Consequence.RETRY_LATER,
          "ANSWER_INCOMPLETE",
          "the list of refunds does not show of which order or tickets they are");
    }
    RefundMatch match =
        RefundMatch.of(
            claim.tickets(),
            row.sends() > 0 ? row.sentFrom() : null,
            claim.remotes(),
            claim.owners());
    claim.foreign(match.foreign());
    if (match.isAmbiguous()) {
      throw new Setback(
          Consequence.HOLD,
          "REFUND_DOUBLE",
          "several remote refunds of exactly these tickets: "
              + match.mayBeOurs().stream().map(RemoteRefund::id).toList()
              + "; reject all but one in the cabinet, then set the refund to NEW");
    }
    if (match.ours() != null) {
      claim.see(match.ours());
    } else if (match.taken() != null) {
      RemoteRefund taken = match.taken();
      throw new Setback(
          Consequence.HOLD,
          "FOREIGN_REFUND",
          "remote refund "
              + taken.id()
              + " ("
              + taken.status()
              + ") names a ticket of this one and was not made for it");
    }
  }

  // --- is the step needed? ---

  public boolean needsSplit(@Variable("claim") RefundClaim claim) {
    return needsCreate(claim) && claim.sends() == 0 && groups(claim).size() > 1;
  }

  private static List<List<String>> groups(RefundClaim claim) {
    return RefundSplit.groups(claim.tickets(), claim.row().sold().tickets());
  }

  /** Whether a read has found the refund that an unclear request has made. */
  public boolean needsBind(@Variable("claim") RefundClaim claim) {
    return !claim.isOver() && claim.remoteId() == null && claim.remote() != null;
  }

  public boolean needsCreate(@Variable("claim") RefundClaim claim) {
    return !claim.isOver()
        && !claim.row().isHeld()
        && claim.remoteId() == null
        && claim.remote() == null;
  }

  public boolean needsDecision(@Variable("claim") RefundClaim claim) {
    RemoteRefund remote = claim.remote();
    String decision = claim.row().decision();
    return !claim.isOver()
        && !claim.row().isHeld()
        && remote != null
        && !amounts.waitsForSiblings(claim)
        && (("approve".equals(decision) && remote.isNew())
            || ("reject".equals(decision) && (remote.isNew() || remote.isInProgress())));
  }

  public boolean needsEnd(@Variable("claim") RefundClaim claim) {
    return !claim.isOver();
  }

  /** Whether the read has shown refunds that somebody else has made. */
  public boolean hasForeign(@Variable("claim") RefundClaim claim) {
    return !claim.foreign().isEmpty();
  }

  // --- split ---

  /** Parameters of {@code save-split.sql}. */
  public Map<String, Object> split(@Variable("claim") RefundClaim claim) {
    List<List<String>> groups = groups(claim);
    if (claim.refundNo().length() + 1 + String.valueOf(groups.size()).length() > LONGEST_NO) {
      throw new Setback(
          Consequence.REFUSE,
          "INVALID",
          "tickets with different discounts become refunds of their own, and refund_no has no room"
              + " for /"
              + groups.size());
    }
    List<Map<String, Object>> parts = new ArrayList<>();
    for (int i = 1; i < groups.size(); i++) {
      parts.add(Map.of("number", i + 1, "tickets", groups.get(i)));
    }
    Map<String, Object> parameters = claim.statement();
    parameters.put("parts", Json.of(parts));
    return parameters;
  }

  public void wasSplit(@Variable("claim") RefundClaim claim, @Body Object row) {
    saved(claim, row);
    List<List<String>> groups = groups(claim);
    claim.keepOnly(groups.get(0));
    LOG.info(
        "Refund {} has tickets with {} different discounts: each becomes a refund of its own",
        claim.refundNo(),
        groups.size());
  }

  // --- create ---

  /**
   * Parameters of {@code save-sending.sql}.
   *
   * @throws Setback while an earlier request may still have its effect
   */
  public Map<String, Object> sending(@Variable("claim") RefundClaim claim) {
    RefundRow row = claim.row();
    if (REFUSING.equals(row.attemptClass())) {
      throw new Setback(Consequence.REFUSE, row.reasonCode(), row.reason());
    }
    Duration wait = unclearWait();
    if (claim.sends() > 0 && row.sentFor().compareTo(wait) < 0) {
      throw new Setback(
          new Verdict(
              Consequence.RETRY_LATER,
              UNCLEAR,
              "an earlier request has no clear answer and is not seen yet; it is waited for",
              false,
              wait.minus(row.sentFor())),
          Set.of());
    }
    if (claim.sends() > settings.order().retryLimit()) {
      throw new Setback(
          Consequence.HOLD,
          "GAVE_UP",
          "asked for " + claim.sends() + " times, each time without a clear answer");
    }
    Map<String, Object> parameters = claim.statement();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    parameters.put("remote_now", Timestamp.from(now));
    return parameters;
  }

  /** A request has at least the time of a call. */
  private Duration unclearWait() {
    Duration wait = settings.refund().unclearWait();
    Duration call = settings.ticketscloud().timeout();
    return wait.compareTo(call) < 0 ? call : wait;
  }

  /** The request, once it is saved that it may leave. */
  public void create(@Variable("claim") RefundClaim claim, @Body Object row) {
    saved(claim, row);
    claim.sends(claim.sends() + 1);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order", claim.row().sold().remoteId());
    body.put("culprit", claim.row().culprit());
    body.put("tickets", claim.tickets());
    if (claim.row().requestedAt() != null) {
      body.put(
          "requested_at",
          LocalDateTime.ofInstant(claim.row().requestedAt(), settings.ticketscloud().timeZone())
              .format(NAIVE));
    }
    claim.request(RemoteRequest.refund(body));
  }

  /** Parameters of {@code save-bound.sql} after a clear answer. */
  public Map<String, Object> created(
      @Variable("claim") RefundClaim claim, @Body RemoteAnswer answer) {
    claim.see(read(claim, answer));
    return bound(claim, "made");
  }

  /** The same after a read. */
  public Map<String, Object> found(@Variable("claim") RefundClaim claim) {
    LOG.info(
        "Refund {} was made by a request whose answer was lost: {}",
        claim.refundNo(),
        claim.remote().id());
    return bound(claim, "found again");
  }

  private static Map<String, Object> bound(RefundClaim claim, String fact) {
    Map<String, Object> parameters = claim.statement();
    parameters.put("remote_id", claim.remote().id());
    parameters.put("remote_status", claim.remote().status());
    parameters.put("remote_nominal", claim.remote().nominal());
    parameters.put("fact", fact);
    return parameters;
  }

  /** The remote refund is ours from here on. */
  public void isBound(@Variable("claim") RefundClaim claim, @Body Object row) {
    saved(claim, row);
    claim.bind(claim.remote());
  }

  /** In what it is not what was asked for; empty as far as it shows the same. */
  private static Optional<String> otherThanAsked(RefundClaim claim) {
    RemoteRefund remote = claim.remote();
    SoldOrder sold = claim.row().sold();
    boolean otherOrder =
        remote.orderId() != null && sold != null && !remote.orderId().equals(sold.remoteId());
    boolean otherTickets =
        !claim.row().isFound()
            && remote.tickets() != null
            && !new TreeSet<>(remote.tickets()).equals(new TreeSet<>(claim.tickets()));
    return otherOrder || otherTickets
        ? Optional.of(
            "asked for "
                + claim.tickets()
                + ", the remote refund is of order "
                + remote.orderId()
                + " and "
                + remote.tickets())
        : Optional.empty();
  }

  // --- decide ---

  /**
   * Each time, not only once: a hold may have been let go by another decision. A rejection moves no
   * money, so nothing keeps it.
   *
   * @throws Setback if tickets or amounts differ, so that a person has to look before money moves
   */
  public void checkAmount(@Variable("claim") RefundClaim claim) {
    RefundRow row = claim.row();
    RemoteRefund remote = claim.remote();
    if (claim.isOver() || remote == null || remote.isFinal()) {
      return;
    }
    boolean rejects = "reject".equals(row.decision());
    Optional<String> other = rejects ? Optional.empty() : otherThanAsked(claim);
    if (other.isPresent() && mayHold(row, DIFFERENT)) {
      throw new Setback(Consequence.HOLD, DIFFERENT, other.get());
    }
    Optional<String> difference =
        row.isFound() || rejects ? Optional.empty() : amounts.difference(claim, remote.nominal());
    if (difference.isPresent() && mayHold(row, AMOUNT)) {
      throw new Setback(Consequence.HOLD, AMOUNT, difference.get());
    }
    if ("unknown".equals(row.decision()) && mayHold(row, "DECISION_UNKNOWN")) {
      throw new Setback(
          Consequence.HOLD, "DECISION_UNKNOWN", "decision must be APPROVE, REJECT or null");
    }
    if ("approve".equals(row.decision()) && remote.isNew() && remote.nominal() == null) {
      throw new Setback(
          Consequence.RETRY_LATER,
          "ANSWER_INCOMPLETE",
          "the refund does not show its amount, so it cannot be compared before it is approved");
    }
  }

  /** What a person has already to look at stays that person's. */
  private static boolean mayHold(RefundRow row, String reason) {
    return !row.isHeld() || reason.equals(row.reasonCode());
  }

  public void decision(@Variable("claim") RefundClaim claim) {
    claim.request(
        RemoteRequest.decision("approve".equals(claim.row().decision()), claim.remoteId()));
  }

  public void decided(@Variable("claim") RefundClaim claim, @Body RemoteAnswer answer) {
    RemoteRefund shown = read(claim, answer);
    if (!shown.id().equals(claim.remoteId())) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE,
          "FOREIGN_REFUND",
          "asked about " + claim.remoteId() + ", the answer is about " + shown.id());
    }
    claim.see(shown);
    if (shown.isNew()) {
      throw new Setback(
          Consequence.READ_THEN_DECIDE, "REFUND_STATUS", "the answer to the decision shows new");
    }
  }

  private RemoteRefund read(RefundClaim claim, RemoteAnswer answer) {
    return reader
        .refund(answer.body())
        .orElseThrow(
            () ->
                new Setback(
                    errors.classify(claim.request().operations(), answer),
                    claim.request().operations()));
  }

  // --- lease and the end of a claim ---

  public boolean isLeaseShort(@Variable("claim") RefundClaim claim) {
    return !claim.outlives(settings.ticketscloud().timeout());
  }

  /** A decision may have been taken back while the list was read or a turn was waited for. */
  public boolean mustAsk(@Variable("claim") RefundClaim claim) {
    return isLeaseShort(claim) || isDecision(claim.request());
  }

  private static boolean isDecision(RemoteRequest request) {
    return request.operations().contains(Operation.REFUND_APPROVE)
        || request.operations().contains(Operation.REFUND_REJECT);
  }

  /**
   * What the statement just before the request has said.
   *
   * @throws Setback if the ERP has not decided so any more
   */
  public void maySend(@Variable("claim") RefundClaim claim, @Body Map<String, Object> row) {
    saved(claim, row);
    Object decision = row.get("decision");
    if (isDecision(claim.request()) && !claim.row().decision().equals(decision)) {
      throw new Setback(
          Consequence.RETRY_LATER,
          CHANGED,
          decision == null
              ? "the ERP took its decision back before it was sent"
              : "the ERP decided otherwise before its decision was sent");
    }
  }

  public Map<String, Object> renewal(@Variable("claim") RefundClaim claim) {
    return claim.renewal();
  }

  public Map<String, Object> statement(@Variable("claim") RefundClaim claim) {
    return claim.statement();
  }

  public RemoteRequest request(@Variable("claim") RefundClaim claim) {
    workers.goOn();
    if (isLeaseShort(claim)) {
      throw claim.lost();
    }
    return claim.request();
  }

  public void saved(@Variable("claim") RefundClaim claim, @Body Object row) {
    if (row == null) {
      throw claim.lost();
    }
    claim.renewed();
  }

  /** The row of {@code save-look.sql} when nothing kept the refund from going on. */
  public Map<String, Object> ending(@Variable("claim") RefundClaim claim) {
    RefundPlan plan = new RefundPlan(claim, settings.bridge().instance());
    RemoteRefund remote = claim.remote();
    if (remote == null) {
      // held, and still nothing to be seen of a request without a clear answer
      plan.due(claim.sends() > 0 ? settings.refund().followEvery() : null);
    } else if (remote.isFinal()) {
      finish(claim, plan);
    } else {
      follow(claim, plan);
      if (claim.row().isHeld() && isSolved(claim)) {
        plan.goesOn().due(Duration.ZERO);
      }
    }
    return plan.row();
  }

  /** A refund that was held because it could not be found, or differed, and does no more. */
  private boolean isSolved(RefundClaim claim) {
    boolean isFoundNow = claim.row().isUnbound();
    return isFoundNow
        || AMOUNT.equals(claim.row().reasonCode())
        || DIFFERENT.equals(claim.row().reasonCode());
  }

  /** What moves is looked at soon, then less and less often. */
  private void follow(RefundClaim claim, RefundPlan plan) {
    Duration every = settings.refund().followEvery();
    if (!claim.remote().isInProgress() && !amounts.waitsForSiblings(claim)) {
      plan.due(every);
      return;
    }
    String moving = "REFUND_IN_PROGRESS";
    int looks = moving.equals(claim.row().attemptClass()) ? claim.row().attempts() + 1 : 0;
    Duration wait = SOON.multipliedBy(1L << Math.min(looks, 12));
    plan.attempts(looks, moving).due(wait.compareTo(every) < 0 ? wait : every);
  }

  private void finish(RefundClaim claim, RefundPlan plan) {
    RemoteRefund remote = claim.remote();
    String decision = claim.row().decision();
    Optional<String> other = remote.isApproved() ? otherThanAsked(claim) : Optional.empty();
    Optional<String> difference =
        remote.isApproved() ? amounts.difference(claim, remote.nominal()) : Optional.empty();
    if (other.isPresent()) {
      plan.finish(remote.status(), DIFFERENT, other.get());
    } else if (difference.isPresent()) {
      plan.finish(remote.status(), AMOUNT, difference.get());
    } else if ("reject".equals(decision) && remote.isApproved()
        || "approve".equals(decision) && remote.isRejected()) {
      plan.finish(
          remote.status(),
          "DECIDED_OTHERWISE",
          "the ERP decided to " + decision + ", Ticketscloud shows " + remote.status());
    } else {
      plan.finish(remote.status(), null, null);
    }
  }

  /** After the last fenced statement of a claim. */
  public void ended(@Variable("claim") RefundClaim claim, @Body Map<String, Object> row) {
    saved(claim, row);
    claim.end();
    tell(claim, row);
  }

  void tell(RefundClaim claim, Map<String, Object> row) {
    String reason = (String) row.get("reason_code");
    if ("finished".equals(row.get("status"))) {
      LOG.info(
          "Refund {} is {}{}",
          claim.refundNo(),
          row.get("outcome"),
          reason == null ? "" : ": " + reason);
      events.refunded((String) row.get("outcome"), reason);
    } else if ("held".equals(row.get("status")) && !claim.row().isHeld()) {
      LOG.warn("Refund {} needs a person: {}: {}", claim.refundNo(), reason, row.get("reason"));
    }
  }

  /** The parameter of {@code save-seen.sql} for what somebody else has made. */
  public Map<String, Object> foreign(@Variable("claim") RefundClaim claim) {
    return Map.of(
        "refunds",
        SeenRefunds.json(claim.foreign(), any -> true),
        "instance",
        settings.bridge().instance());
  }

  /** Whether the operation of a setback is the one that makes a remote refund. */
  static boolean isCreate(Setback setback) {
    return setback.operations().contains(Operation.REFUND_CREATE);
  }
}
