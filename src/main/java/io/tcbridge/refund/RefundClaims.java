package io.tcbridge.refund;

import io.tcbridge.clock.Moment;
import io.tcbridge.config.Settings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RequestRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes due refunds for the free workers and hands them out. */
public final class RefundClaims {

  private static final Logger LOG = LoggerFactory.getLogger(RefundClaims.class);

  private final Settings settings;
  private final Workers workers;
  private final KeyGate gate;
  private final RequestRate rate;
  private final BooleanSupplier compared;
  private volatile long lastRound = System.nanoTime();

  /**
   * @param compared whether it is known if the journal is as new as the ERP
   */
  public RefundClaims(
      Settings settings,
      Workers workers,
      KeyGate gate,
      RequestRate rate,
      BooleanSupplier compared) {
    this.compared = compared;
    this.settings = settings;
    this.workers = workers;
    this.gate = gate;
    this.rate = rate;
  }

  /** Parameters of {@code claim-refunds.sql}; null when nothing may be claimed now. */
  public Map<String, Object> ask() throws InterruptedException {
    lastRound = System.nanoTime();
    int free = Math.min(workers.await(gate.isOpen() && compared.getAsBoolean()), room());
    if (free <= 0) {
      return null;
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("free", free);
    parameters.put("lease_ms", settings.order().lease().toMillis());
    parameters.put("instance", settings.bridge().instance());
    parameters.put("asked_at", Moment.now());
    return parameters;
  }

  /** A refund that waited for its turn until its lease ends would be taken from its worker. */
  private int room() {
    Duration spare = settings.order().lease().minus(settings.ticketscloud().timeout());
    return rate.room(spare.dividedBy(4)) - workers.busy();
  }

  /** The claimed refunds; from here on each occupies a worker's place. */
  public List<RefundClaim> open(
      @Variable("asked") Map<String, Object> asked, @Body List<Map<String, Object>> rows) {
    Moment askedAt = (Moment) asked.get("asked_at");
    List<RefundClaim> claims = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      try {
        claims.add(new RefundClaim(RefundRow.of(row), askedAt, settings.order().lease()));
      } catch (IllegalStateException unreadable) {
        LOG.error(
            "A refund cannot be worked on; it comes again in {}",
            settings.order().lease(),
            unreadable);
      }
    }
    workers.take(claims.size());
    return claims;
  }

  /** Refunds that can go on without a read. */
  public List<RefundClaim> fresh(@Variable("claims") List<RefundClaim> claims) {
    return claims.stream().filter(claim -> !claim.mustRead()).toList();
  }

  /** Refunds that must be read first; those of one event share the list. */
  public List<List<RefundClaim>> toRead(@Variable("claims") List<RefundClaim> claims) {
    Map<String, List<RefundClaim>> byEvent = new LinkedHashMap<>();
    for (RefundClaim claim : claims) {
      if (claim.mustRead()) {
        byEvent.computeIfAbsent(claim.row().sold().eventId(), key -> new ArrayList<>()).add(claim);
      }
    }
    return List.copyOf(byEvent.values());
  }

  /** Tells the scheduler whether to ask again at once. */
  public void more(@Body Object claimed, Exchange exchange) {
    workers.more(claimed, exchange);
  }

  /** Seconds since claims were last looked for; a large value means that claiming has stopped. */
  public double secondsSinceLastRound() {
    return (System.nanoTime() - lastRound) / 1e9;
  }

  /** A worker begins with a refund; its number is in every log line from here on. */
  public void begin(@Body RefundClaim claim, Exchange exchange) {
    MDC.put("order", claim.refundNo());
    workers.leave(exchange);
    workers.goOn();
  }
}
