package io.tcbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Somebody who works on refunds in Ticketscloud's cabinet, beside the bridge. */
public final class Cabinet {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;

  public Cabinet(Bundle bundle) {
    this.url = bundle.sandbox().url() + "/v2/resources/refund_requests";
  }

  /** Asks for a refund and returns its id. */
  public String refund(String orderId, List<String> tickets) {
    return refund(orderId, "user", tickets);
  }

  public String refund(String orderId, String culprit, List<String> tickets) {
    return send("POST", url, Map.of("order", orderId, "culprit", culprit, "tickets", tickets))
        .path("data")
        .path("id")
        .asText();
  }

  public void approve(String id) {
    send("PATCH", url + "/" + id, Map.of("status", "approved"));
  }

  public void reject(String id) {
    send("PATCH", url + "/" + id, Map.of("status", "rejected"));
  }

  private static JsonNode send(String method, String address, Map<String, Object> body) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Authorization", "key " + Bundle.KEY)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
