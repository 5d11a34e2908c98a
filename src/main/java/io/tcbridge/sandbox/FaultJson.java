package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a fault of the admin API. */
final class FaultJson {
  private FaultJson() {}

  static Fault fault(JsonNode json) {
    Fault fault = new Fault(kind(json.path("kind").asText()), null);
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      set(fault, entry.getKey(), entry.getValue());
    }
    return fault;
  }

  private static Fault.Kind kind(String name) {
    try {
      return Fault.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String kinds =
          Arrays.stream(Fault.Kind.values())
              .map(Fault.Kind::text)
              .collect(Collectors.joining(", "));
      throw new Refusal("kind: expected one of " + kinds + ", found '" + name + "'");
    }
  }

  private static void set(Fault fault, String field, JsonNode value) {
    switch (field) {
      case "kind" -> {}
      case "operation" -> fault.operation = value.asText(null);
      case "orderNo" -> fault.orderNo = value.asText(null);
      case "orderId" -> fault.orderId = value.asText(null);
      case "event" -> fault.event = value.asText(null);
      case "skip" -> fault.skip = value.asInt();
      case "times" -> fault.times = value.asInt();
      case "probability" -> fault.probability = value.asDouble();
      case "latencyMs" -> fault.latencyMs = value.asLong();
      case "jitterMs" -> fault.jitterMs = value.asLong();
      case "status" -> fault.status = value.asInt();
      case "retryAfter" -> fault.retryAfter = value.asText(null);
      case "body", "text" -> fault.body = value.asText(null);
      case "bytesPerSecond" -> fault.bytesPerSecond = Math.max(1, value.asLong());
      case "delta" -> fault.delta = Kopecks.decimal(Kopecks.of(new BigDecimal(value.asText())));
      case "effect" -> fault.effect = value.asBoolean();
      case "effectDelayMs" -> fault.effectDelayMs = value.asLong();
      case "keepsBusy" -> fault.keepsBusy = value.asBoolean();
      default -> throw new Refusal("unknown field " + field);
    }
  }
}
