package io.tcbridge.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/** Tells about a poll that failed: each cause once, and again a minute later if it is still so. */
public final class Troubles {

  /** Of an exchange: what kept its poll from its end. */
  public static final String FAILED = "pollFailed";

  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final long MINUTE = 60_000_000_000L;
  private static final int LONGEST_CAUSE = 400;

  /** The number of a connection differs from poll to poll. */
  private static final Pattern NOISE = Pattern.compile("\\(conn=\\d+\\) ");

  private static final Pattern SQL_FILE = Pattern.compile("^sql:.*?([\\w-]+/[\\w-]+\\.sql)");

  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /** Tells what kept a poll from its end. */
  public void tell(Exchange exchange) {
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
    String route = exchange.getFromRouteId();
    String cause = said(exchange);
    exchange.setProperty(FAILED, cause);
    if (isNew(route + cause)) {
      LOG.warn("{} failed and comes again with the next poll: {}", route, cause);
      LOG.debug("{} failed", route, failure(exchange));
    }
  }

  private boolean isNew(String trouble) {
    long now = System.nanoTime();
    told.values().removeIf(at -> now - at > MINUTE);
    return told.putIfAbsent(trouble, now) == null;
  }

  /** What went wrong on one line; if a database refused a statement, with the statement's file. */
  public String said(Exchange exchange) {
    Exception failure = failure(exchange);
    Matcher file =
        SQL_FILE.matcher(exchange.getProperty(Exchange.FAILURE_ENDPOINT, "", String.class));
    return isRefusal(failure) && file.find()
        ? file.group(1) + ": " + cause(failure)
        : cause(failure);
  }

  private static Exception failure(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  /** Whether the database understood us and said no. */
  private static boolean isRefusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NonTransientDataAccessException) {
        return !(cause instanceof NonTransientDataAccessResourceException);
      }
    }
    return false;
  }

  /**
   * The innermost message says what really happened. Its first line is enough: behind it drivers
   * quote statements and values.
   */
  public static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String said =
        cause.getMessage() == null ? "" : cause.getMessage().strip().lines().findFirst().orElse("");
    String clean = NOISE.matcher(said).replaceAll("");
    String cut = clean.length() > LONGEST_CAUSE ? clean.substring(0, LONGEST_CAUSE) + "…" : clean;
    return cause.getClass().getSimpleName() + (cut.isEmpty() ? "" : ": " + cut);
  }
}
