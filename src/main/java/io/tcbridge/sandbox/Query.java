package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The filters of a list, from a query string or from a JSON body. */
record Query(Function<String, String> values) {

  static Query of(JsonNode body) {
    return new Query(
        name -> {
          JsonNode value = body.path(name);
          if (!value.isArray()) {
            return value.asText(null);
          }
          List<String> items = new ArrayList<>();
          value.forEach(item -> items.add(item.asText()));
          return String.join(",", items);
        });
  }

  /** The value, or null when it is absent or empty. */
  String get(String name) {
    String value = values.apply(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A comma-separated list, or null when the filter is absent. */
  List<String> list(String name) {
    String value = get(name);
    return value == null ? null : List.of(value.split(","));
  }

  boolean isTrue(String name) {
    String value = get(name);
    return "true".equalsIgnoreCase(value) || "1".equals(value);
  }
}
