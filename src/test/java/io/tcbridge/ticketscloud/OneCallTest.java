package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client library does when a call is cut off at an awkward moment. */
class OneCallTest {

  private final OneCall oneCall = new OneCall(Duration.ofMillis(300));
  private final AtomicInteger served = new AtomicInteger();

  @AfterEach
  void stop() {
    oneCall.close();
  }

  @Test
  void a_name_that_is_looked_up_for_too_long_sends_nothing() throws IOException {
    CountDownLatch answer = new CountDownLatch(1);
    HttpServer server = server();
    DnsResolver slow =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            try {
              assertThat(answer.await(700, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return SystemDefaultDnsResolver.INSTANCE.resolve(host);
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };

    try (CloseableHttpClient client = client(slow)) {
      assertThatThrownBy(
              () ->
                  client.execute(
                      new HttpGet("http://localhost:" + server.getAddress().getPort()),
                      response -> response.getCode()))
          .isInstanceOf(NotSent.class);
      assertThat(served).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_handshake_without_an_answer_sends_nothing() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        CloseableHttpClient client = client(SystemDefaultDnsResolver.INSTANCE)) {
      assertThatThrownBy(
              () ->
                  client.execute(
                      new HttpGet("https://127.0.0.1:" + mute.getLocalPort()),
                      response -> response.getCode()))
          .isInstanceOf(NotSent.class);
    }
  }

  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          served.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private CloseableHttpClient client(DnsResolver dns) {
    HttpClientBuilder client = HttpClientBuilder.create();
    oneCall.configureHttpClient(client);
    return client
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(dns).build())
        .build();
  }
}
