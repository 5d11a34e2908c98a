package io.tcbridge.ticketscloud;

import java.io.IOException;

/** The request never left: no connection, name, certificate or free place in the pool. */
public final class NotSent extends IOException {
  private static final long serialVersionUID = 1L;

  NotSent(Exception cause) {
    this(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
  }

  NotSent(String message, Exception cause) {
    super(message, cause);
  }
}
