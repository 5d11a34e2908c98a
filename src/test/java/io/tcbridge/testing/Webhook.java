package io.tcbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a chat program has at the other end of a webhook: takes JSON, or refuses it. */
public final class Webhook implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final List<JsonNode> posts = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  private Webhook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  public static Webhook start() {
    try {
      return new Webhook();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      if (status == 200) {
        posts.add(body);
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Answers with this status from now on; only 200 takes anything. */
  public void answer(int code) {
    status = code;
  }

  /** Bodies that were taken, oldest first. */
  public List<JsonNode> posts() {
    return List.copyOf(posts);
  }

  /** The bodies of one cause. */
  public List<JsonNode> posts(String cause) {
    return posts.stream().filter(post -> cause.equals(post.path("cause").asText())).toList();
  }

  /** Method and address of each request. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
