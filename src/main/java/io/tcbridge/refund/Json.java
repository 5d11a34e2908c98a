package io.tcbridge.refund;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The JSON in parameters and results of the journal's statements. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", impossible);
    }
  }

  /** A column of a refund's row; null where the column is. */
  static <T> T column(Map<String, Object> row, String column, TypeReference<T> type) {
    String text = (String) row.get(column);
    try {
      return text == null ? null : MAPPER.readValue(text, type);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "journal column " + column + " of refund " + row.get("refund_no") + " is not readable",
          broken);
    }
  }
}
