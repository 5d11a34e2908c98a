package io.tcbridge.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The four calls of an order over one pooled client. */
final class Ticketscloud {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String orders;
  private final String authorization;

  Ticketscloud(String url, String key) {
    this.orders = url + "/v2/resources/orders";
    this.authorization = "key " + key;
  }

  /** Returns the id of the new remote order. */
  String create(NewOrder order) throws IOException {
    return send("POST", orders, Map.of("event", order.event())).path("id").asText();
  }

  void reserve(String id, NewOrder order) throws IOException {
    send(
        "PATCH",
        orders + "/" + id,
        Map.of(
            "random", Map.of(order.set(), order.places()),
            "all_or_nothing", true,
            "vendor_data", Map.of("order_id", order.orderNo())));
  }

  void customer(String id, NewOrder order) throws IOException {
    send(
        "PATCH",
        orders + "/" + id,
        Map.of(
            "settings",
            Map.of(
                "customer",
                Map.of("name", order.name(), "email", order.email(), "phone", order.phone()))));
  }

  /** Returns the sold order as JSON. */
  String done(String id) throws IOException {
    return send("PATCH", orders + "/" + id, Map.of("status", "done")).toString();
  }

  private JsonNode send(String method, String url, Map<String, Object> body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            method + " answered " + answer.statusCode() + " " + new String(answer.body()));
      }
      return JSON.readTree(answer.body()).path("data");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(method);
    }
  }
}
