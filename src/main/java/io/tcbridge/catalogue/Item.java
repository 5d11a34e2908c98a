package io.tcbridge.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One thing of the catalogue as the ERP gets it.
 *
 * @param owner the event of a seat or of a category of tickets; else null
 * @param columns by their names in {@code config/erp}; text, numbers, yes and no, {@link Instant}
 *     and {@link LocalDateTime}
 */
record Item(Kind kind, String id, String owner, Map<String, Object> columns) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What tells two items apart, whatever kind they are of. */
  record Name(Kind kind, String id) {}

  Name name() {
    return new Name(kind, id);
  }

  /** The parameters of its statements in {@code config/erp}. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>(columns);
    row.replaceAll((column, value) -> value instanceof Instant at ? Timestamp.from(at) : value);
    return row;
  }

  String json() {
    Map<String, Object> plain = new LinkedHashMap<>(columns);
    plain.replaceAll(
        (column, value) ->
            value instanceof Instant || value instanceof LocalDateTime ? value.toString() : value);
    try {
      return JSON.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON can be made of " + name(), e);
    }
  }

  /**
   * A value that differs when the item does.
   *
   * @param salt what else decides how the ERP gets it
   */
  static UUID fingerprint(String json, String salt) {
    return UUID.nameUUIDFromBytes((salt + json).getBytes(StandardCharsets.UTF_8));
  }
}
