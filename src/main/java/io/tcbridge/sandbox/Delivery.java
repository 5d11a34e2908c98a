package io.tcbridge.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Sends answers: whole, slowly, half, wrongly, or not at all. */
final class Delivery {
  private static final CharSequence SANDBOX = HttpHeaders.createOptimized("X-Sandbox");
  private static final CharSequence SIMULATED = HttpHeaders.createOptimized("simulated");
  private static final int CHUNKS_PER_SECOND = 20;

  private static final String PAGE =
      "<html><head><title>Please wait</title></head><body>Please wait</body></html>";

  private final Vertx vertx;
  private final LongSupplier clock;
  private long dateSecond;
  private String date;

  /**
   * @param clock milliseconds since 1970, of the simulated side
   */
  Delivery(Vertx vertx, LongSupplier clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Whether a fault of this kind still sends what the operation answered. */
  static boolean needsAnswer(Fault.Kind kind) {
    return switch (kind) {
      case LOST_ANSWER, STATUS_AFTER, HANG, HTML, TEXT_ERROR, DROP_BEFORE, STATUS_BEFORE -> false;
      default -> true;
    };
  }

  /** Ends a request the way the fault says; answer may be null if the kind needs none. */
  void deliver(Gateway.Exchange exchange, Faults.Hit hit, Answer answer) {
    Fault fault = hit.fault();
    switch (hit.kind()) {
      case LOST_ANSWER, DROP_BEFORE -> cut(exchange);
      case HANG -> exchange.entry().status = 0;
      case STATUS_BEFORE, STATUS_AFTER -> status(exchange, fault);
      case HTML -> answer(exchange, Answer.html(200, fault.body == null ? PAGE : fault.body));
      case TEXT_ERROR -> answer(exchange, Answer.errors(400, List.of(String.valueOf(fault.body))));
      case SLOW_BODY -> slowly(exchange, answer, fault.bytesPerSecond);
      case CUT_BODY -> half(exchange, answer);
      default -> answer(exchange, answer);
    }
  }

  void answer(Gateway.Exchange exchange, Answer answer) {
    HttpServerResponse response = head(exchange, answer);
    if (response == null) {
      return;
    }
    note(exchange, answer, response.end(Buffer.buffer(answer.body())));
  }

  private void status(Gateway.Exchange exchange, Fault fault) {
    byte[] body = fault.body == null ? new byte[0] : fault.body.getBytes(StandardCharsets.UTF_8);
    boolean json = fault.body != null && fault.body.startsWith("{");
    Answer answer =
        new Answer(
            fault.status, json ? Answer.JSON : Answer.HTML, body, false, null, null, List.of());
    HttpServerResponse response = head(exchange, answer);
    if (response == null) {
      return;
    }
    if (fault.retryAfter != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, fault.retryAfter);
    }
    note(exchange, answer, response.end(Buffer.buffer(body)));
  }

  /** Sets status and headers; null when the client has gone. */
  private HttpServerResponse head(Gateway.Exchange exchange, Answer answer) {
    HttpServerResponse response = exchange.http().response();
    if (response.closed()) {
      return null;
    }
    exchange.entry().status = (short) answer.status();
    response.setStatusCode(answer.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
    response.putHeader(SANDBOX, SIMULATED);
    response.putHeader(HttpHeaders.DATE, date());
    if (answer.location() != null) {
      response.putHeader(HttpHeaders.LOCATION, answer.location());
    }
    return response;
  }

  private String date() {
    long second = clock.getAsLong() / 1000;
    if (date == null || second != dateSecond) {
      dateSecond = second;
      date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
    }
    return date;
  }

  /** What was read counts only from here on, and only for whoever asked. */
  private static void note(Gateway.Exchange exchange, Answer answer, Future<Void> sent) {
    History.Entry entry = exchange.entry();
    sent.onSuccess(
        done -> {
          entry.delivered = true;
          answer.shown().forEach(order -> order.shownBy.merge(entry.port, entry.seq, Math::max));
        });
  }

  private static void cut(Gateway.Exchange exchange) {
    exchange.http().connection().close();
  }

  /** Of an answer without a body there is nothing to keep back. */
  private void half(Gateway.Exchange exchange, Answer answer) {
    if (answer.body().length == 0) {
      answer(exchange, answer);
      return;
    }
    HttpServerResponse response = head(exchange, answer);
    if (response == null) {
      return;
    }
    byte[] body = answer.body();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    response
        .write(Buffer.buffer(Arrays.copyOf(body, body.length / 2)))
        .onComplete(written -> cut(exchange));
  }

  private void slowly(Gateway.Exchange exchange, Answer answer, long bytesPerSecond) {
    HttpServerResponse response = head(exchange, answer);
    if (response == null) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
    boolean byByte = bytesPerSecond < CHUNKS_PER_SECOND;
    int chunk = byByte ? 1 : (int) Math.min(1 << 20, bytesPerSecond / CHUNKS_PER_SECOND);
    long pause = byByte ? 1000 / bytesPerSecond : 1000 / CHUNKS_PER_SECOND;
    next(exchange, response, answer, 0, chunk, pause);
  }

  private void next(
      Gateway.Exchange exchange,
      HttpServerResponse response,
      Answer answer,
      int from,
      int chunk,
      long pause) {
    if (response.closed()) {
      return;
    }
    Buffer body = Buffer.buffer(answer.body());
    if (body.length() - from <= chunk) {
      note(exchange, answer, response.end(body.slice(from, body.length())));
      return;
    }
    response.write(body.slice(from, from + chunk));
    vertx.setTimer(pause, timer -> next(exchange, response, answer, from + chunk, chunk, pause));
  }
}
