package io.tcbridge.ticketscloud;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the body of an answer complains about.
 *
 * <p>Ticketscloud's shapes: {@code errors} with strings, with {@code {code, msg}} objects or with
 * nested lists (a bare list of ids is a message of its own), and {@code error} with {@code reason}.
 * Whatever else carries a text is read as well, so that no complaint is overlooked.
 *
 * @param json whether the body is JSON from its first to its last byte
 * @param empty whether it has room for a complaint and nothing else: no byte, no field, or an
 *     {@code errors} list
 * @param found the complaints in their order
 */
record RemoteErrors(boolean json, boolean empty, List<RemoteError> found) {

  /** One complaint: code may be null, text never is. */
  record RemoteError(String code, String text) {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{24}");
  private static final List<String> TEXT_FIELDS =
      List.of("msg", "message", "reason", "detail", "description", "text", "error");

  static RemoteErrors of(byte[] body) {
    if (new String(body, StandardCharsets.UTF_8).isBlank()) {
      return new RemoteErrors(false, true, List.of());
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (IOException e) {
      return new RemoteErrors(false, false, List.of());
    }
    var found = new ArrayList<RemoteError>();
    if (root.hasNonNull("errors")) {
      collect("", root.get("errors"), found);
    } else if (!root.isObject()) {
      collect("", root, found);
    }
    if (found.isEmpty() && root.isObject() && firstText(root) != null) {
      found.add(new RemoteError(null, firstText(root)));
    }
    return new RemoteErrors(true, root.isEmpty() || root.has("errors"), found);
  }

  private static void collect(String field, JsonNode node, List<RemoteError> found) {
    if (node.isValueNode()) {
      if (!node.isNull() && !node.asText().isBlank()) {
        found.add(new RemoteError(null, field + node.asText()));
      }
    } else if (node.isArray() && isListOfIds(node)) {
      var ids = new ArrayList<String>();
      node.forEach(each -> ids.add(each.asText()));
      found.add(new RemoteError(null, field + ids));
    } else if (node.isArray()) {
      node.forEach(each -> collect(field, each, found));
    } else if (node.hasNonNull("code") || firstText(node) != null) {
      var code = node.hasNonNull("code") ? node.get("code").asText() : null;
      var text = firstText(node);
      found.add(new RemoteError(code, text == null ? code : text));
    } else {
      node.properties().forEach(each -> collect(each.getKey() + " ", each.getValue(), found));
    }
  }

  private static boolean isListOfIds(JsonNode list) {
    for (var each : list) {
      if (!each.isTextual() || !ID.matcher(each.asText()).matches()) {
        return false;
      }
    }
    return !list.isEmpty();
  }

  private static String firstText(JsonNode object) {
    for (var name : TEXT_FIELDS) {
      if (object.path(name).isTextual() && !object.get(name).asText().isBlank()) {
        return object.get(name).asText();
      }
    }
    return null;
  }
}
