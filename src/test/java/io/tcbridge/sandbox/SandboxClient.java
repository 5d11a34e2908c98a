package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox of its own for every test, with one event on sale, and a plain client for it. */
final class SandboxClient implements BeforeEachCallback, AfterEachCallback {
  static final String EVENT = "600000000000000000000001";
  static final String FLOOR = "600000000000000000000011";
  static final String BALCONY = "600000000000000000000012";
  static final String PERCENT = "600000000000000000000021";
  static final Instant START =
      Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  Sandbox sandbox;

  /** Where requests go to; one of the sandbox's. */
  int port;

  /** An answer: status and JSON body (a missing node when there is none). */
  record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    JsonNode data() {
      return body.path("data");
    }

    String id() {
      return data().path("id").asText();
    }

    List<String> ticketIds() {
      List<String> ids = new ArrayList<>();
      data().path("tickets").forEach(ticket -> ids.add(ticket.path("id").asText()));
      return ids;
    }

    List<String> errors() {
      List<String> errors = new ArrayList<>();
      body.path("errors").forEach(error -> errors.add(error.asText()));
      return errors;
    }
  }

  static SandboxEvent event() {
    List<SandboxSeat> seats = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      seats.add(
          new SandboxSeat(seat(number), "1", String.valueOf(number), "6000000000000000000000f1"));
    }
    return SandboxEvent.of(
            EVENT,
            "Test Night",
            START,
            List.of(
                SandboxSet.unseated(FLOOR, "Floor", new BigDecimal("1000.00"), 10),
                SandboxSet.seated(BALCONY, "Balcony", new BigDecimal("2500.00"), seats)))
        .withPromocodes(List.of(SandboxPromocode.percentage(PERCENT, "spring", 10)));
  }

  static String seat(int number) {
    return "60000000000000000000010" + number;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    port = sandbox.port();
    sandbox.seed(event());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sandbox.close();
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply post(String path, String json) {
    return send("POST", path, json);
  }

  Reply patch(String order, String json) {
    return send("PATCH", "/v2/resources/orders/" + order, json);
  }

  /** Creates an empty order and answers its id. */
  String create() {
    return post("/v2/resources/orders", "{'event':'" + EVENT + "'}").id();
  }

  /** Creates an order that holds so many tickets of the floor. */
  String createWith(int tickets) {
    String order = create();
    patch(order, "{'random':{'" + FLOOR + "':" + tickets + "},'all_or_nothing':true}");
    return order;
  }

  String createDone(int tickets) {
    String order = createWith(tickets);
    patch(order, "{'status':'done'}");
    return order;
  }

  OrderView view(String order) {
    return sandbox.orders().stream()
        .filter(view -> view.id().equals(order))
        .findFirst()
        .orElseThrow();
  }

  Reply send(String method, String path, String json) {
    return send(method, path, json, "key sandbox-key");
  }

  Reply send(String method, String path, String json, String authorization) {
    try {
      return reply(HTTP.send(request(method, path, json, authorization), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Reply> sendAsync(String method, String path, String json) {
    return HTTP.sendAsync(request(method, path, json, "key sandbox-key"), BodyHandlers.ofString())
        .thenApply(SandboxClient::reply);
  }

  private HttpRequest request(String method, String path, String json, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json");
    return request
        .method(
            method,
            json == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(json.replace('\'', '"')))
        .build();
  }

  private static Reply reply(HttpResponse<String> response) {
    try {
      return new Reply(response.statusCode(), MAPPER.readTree(response.body()), response);
    } catch (IOException e) {
      return new Reply(response.statusCode(), MAPPER.missingNode(), response);
    }
  }
}
