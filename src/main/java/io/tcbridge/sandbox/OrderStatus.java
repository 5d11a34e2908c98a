package io.tcbridge.sandbox;

import java.util.Locale;

/** Where a remote order is in its life. */
enum OrderStatus {
  EXECUTED,
  IN_PROGRESS,
  DONE,
  CANCELLED,
  EXPIRED;

  private final String text = name().toLowerCase(Locale.ROOT);

  String text() {
    return text;
  }

  /** The status with this API name, or null. */
  static OrderStatus of(String text) {
    for (OrderStatus status : values()) {
      if (status.text.equals(text)) {
        return status;
      }
    }
    return null;
  }
}
