package io.tcbridge.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells about a poll that failed: in full the first time, in a line a minute while it stays so. */
public final class Troubles {

  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final long MINUTE = 60_000_000_000L;

  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  public void tell(@ExchangeException Exception failure, Exchange exchange) {
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    String route = exchange.getFromRouteId();
    long now = System.nanoTime();
    last.put(route, now);
    String key = route + failure.getClass().getName();
    Long before = told.get(key);
    if (before == null || now - before > MINUTE) {
      told.put(key, now);
      LOG.warn("{} failed and comes again with the next poll: {}", route, cause(failure));
      LOG.debug("{} failed", route, failure);
    }
  }

  /** The innermost message says what really happened. */
  public static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
