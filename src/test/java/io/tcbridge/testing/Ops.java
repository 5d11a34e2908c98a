package io.tcbridge.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** What a running instance shows of itself to monitoring. */
public final class Ops {

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public Ops(int port) {
    this.port = port;
  }

  public boolean isReady() throws IOException, InterruptedException {
    return get("/observe/health/ready").statusCode() == 200;
  }

  /** What is checked, and what is wrong with it. */
  public String health() throws IOException, InterruptedException {
    return get("/observe/health").body();
  }

  /** The sum of all values whose line has each of these texts. */
  public double metric(String name, String... labels) throws IOException, InterruptedException {
    return get("/observe/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
