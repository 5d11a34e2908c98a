package io.tcbridge.ticketscloud;

import java.io.IOException;

/** The request was sent and no usable answer came back: its effect is unknown. */
public final class NoAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  NoAnswer(String message, Exception cause) {
    super(message, cause);
  }
}
