package io.tcbridge.alert;

import java.util.Map;

/**
 * One message as it is sent.
 *
 * @param json the body for a webhook
 * @param claim what {@code save-told.sql} and {@code postpone-message.sql} want; empty if no row
 *     keeps this message
 * @param attempts how often it was tried, this time included
 */
public record AlertMessage(
    String subject, String text, String json, Map<String, Object> claim, int attempts) {

  public AlertMessage {
    claim = Map.copyOf(claim);
  }
}
