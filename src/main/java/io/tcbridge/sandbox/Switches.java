package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The current value of every switch. */
final class Switches {
  private static final Map<String, String> NOT_IMPLEMENTED =
      Map.ofEntries(
          Map.entry("catalog_lag_s", "the catalogue shows the state of this moment"),
          Map.entry("custom_fields", "buyer questionnaires are not simulated"),
          Map.entry("event_state", "seed the event again with another status instead"),
          Map.entry("missing_documents_shape", "refund documents are not simulated"),
          Map.entry("promo_rules", "rules belong to the seeded promocodes"),
          Map.entry("refund_reason_field", "refund reasons are not simulated"),
          Map.entry("v1_services", "they are always there"),
          Map.entry("webhooks", "webhooks are not simulated"));

  private final Map<Switch, String> values = new EnumMap<>(Switch.class);
  private final Map<Switch, ZoneId> zones = new EnumMap<>(Switch.class);
  private long feeMillionths;

  Switches() {
    reset();
  }

  void reset() {
    for (Switch name : Switch.values()) {
      put(name, name.initial());
    }
  }

  /** Sets a switch by name, or says what is wrong and what would be right. */
  Switch set(String name, String value) {
    Switch known = find(name);
    if (value == null || !known.allows(value)) {
      throw new IllegalArgumentException(
          "Switch %s: '%s' is not allowed; allowed: %s"
              .formatted(known.key(), value, String.join(", ", known.allowed())));
    }
    put(known, value);
    return known;
  }

  static Switch find(String name) {
    String missing = NOT_IMPLEMENTED.get(name);
    if (missing != null) {
      throw new IllegalArgumentException(
          "Switch " + name + " is not implemented: " + missing + ". Implemented: " + names());
    }
    return Arrays.stream(Switch.values())
        .filter(candidate -> candidate.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown switch '" + name + "'; known switches: " + names()));
  }

  static String names() {
    return Arrays.stream(Switch.values()).map(Switch::key).collect(Collectors.joining(", "));
  }

  static Map<String, String> notImplemented() {
    return NOT_IMPLEMENTED;
  }

  private void put(Switch name, String value) {
    values.put(name, value);
    if (name == Switch.FEE_PERCENT) {
      feeMillionths = new BigDecimal(value).movePointRight(4).longValue();
    }
    if (name.allowed().contains("<zone>") && !value.equals("same")) {
      zones.put(
          name, value.toUpperCase(Locale.ROOT).equals("UTC") ? ZoneOffset.UTC : ZoneId.of(value));
    }
  }

  String get(Switch name) {
    return values.get(name);
  }

  boolean is(Switch name, String value) {
    return values.get(name).equals(value);
  }

  long number(Switch name) {
    return Long.parseLong(values.get(name));
  }

  /** The number behind the colon, as in {@code sweep:30}; without one the given value. */
  long delay(Switch name, long otherwise) {
    String value = values.get(name);
    int colon = value.indexOf(':');
    return colon < 0 ? otherwise : Long.parseLong(value.substring(colon + 1));
  }

  boolean starts(Switch name, String prefix) {
    return values.get(name).startsWith(prefix);
  }

  ZoneId zone(Switch name) {
    return zones.get(name);
  }

  long feeMillionths() {
    return feeMillionths;
  }

  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name.key(), value));
    return all;
  }
}
