package io.tcbridge.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * gRPC by hand: a request and a stream of answers on HTTP/2, each message with five bytes before
 * it, the end in the trailers. A stream that a fault cuts has none.
 */
final class CatalogueServer {
  private static final int HEAD = 5;
  private static final int CHUNK = 32 * 1024;
  private static final int INTERNAL = 13;
  private static final int RESET = 2;

  private static final Map<Integer, Integer> STATUS =
      Map.of(400, 3, 401, 16, 403, 7, 404, 5, 408, 4, 429, 8, 501, 12, 503, 14, 504, 4);

  private final Vertx vertx;
  private final SandboxState state;
  private final CatalogueMessages messages;
  private final String apiKey;

  CatalogueServer(Vertx vertx, SandboxState state, String apiKey) {
    this.vertx = vertx;
    this.state = state;
    this.messages = new CatalogueMessages(state);
    this.apiKey = apiKey;
  }

  void handle(HttpServerRequest http) {
    http.body().onSuccess(body -> receive(http, body.getBytes()));
  }

  private void receive(HttpServerRequest http, byte[] body) {
    state.agenda.runDue();
    String path = http.path();
    String call = path.substring(path.lastIndexOf('/') + 1);
    History.Entry entry =
        state.history.begin(state.now(), http.localAddress().port(), "GRPC", History.shorten(path));
    entry.operation = "catalogue-" + call.toLowerCase(Locale.ROOT);
    if (!apiKey.equals(http.getHeader("authorization"))) {
      boolean asDenied = state.switches.is(Switch.GRPC_UNAUTH, "permission_denied");
      end(http.response(), entry, asDenied ? 7 : 16, "bad key");
      return;
    }
    if (!path.equals(prefix() + call)) {
      end(http.response(), entry, 12, "unknown service " + path);
      return;
    }
    try {
      ProtoFields request =
          new ProtoFields(
              Buffer.buffer(body).slice(Math.min(HEAD, body.length), body.length).getBytes());
      Request routed = request(entry.operation, request.text(10));
      Faults.Hit hit = state.faults.hit(routed, state.ids.random());
      entry.fault = hit.fault() == null ? null : hit.kind().text();
      long wait = hit.latencyMs() + state.switches.number(Switch.LATENCY_MS);
      Runnable answer = () -> answer(http, entry, call, request, hit);
      if (wait > 0) {
        vertx.setTimer(wait, timer -> answer.run());
      } else {
        answer.run();
      }
    } catch (Refusal refusal) {
      end(http.response(), entry, 3, refusal.getMessage());
    }
  }

  private String prefix() {
    return switch (state.switches.get(Switch.GRPC_PACKAGE)) {
      case "none" -> "/Simple/";
      case "v2" -> "/v2.Simple/";
      default -> "/v3.Simple/";
    };
  }

  private static Request request(String operation, String event) {
    String of = event.isEmpty() ? null : event;
    return new Request(operation, null, null, of, null, null, tweaks -> Answer.empty(200));
  }

  private void answer(
      HttpServerRequest http,
      History.Entry entry,
      String call,
      ProtoFields request,
      Faults.Hit hit) {
    HttpServerResponse response = http.response();
    switch (hit.kind()) {
      case HANG -> entry.status = 0;
      case DROP_BEFORE, LOST_ANSWER -> http.connection().close();
      case STATUS_BEFORE, STATUS_AFTER ->
          end(response, entry, STATUS.getOrDefault(hit.fault().status, INTERNAL), "by a fault");
      case TEXT_ERROR -> end(response, entry, INTERNAL, String.valueOf(hit.fault().body));
      default -> stream(response, entry, answers(call, request, hit), hit);
    }
  }

  private List<Supplier<byte[]>> answers(String call, ProtoFields request, Faults.Hit hit) {
    List<Supplier<byte[]>> all =
        new ArrayList<>(messages.answers(call, request, hit.kind() == Fault.Kind.UNKNOWN_ENUMS));
    switch (hit.kind()) {
      case EMPTY_STREAM -> all.clear();
      case DUPLICATE_ITEMS -> all.addAll(List.copyOf(all));
      default -> {}
    }
    if (state.switches.is(Switch.GRPC_ORDER, "shuffled")) {
      Collections.shuffle(all, state.ids.random());
    }
    return all;
  }

  private void stream(
      HttpServerResponse response,
      History.Entry entry,
      List<Supplier<byte[]>> answers,
      Faults.Hit hit) {
    response.setStatusCode(200).putHeader("content-type", "application/grpc+proto");
    response.setChunked(true);
    boolean cut = hit.kind() == Fault.Kind.CUT_BODY;
    long bytesPerSecond = hit.kind() == Fault.Kind.SLOW_BODY ? hit.fault().bytesPerSecond : 0;
    int end = cut ? (answers.size() + 1) / 2 : answers.size();
    send(response, entry, answers.subList(0, end), 0, cut, bytesPerSecond);
  }

  /** Sends from this message on, as fast as the client takes them. */
  private void send(
      HttpServerResponse response,
      History.Entry entry,
      List<Supplier<byte[]>> answers,
      int from,
      boolean cut,
      long bytesPerSecond) {
    if (response.closed()) {
      return;
    }
    if (from == answers.size()) {
      if (cut) {
        response.reset(RESET);
      } else {
        trailers(response, entry, 0, "");
      }
      return;
    }
    Buffer chunk = Buffer.buffer();
    int next = from;
    while (next < answers.size()
        && (next == from || bytesPerSecond == 0 && chunk.length() < CHUNK)) {
      byte[] message = answers.get(next++).get();
      chunk.appendByte((byte) 0).appendInt(message.length).appendBytes(message);
    }
    int then = next;
    Runnable goOn = () -> send(response, entry, answers, then, cut, bytesPerSecond);
    response
        .write(chunk)
        .onSuccess(
            sent -> {
              if (bytesPerSecond > 0) {
                vertx.setTimer(
                    Math.max(1, chunk.length() * 1000L / bytesPerSecond), timer -> goOn.run());
              } else if (response.writeQueueFull()) {
                response.drainHandler(drained -> goOn.run());
              } else {
                goOn.run();
              }
            });
  }

  /** An end without any message. */
  private static void end(
      HttpServerResponse response, History.Entry entry, int status, String message) {
    response.setStatusCode(200).putHeader("content-type", "application/grpc+proto");
    trailers(response, entry, status, message);
  }

  private static void trailers(
      HttpServerResponse response, History.Entry entry, int status, String message) {
    entry.status = (short) status;
    response.putTrailer("grpc-status", Integer.toString(status));
    if (!message.isEmpty()) {
      response.putTrailer("grpc-message", percentEncoded(message));
    }
    response.end().onSuccess(sent -> entry.delivered = true);
  }

  private static String percentEncoded(String message) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0x20 && b < 0x7f && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }
}
