package io.tcbridge.order;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The column {@code raw}: a JSON object for {@code vendor_data.raw}, within the limits that
 * Ticketscloud's description of vendor_data sets.
 */
final class RawData {
  private static final int LONGEST = 4_000;
  private static final int MOST_KEYS = 20;
  private static final int LONGEST_KEY = 40;
  private static final int LONGEST_VALUE = 128;

  /** What PostgreSQL's jsonb refuses. */
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RawData() {}

  /** The object's fields in their order; null when there are none or they are unusable. */
  static Map<String, String> of(String json, List<String> problems) {
    if (json == null || json.isBlank()) {
      return null;
    }
    if (json.length() > LONGEST) {
      problems.add("raw is longer than %d characters".formatted(LONGEST));
      return null;
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      problems.add("raw is not JSON, or names a key twice");
      return null;
    }
    if (!root.isObject()) {
      problems.add("raw is not a JSON object but " + kind(root));
      return null;
    }
    if (root.size() > MOST_KEYS) {
      problems.add("raw has %d keys, at most %d are allowed".formatted(root.size(), MOST_KEYS));
      return null;
    }
    var raw = new LinkedHashMap<String, String>();
    root.properties()
        .forEach(
            field -> {
              raw.put(field.getKey(), field.getValue().asText());
              check(raw.size(), field.getKey(), field.getValue(), problems);
            });
    return raw;
  }

  /** Keys are counted, not named: an ERP may put anything into them. */
  private static void check(int position, String key, JsonNode value, List<String> problems) {
    if (key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY) {
      problems.add("raw: key %d is not 1 to %d characters".formatted(position, LONGEST_KEY));
    }
    if (!value.isTextual()) {
      problems.add(
          "raw: the value of key %d is %s, only texts are allowed"
              .formatted(position, kind(value)));
      return;
    }
    var text = value.asText();
    if (text.codePointCount(0, text.length()) > LONGEST_VALUE) {
      problems.add(
          "raw: the value of key %d is longer than %d characters"
              .formatted(position, LONGEST_VALUE));
    }
    if (UNSTORABLE.matcher(key + "," + text).find()) {
      problems.add("raw: key %d or its value holds NUL or half a character".formatted(position));
    }
  }

  private static String kind(JsonNode node) {
    var type = node.getNodeType().name().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "null" -> "null";
      case "array" -> "an array";
      case "object" -> "an object";
      case "string" -> "a text";
      default -> "a " + type;
    };
  }
}
