package io.tcbridge.cli;

import io.tcbridge.ticketscloud.RemoteAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator has at hand of an answer: a body, a message, or a line of the journal or the ERP
 * that quotes one.
 *
 * @param status that the text itself names; null when it names none
 * @param body as Ticketscloud would have sent it
 */
record AnswerText(Integer status, byte[] body) {

  private static final Pattern QUOTED =
      Pattern.compile("(?s).*Ticketscloud answered HTTP (\\d{3}): (.*)");

  /** A message is put where Ticketscloud puts it; what looks like JSON or markup is the body. */
  static AnswerText ofArgument(String text) {
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      return new AnswerText(Integer.valueOf(quoted.group(1)), message(quoted.group(2)));
    }
    boolean isBody = text.strip().matches("(?s)[{\\[<].*");
    return new AnswerText(null, isBody ? bytes(text) : message(text));
  }

  /** A body as it came over the wire. */
  static AnswerText ofBody(byte[] body) {
    return new AnswerText(null, body);
  }

  RemoteAnswer as(int httpStatus) {
    return new RemoteAnswer(httpStatus, "application/json", null, body);
  }

  private static byte[] message(String text) {
    return bytes(new JsonObject().put("errors", new JsonArray().add(text.strip())).encode());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
