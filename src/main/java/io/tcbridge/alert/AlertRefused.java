package io.tcbridge.alert;

/** A webhook answered, but did not take the message. */
public final class AlertRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AlertRefused(String message) {
    super(message);
  }
}
