package io.tcbridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * What an operation answers.
 *
 * @param applied whether it changed state
 * @param orderId order that was created or changed, or null
 * @param location where a redirect points to, or null
 * @param shown orders that whoever reads the answer knows then
 */
record Answer(
    int status,
    String contentType,
    byte[] body,
    boolean applied,
    String orderId,
    String location,
    Collection<Order> shown) {

  static final String JSON = "application/json";
  static final String HTML = "text/html; charset=UTF-8";

  static Answer json(int status, Json.Content content) {
    return new Answer(status, JSON, Json.bytes(content), false, null, null, List.of());
  }

  static Answer errors(int status, List<String> errors) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("errors");
          for (String error : errors) {
            json.writeString(error);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static Answer reason(int status, String error, String reason) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", error);
          json.writeStringField("reason", reason);
          json.writeEndObject();
        });
  }

  static Answer empty(int status) {
    return new Answer(status, HTML, new byte[0], false, null, null, List.of());
  }

  static Answer redirect(String location) {
    return new Answer(301, HTML, new byte[0], false, null, location, List.of());
  }

  static Answer html(int status, String text) {
    return new Answer(
        status, HTML, text.getBytes(StandardCharsets.UTF_8), false, null, null, List.of());
  }

  Answer applied(String order) {
    return new Answer(status, contentType, body, true, order, location, shown);
  }

  Answer showing(Collection<Order> orders) {
    return new Answer(status, contentType, body, applied, orderId, location, orders);
  }
}
