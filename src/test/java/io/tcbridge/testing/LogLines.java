package io.tcbridge.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every log line of the process while it is open, with stack traces and the order number. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Begins to listen. */
  public static LogLines open() {
    LogLines lines = new LogLines();
    lines.setContext(lines.root.getLoggerContext());
    lines.start();
    lines.root.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(
        "%s [%s] %s - %s%s"
            .formatted(
                event.getLevel(),
                event.getMDCPropertyMap().getOrDefault("order", "-"),
                event.getLoggerName(),
                event.getFormattedMessage(),
                trace));
  }

  /** {@code LEVEL [order] logger - message}, oldest first. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Forgets what was said so far. */
  public void clear() {
    lines.clear();
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
