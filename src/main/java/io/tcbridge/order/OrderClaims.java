package io.tcbridge.order;

import io.tcbridge.clock.Moment;
import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteId;
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

/** Takes due orders for the free workers and hands them out. */
public final class OrderClaims {

  private static final Logger LOG = LoggerFactory.getLogger(OrderClaims.class);

  private final Settings settings;
  private final Workers workers;
  private final KeyGate gate;
  private final RequestRate rate;
  private final BooleanSupplier compared;
  private volatile long lastRound = System.nanoTime();

  /**
   * @param compared whether it is known if the journal is as new as the ERP
   */
  public OrderClaims(
      Settings settings,
      Workers workers,
      KeyGate gate,
      RequestRate rate,
      BooleanSupplier compared) {
    this.settings = settings;
    this.compared = compared;
    this.workers = workers;
    this.gate = gate;
    this.rate = rate;
  }

  /** Parameters of {@code claim-orders.sql}; null when nothing may be claimed now. */
  public Map<String, Object> ask() throws InterruptedException {
    lastRound = System.nanoTime();
    int free = Math.min(workers.await(gate.isOpen() && compared.getAsBoolean()), room());
    if (free <= 0) {
      return null;
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("free", Math.min(free, settings.order().batchSize()));
    parameters.put("lease_ms", settings.order().lease().toMillis());
    parameters.put("instance", settings.bridge().instance());
    parameters.put("asked_at", Moment.now());
    return parameters;
  }

  /** An order that waited for its turn until its lease ends would be taken from its worker. */
  private int room() {
    Duration spare = settings.order().lease().minus(settings.ticketscloud().timeout());
    return rate.room(spare.dividedBy(2)) - workers.busy();
  }

  /** The claimed orders; from here on each occupies a worker's place. */
  public List<Claim> open(
      @Variable("asked") Map<String, Object> asked, @Body List<Map<String, Object>> rows) {
    Moment askedAt = (Moment) asked.get("asked_at");
    List<Claim> claims = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      try {
        claims.add(new Claim(JournalRow.of(row), askedAt, settings.order().lease()));
      } catch (IllegalStateException unreadable) {
        LOG.error(
            "An order cannot be worked on; it comes again in {}",
            settings.order().lease(),
            unreadable);
      }
    }
    workers.take(claims.size());
    return claims;
  }

  /** Orders that can go on without a read. */
  public List<Claim> fresh(@Variable("claims") List<Claim> claims) {
    return claims.stream().filter(claim -> claim.remotesToRead().isEmpty()).toList();
  }

  /** Orders that must be read first, those of one event together: they share list pages. */
  public List<List<Claim>> toRead(@Variable("claims") List<Claim> claims) {
    Map<String, List<Claim>> byEvent = new LinkedHashMap<>();
    for (Claim claim : claims) {
      if (!claim.remotesToRead().isEmpty()) {
        byEvent.computeIfAbsent(neighbourhood(claim), key -> new ArrayList<>()).add(claim);
      }
    }
    return List.copyOf(byEvent.values());
  }

  /**
   * Event and ten minutes of creation time: a page of the list is likely to show them together. An
   * order with strays is read by itself, because they may be for any event.
   */
  private static String neighbourhood(Claim claim) {
    if (!claim.strays().isEmpty()) {
      return "stray/" + claim.orderNo();
    }
    long tenMinutes =
        RemoteId.createdAt(claim.remoteId()).map(at -> at.getEpochSecond() / 600).orElse(0L);
    return claim.eventId() + "/" + tenMinutes;
  }

  /** Tells the scheduler whether to ask again at once. */
  public void more(@Body Object claimed, Exchange exchange) {
    workers.more(claimed, exchange);
  }

  /**
   * A worker begins with an order; its number is in every log line from here on.
   *
   * @throws Stopping if the instance stops: the order is given back
   */
  public void begin(@Body Claim claim, Exchange exchange) {
    MDC.put("order", claim.orderNo());
    workers.leave(exchange);
    workers.goOn();
  }

  /** Seconds since claims were last looked for; a large value means that claiming has stopped. */
  public double secondsSinceLastRound() {
    return (System.nanoTime() - lastRound) / 1e9;
  }
}
