package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.ClaimLost;
import io.tcbridge.order.Stopping;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteClock;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every refund of the account, whoever began it: once by the time of creation and once by the
 * time of its end, so that one which is approved days later arrives. How far that has come is in
 * the journal, window by window without a gap, however long nothing ran.
 */
public final class RefundPoll {

  private static final Logger LOG = LoggerFactory.getLogger(RefundPoll.class);
  private static final Duration DAY = Duration.ofDays(1);

  /** After days of downtime the windows are this long, so that each step of the way is kept. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final KeyGate gate;
  private final Workers workers;
  private final RemoteRefundReader reader;
  private final RemoteClock clock;
  private final RefundEvents events;
  private final BooleanSupplier compared;
  private volatile boolean begun;

  /**
   * @param compared whether the journal has what the ERP knows: before, a refund of the ERP would
   *     look like somebody else's
   */
  public RefundPoll(
      Settings settings,
      KeyGate gate,
      Workers workers,
      RemoteRefundReader reader,
      RemoteClock clock,
      RefundEvents events,
      BooleanSupplier compared) {
    this.compared = compared;
    this.settings = settings;
    this.gate = gate;
    this.workers = workers;
    this.reader = reader;
    this.clock = clock;
    this.events = events;
  }

  /** One read of one window. */
  public static final class Reading {
    private final String kind;
    private final String fence;
    private final Instant since;
    private final Instant from;
    private final Instant to;
    private final boolean isBehind;
    private final RefundPages pages;
    private List<RemoteRefund> page = List.of();

    private Reading(
        String kind, String fence, Instant since, Instant from, Instant to, boolean isBehind) {
      this.kind = kind;
      this.fence = fence;
      this.since = since;
      this.from = from;
      this.to = to;
      this.isBehind = isBehind;
      // The zone of the filter is not documented, so it is a day wider than what it covers.
      this.pages =
          new RefundPages(RefundPages.between(kind + "_at", from.minus(DAY), to.plus(DAY)));
    }

    private boolean isNewEnough(RemoteRefund refund) {
      Instant at = kind.equals("created") ? refund.madeAt() : refund.finishedAt();
      return at == null || !at.isBefore(since);
    }
  }

  /** Whether this process has not yet seen to it that there is a ledger. */
  public boolean needsBegin() {
    return !begun && gate.isOpen() && compared.getAsBoolean();
  }

  /** Parameters of {@code begin-windows.sql}. */
  public Map<String, Object> begin() {
    // Of two clocks the earlier one: what is brought in without need does no harm.
    Duration ahead = clock.ahead().filter(one -> !one.isNegative()).orElse(Duration.ZERO);
    Instant first = clock.instant().minus(ahead).truncatedTo(ChronoUnit.SECONDS);
    return Map.of(
        "since",
        Timestamp.from(settings.refund().since().orElse(first)),
        "given",
        settings.refund().since().isPresent());
  }

  public void hasBegun() {
    begun = true;
  }

  /** Parameters of {@code claim-window.sql}; null while this process pauses or stops. */
  public Map<String, Object> claim() {
    return !begun || gate.isClosed() || workers.isStopping()
        ? null
        : Map.of(
            "lease_ms",
            settings.order().lease().toMillis(),
            "instance",
            settings.bridge().instance());
  }

  /**
   * The window that is read now, overlapping what was read before. What is covered ends in the
   * future where Ticketscloud's clock was wrong once: then it counts from the moment of that read.
   * One that was not whole is read up to now, for as long as it is not: what comes meanwhile is
   * seen, though not covered.
   */
  public Reading open(@Body Map<String, Object> row) {
    Instant since = ((Timestamp) row.get("since")).toInstant();
    Instant said = ((Timestamp) row.get("covered_to")).toInstant();
    Instant readAt = ((Timestamp) row.get("read_at")).toInstant();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant covered = said.isAfter(now) && readAt.isBefore(said) ? readAt : said;
    Instant from = covered.minus(settings.refund().overlap());
    Instant longest = covered.plus(LONGEST);
    String trouble = (String) row.get("trouble");
    boolean isOdd = trouble != null && trouble.startsWith(RefundPages.ODD + ":");
    boolean isBehind = longest.isBefore(now) && !isOdd;
    Instant to = isBehind ? longest : now;
    return new Reading(
        (String) row.get("kind"),
        (String) row.get("fence"),
        since,
        from.isBefore(since) ? since : from,
        to.isBefore(covered) ? covered : to,
        isBehind);
  }

  public boolean goesOn(@Variable("window") Reading window) {
    return window.pages.goesOn();
  }

  public RemoteRequest next(@Variable("window") Reading window) {
    workers.goOn();
    return window.pages.next();
  }

  public void take(@Variable("window") Reading window, @Body RemoteAnswer answer) {
    window.page = window.pages.take(answer, reader);
  }

  /** Parameters of {@code renew-window.sql}. */
  public Map<String, Object> renewal(@Variable("window") Reading window) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("kind", window.kind);
    parameters.put("fence", window.fence);
    parameters.put("lease_ms", settings.order().lease().toMillis());
    return parameters;
  }

  /** What the page has shown: parameters of {@code save-seen.sql}. */
  public Map<String, Object> page(@Variable("window") Reading window, @Body Object renewed) {
    if (renewed == null) {
      throw new ClaimLost("the window of refunds");
    }
    return Map.of(
        "refunds",
        SeenRefunds.json(window.page, window::isNewEnough),
        "instance",
        settings.bridge().instance());
  }

  public void saved(@Body Map<String, Object> row) {
    int imported = ((Number) row.get("imported")).intValue();
    int strays = ((Number) row.get("strays")).intValue();
    if (imported > 0) {
      LOG.info("{} refunds were begun elsewhere and are brought into the ERP", imported);
    }
    if (strays > 0) {
      LOG.warn(
          "{} refunds are of orders that this journal never made; bridge refund strays lists them",
          strays);
    }
    events.found(imported, strays);
  }

  /** The window was read to its end: parameters of {@code save-window.sql}. */
  public Map<String, Object> end(@Variable("window") Reading window) {
    window.pages.endWithNames();
    Map<String, Object> parameters = renewal(window);
    parameters.put("from_at", Timestamp.from(window.from));
    parameters.put("to_at", Timestamp.from(window.to));
    parameters.put("due_in_ms", window.isBehind ? 0L : settings.refund().pollEvery().toMillis());
    parameters.put("instance", settings.bridge().instance());
    parameters.put("pages", window.pages.pages());
    parameters.put("refunds", window.pages.refunds());
    return parameters;
  }

  /** It was not: parameters of {@code save-window-trouble.sql}. */
  public Map<String, Object> failed(
      @Variable("window") Reading window, @ExchangeException Exception failure) {
    Map<String, Object> parameters = renewal(window);
    boolean isOdd = false;
    String text = failure.getClass().getSimpleName() + ", see the log";
    if (failure instanceof Setback setback) {
      var verdict = setback.verdict().kept(UnaryOperator.identity());
      text = verdict.reason() + ": " + verdict.text();
      isOdd = verdict.reason().equals(RefundPages.ODD);
      if (verdict.consequence() == Consequence.PAUSE_PROCESS) {
        gate.close(verdict.reason(), verdict.text());
      }
      LOG.warn("The refunds by {}_at were not read to the end: {}", window.kind, text);
    } else if (failure instanceof Stopping || failure instanceof ClaimLost) {
      text = failure.getMessage();
      LOG.info("The refunds by {}_at were not read to the end: {}", window.kind, text);
    } else {
      LOG.error("The refunds by {}_at were not read to the end", window.kind, failure);
    }
    parameters.put("trouble", text);
    parameters.put("odd", isOdd);
    Duration every = settings.refund().pollEvery();
    boolean isSoon = !isOdd && every.compareTo(AGAIN) > 0;
    parameters.put("due_in_ms", (isSoon ? AGAIN : every).toMillis());
    return parameters;
  }
}
