package io.tcbridge.order;

import java.util.Locale;

/** How far an order has come; each stage is a saved fact. */
public enum Stage {
  RECEIVED,
  CREATED,
  RESERVED,
  IDENTIFIED,
  COMMITTED,
  TICKETED;

  static Stage of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
