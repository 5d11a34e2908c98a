package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.ZoneCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins reads. The GET of one order is not documented; it is tried once per process and used from
 * then on only if it worked.
 */
public final class RemoteReads {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteReads.class);

  private enum Single {
    UNTRIED,
    WORKS,
    ABSENT
  }

  private final RemoteOrderReader reader;
  private final ZoneCheck zone;
  private final InstantSource clock;
  private final Duration timeout;
  private final Workers workers;
  private volatile Single single = Single.UNTRIED;

  /**
   * @param clock of the remote side
   * @param timeout of one call; a lease that would not outlive the next one is renewed
   */
  public RemoteReads(
      RemoteOrderReader reader,
      ZoneCheck zone,
      InstantSource clock,
      Duration timeout,
      Workers workers) {
    this.reader = reader;
    this.zone = zone;
    this.clock = clock;
    this.timeout = timeout;
    this.workers = workers;
  }

  public RemoteReading begin(@Body List<Claim> claims) {
    return new RemoteReading(claims, reader, this);
  }

  public boolean goesOn(@Variable("reading") RemoteReading reading) {
    return !workers.isStopping() && reading.goesOn();
  }

  public boolean isLeaseShort(@Variable("reading") RemoteReading reading) {
    return reading.isLeaseShort(timeout);
  }

  /** The parameter of {@code renew-leases.sql}. */
  public Map<String, Object> renewal(@Variable("reading") RemoteReading reading) {
    return Map.of("claims", OrderTickets.json(reading.renewal()));
  }

  public void renewed(
      @Variable("reading") RemoteReading reading, @Body List<Map<String, Object>> rows) {
    reading.renewed(
        rows.stream()
            .map(row -> ((Number) row.get("order_id")).longValue())
            .collect(Collectors.toSet()));
  }

  public RemoteRequest next(@Variable("reading") RemoteReading reading) {
    return reading.next();
  }

  public void take(@Variable("reading") RemoteReading reading, @Body RemoteAnswer answer) {
    reading.take(answer);
  }

  public void failed(
      @Variable("reading") RemoteReading reading, @ExchangeException Setback setback) {
    reading.failed(setback);
  }

  /** A defect of a read must not cost its orders their way on: each is set back by itself. */
  public void broken(
      @Variable("reading") RemoteReading reading, @ExchangeException Exception defect) {
    LOG.error("A read failed for a reason that nobody foresaw", Defect.of(defect));
    reading.fail(
        new Setback(
            Consequence.RETRY_LATER,
            "INTERNAL",
            defect.getClass().getSimpleName() + ", see the log"));
  }

  public List<Claim> claims(@Variable("reading") RemoteReading reading) {
    return reading.claims();
  }

  Instant now() {
    return clock.instant();
  }

  void found(RemoteOrder order) {
    zone.look(order);
  }

  boolean maySingle() {
    return single != Single.ABSENT;
  }

  void singleWorks(boolean works) {
    single = works ? Single.WORKS : Single.ABSENT;
  }

  /** Whether a failed single GET only means that the list must be used. */
  boolean isFirstTry(Setback setback) {
    return switch (setback.verdict().consequence()) {
      // An address that is not documented may be closed for itself: the list gives the true
      // verdict.
      case PAUSE_PROCESS -> single != Single.WORKS;
      case RETRY_LATER -> false;
      default -> true;
    };
  }
}
