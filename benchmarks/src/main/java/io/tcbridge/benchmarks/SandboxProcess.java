package io.tcbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox in its own process, asked over its admin API. */
final class SandboxProcess implements AutoCloseable {

  static final String KEY = "benchmark-key-0123456789abcdef00";

  /** Price and 5 % fee of one place. */
  static final String FULL_PRICE = "1050.00";

  private static final Pattern URL = Pattern.compile("admin\\s+(http://\\S+)/admin/state");
  private static final Pattern GRPC = Pattern.compile("gRPC\\s+(\\S+:\\d+)");
  private static final int EVENTS_AT_ONCE = 1000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 1000;

  private final Program program;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  SandboxProcess(Program program) throws Exception {
    this.program = program;
    Wait.until(
        "the sandbox starts (see " + program.name() + ".log)",
        Duration.ofSeconds(60),
        Duration.ofMillis(50),
        () -> !program.isAlive() || URL.matcher(program.output()).find());
    Matcher found = URL.matcher(program.output());
    if (!found.find()) {
      throw new IllegalStateException("the sandbox ended: " + program.output());
    }
    this.url = found.group(1);
  }

  String url() {
    return url;
  }

  Program program() {
    return program;
  }

  static String event(int number) {
    return String.format("6b000000000000000001%04x", number);
  }

  private static String set(int number) {
    return String.format("6b0000000000000000a1%04x", number);
  }

  /** The category without seats of an event. */
  static String setOf(int event) {
    return set(event);
  }

  /** Puts events on sale, each with one category without seats. */
  void seed(int events, int stock) throws IOException, InterruptedException {
    StringBuilder json = new StringBuilder("[");
    for (int i = 1; i <= events; i++) {
      json.append(i == 1 ? "" : ",")
          .append(
              """
              {"id": "%s", "title": "Benchmark %d", "start": "2035-05-16T14:00:00Z",
               "sets": [{"id": "%s", "name": "Floor", "price": "1000.00", "stock": %d}]}
              """
                  .formatted(event(i), i, set(i), stock));
    }
    send("POST", "/admin/events", json.append("]").toString());
  }

  /** {@code host:port} of the gRPC catalogue. */
  String catalogue() {
    Matcher found = GRPC.matcher(program.output());
    if (!found.find()) {
      throw new IllegalStateException("the sandbox has no catalogue: " + program.output());
    }
    return found.group(1);
  }

  /** Puts events on sale, the first of them with seats. */
  void seedCatalogue(int events, int seated, int seatsOfEach)
      throws IOException, InterruptedException {
    for (int i = 1; i <= seated; i++) {
      StringBuilder seats = new StringBuilder();
      for (int seat = 1; seat <= seatsOfEach; seat++) {
        seats
            .append(seat == 1 ? "" : ",")
            .append(
                """
                {"ticketId": "6b%08x02%012x", "row": "%d", "number": "%d", "sector": "6b0000000000000000f10001"}
                """
                    .formatted(i, seat, seat / 50 + 1, seat % 50 + 1));
      }
      seed(i, "\"withSeats\": true, \"seats\": [" + seats + "]");
    }
    for (int i = seated + 1; i <= events; i += EVENTS_AT_ONCE) {
      StringBuilder json = new StringBuilder("[");
      for (int k = i; k < Math.min(i + EVENTS_AT_ONCE, events + 1); k++) {
        json.append(k == i ? "" : ",").append(listed(k, "\"stock\": 500"));
      }
      send("POST", "/admin/events", json.append("]").toString());
    }
  }

  private void seed(int event, String set) throws IOException, InterruptedException {
    send("POST", "/admin/events", listed(event, set));
  }

  private static String listed(int event, String set) {
    return """
        {"id": "6c%022x", "title": "Event %d", "start": "2035-05-16T14:00:00Z",
         "sets": [{"id": "6d%022x", "name": "Category", "price": "1000.00", %s}]}
        """
        .formatted(event, event, event, set);
  }

  /** Latency of every call from now on. */
  void latency(int millis) throws IOException, InterruptedException {
    send("PUT", "/admin/switches", "{\"latency_ms\":\"" + millis + "\"}");
  }

  /** Forgets orders, calls and what is on sale. */
  void reset() throws IOException, InterruptedException {
    send("POST", "/admin/reset", null);
  }

  JsonNode state() throws IOException, InterruptedException {
    return send("GET", "/admin/state", null);
  }

  /** Number of calls so far; a position for {@link #callsAfter}. */
  long calls() throws IOException, InterruptedException {
    return state().path("calls").asLong();
  }

  /**
   * Calls after a position.
   *
   * @param byOperation number of calls by operation and status
   * @param first when the first one of the operation asked for came, in seconds of the epoch
   * @param lastDone when the last "done" came
   * @param created when each remote order was created, by its id
   */
  record Calls(
      Map<String, Integer> byOperation, double first, double lastDone, Map<String, Double> created) {

    int number() {
      return byOperation.entrySet().stream()
          .filter(call -> !call.getKey().startsWith("list"))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  Calls callsAfter(long position, String operation) throws IOException, InterruptedException {
    Map<String, Integer> calls = new HashMap<>();
    Map<String, Double> created = new HashMap<>();
    double first = Double.NaN;
    double lastDone = Double.NaN;
    long last = position;
    while (true) {
      JsonNode page = send("GET", "/admin/history?limit=" + PAGE + "&after=" + last, null);
      for (JsonNode call : page) {
        last = call.path("seq").asLong();
        String name = call.path("operation").asText();
        double time = Instant.parse(call.path("time").asText()).toEpochMilli() / 1000.0;
        if (Double.isNaN(first) && name.startsWith(operation)) {
          first = time;
        }
        if (name.equals("create")) {
          created.put(call.path("orderId").asText(), time);
        } else if (name.equals("done")) {
          lastDone = time;
        }
        calls.merge(name + " " + call.path("status").asInt(), 1, Integer::sum);
      }
      if (page.size() < PAGE) {
        return new Calls(calls, first, lastDone, created);
      }
    }
  }

  /**
   * Remote orders as they stand.
   *
   * @param soldOrders done remote orders by ERP order number
   */
  record Sold(Map<String, Integer> soldOrders, int soldTickets, Map<String, Integer> byStatus) {}

  Sold sold() throws IOException, InterruptedException {
    Map<String, Integer> done = new HashMap<>();
    Map<String, Integer> byStatus = new HashMap<>();
    int tickets = 0;
    long last = 0;
    while (true) {
      JsonNode page = send("GET", "/admin/orders?limit=" + PAGE + "&after=" + last, null);
      for (JsonNode order : page) {
        last = order.path("number").asLong();
        String status = order.path("status").asText();
        byStatus.merge(status, 1, Integer::sum);
        if (status.equals("done")) {
          done.merge(order.path("orderNo").asText(), 1, Integer::sum);
          tickets += order.path("tickets").size();
        }
      }
      if (page.size() < PAGE) {
        return new Sold(done, tickets, byStatus);
      }
    }
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          method + " " + path + " of the sandbox answered " + new String(answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    program.close();
  }
}
