package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what refunds there are before anything is asked for. */
public final class RefundReads {

  private static final Logger LOG = LoggerFactory.getLogger(RefundReads.class);

  private final RemoteRefundReader reader;
  private final InstantSource clock;
  private final Duration timeout;
  private final Duration lease;
  private final Workers workers;

  /**
   * @param clock of the remote side
   */
  public RefundReads(
      Settings settings, RemoteRefundReader reader, InstantSource clock, Workers workers) {
    this.reader = reader;
    this.clock = clock;
    this.timeout = settings.ticketscloud().timeout();
    this.lease = settings.order().lease();
    this.workers = workers;
  }

  public RefundReading begin(@Body List<RefundClaim> claims) {
    return new RefundReading(claims, reader, clock.instant());
  }

  public boolean goesOn(@Variable("reading") RefundReading reading) {
    return !workers.isStopping() && reading.goesOn();
  }

  public boolean isLeaseShort(@Variable("reading") RefundReading reading) {
    return reading.isLeaseShort(timeout);
  }

  /** The parameter of {@code renew-refund-leases.sql}. */
  public Map<String, Object> renewal(@Variable("reading") RefundReading reading) {
    return Map.of("fences", Json.of(reading.renewal()), "lease_ms", lease.toMillis());
  }

  public void renewed(
      @Variable("reading") RefundReading reading, @Body List<Map<String, Object>> rows) {
    reading.renewed(
        rows.stream()
            .map(row -> ((Number) row.get("refund_id")).longValue())
            .collect(Collectors.toSet()));
  }

  public RemoteRequest next(@Variable("reading") RefundReading reading) {
    return reading.next();
  }

  public void take(@Variable("reading") RefundReading reading, @Body RemoteAnswer answer) {
    reading.take(answer);
  }

  public void failed(
      @Variable("reading") RefundReading reading, @ExchangeException Setback setback) {
    reading.fail(setback);
  }

  /** A defect of a read must not cost its refunds their way on: each is set back by itself. */
  public void broken(
      @Variable("reading") RefundReading reading, @ExchangeException Exception defect) {
    LOG.error("A read of refunds failed for a reason that nobody foresaw", defect);
    reading.fail(
        new Setback(
            Consequence.RETRY_LATER,
            "INTERNAL",
            defect.getClass().getSimpleName() + ", see the log"));
  }

  /** The parameter of {@code find-bound-refunds.sql}. */
  public Map<String, Object> ids(@Variable("reading") RefundReading reading) {
    return Map.of("remote_ids", Json.of(reading.ids()));
  }

  public void end(
      @Variable("reading") RefundReading reading, @Body List<Map<String, Object>> owned) {
    reading.end(owned);
  }

  public List<RefundClaim> claims(@Variable("reading") RefundReading reading) {
    return reading.claims();
  }
}
