package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for one page of one order whether this process may work: once before the first claim, then
 * now and then while it pauses. No order's attempts are burned by a pause.
 */
public final class TicketscloudProbe {

  /** The pause that every process begins with. */
  public static final String STARTING = "STARTING";

  private static final Logger LOG = LoggerFactory.getLogger(TicketscloudProbe.class);
  private static final Duration FIRST_PERIOD = Duration.ofSeconds(5);

  private final KeyGate gate;
  private final RemoteOrderReader reader;
  private final ZoneCheck zone;
  private final Duration period;
  private Long askedAt;
  private String told;

  /**
   * @param period between two questions of a paused process
   */
  public TicketscloudProbe(
      KeyGate gate, RemoteOrderReader reader, ZoneCheck zone, Duration period) {
    this.gate = gate;
    this.zone = zone;
    this.reader = reader;
    this.period = period;
  }

  public boolean isDue() {
    KeyGate.Pause pause = gate.pause();
    if (pause == null) {
      return false;
    }
    if (!pause.reason().equals(told) && !pause.reason().equals(STARTING)) {
      told = pause.reason();
      LOG.error(
          "This process pauses: {}: {}. Nothing is claimed; it asks again every {} s.",
          pause.reason(),
          pause.text(),
          period.toSeconds());
    }
    Duration wait = pause.reason().equals(STARTING) ? FIRST_PERIOD : period;
    return askedAt == null || System.nanoTime() - askedAt >= wait.toNanos();
  }

  public RemoteRequest request() {
    askedAt = System.nanoTime();
    return RemoteRequest.list("page_size=1");
  }

  public void answered(@Body RemoteAnswer answer) {
    List<RemoteOrder> orders = reader.list(answer.body()).orElse(null);
    if (orders == null) {
      gate.change("WRONG_ADDRESS", "the answer to a list request is not a list of orders");
      return;
    }
    String trouble = zone.trouble(orders).orElse(null);
    if (trouble != null) {
      gate.change(ZoneCheck.REASON, trouble);
      return;
    }
    KeyGate.Pause pause = gate.pause();
    if (pause != null && pause.reason().equals(ZoneCheck.REASON) && !zone.isRight(orders)) {
      return;
    }
    gate.open();
    told = null;
    LOG.info("Ticketscloud answers and accepts the key; orders are claimed");
  }

  public void failed(@ExchangeException Setback setback) {
    Verdict verdict = setback.verdict().kept(UnaryOperator.identity());
    if (verdict.consequence() == Consequence.PAUSE_PROCESS) {
      gate.change(verdict.reason(), verdict.text());
    } else {
      LOG.warn("Ticketscloud cannot be asked yet: {}: {}", verdict.reason(), verdict.text());
    }
  }
}
