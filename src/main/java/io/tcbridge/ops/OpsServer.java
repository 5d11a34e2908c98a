package io.tcbridge.ops;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves health and metrics on the one HTTP port of the bridge. */
public final class OpsServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          run -> {
            Thread thread = new Thread(run, "ops");
            thread.setDaemon(true);
            return thread;
          });
  private final Health health;
  private final BridgeMetrics metrics;

  /**
   * @param port 0 for any free one
   * @throws IOException if the port is not free
   */
  public OpsServer(int port, Health health, BridgeMetrics metrics) throws IOException {
    this.health = health;
    this.metrics = metrics;
    this.server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/observe/health/live", exchange -> health(exchange, health.isLive()));
    server.createContext("/observe/health/ready", exchange -> health(exchange, health.isReady()));
    server.createContext(
        "/observe/health", exchange -> health(exchange, health.isLive() && health.isReady()));
    server.createContext("/observe/metrics", this::metrics);
    server.setExecutor(threads);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void health(HttpExchange exchange, boolean up) throws IOException {
    List<Map<String, Object>> checks = new ArrayList<>();
    health
        .checks()
        .forEach(
            (name, check) -> {
              Map<String, Object> shown = new LinkedHashMap<>();
              shown.put("name", name);
              shown.put("status", check.isGood() ? "UP" : "DOWN");
              shown.put("detail", check.detail());
              shown.put("checkedSecondsAgo", Math.round(check.age() * 10) / 10.0);
              checks.add(shown);
            });
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", up ? "UP" : "DOWN");
    body.put("checks", checks);
    body.put("paused", health.paused());
    answer(exchange, up ? 200 : 503, "application/json", JSON.writeValueAsBytes(body));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
