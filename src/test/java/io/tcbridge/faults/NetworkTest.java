package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Agreement;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Ops;
import io.tcbridge.testing.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No way to Ticketscloud, or too few of them. */
final class NetworkTest {

  private static final String CALLS = "bridge_remote_calls_seconds_count";

  @Test
  @Tag("campaign")
  void without_a_free_connection_a_request_waits_its_turn_and_is_not_sent() throws Exception {
    Scenario.of("connection pool exhausted by calls that hang", "R16")
        .on(
            () ->
                Scene.ground()
                    .with("TICKETSCLOUD_TIMEOUT", "1s")
                    .with("ORDER_LEASE", "11s")
                    .with("TICKETSCLOUD_MAX_CONNECTIONS", "2"))
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              Bridge bridge = bundle.startAndWait();
              bundle.sandbox().fault(Fault.hang("reserve").times(4));

              scene.orders("N", 20);
              scene.await(() -> bundle.erp().count("DONE") == 20);

              assertThat(new Ops(bridge.port()).metric(CALLS, "not-sent")).isPositive();
              assertThat(bundle.calls("create")).hasSize(20);
              assertThat(bundle.calls("done")).hasSize(20);
            });
  }

  @Test
  @Tag("campaign")
  void a_name_that_nobody_knows_is_told_and_nothing_is_claimed() throws Exception {
    assertTold("https://ticketscloud.invalid", "UnknownHostException");
  }

  @Test
  void a_port_that_speaks_no_tls_is_told_and_nothing_is_claimed() throws Exception {
    try (Bundle plain = Scene.ground()) {
      assertTold(plain.sandbox().url().replace("http:", "https:"), "SSLException");
    }
  }

  @Test
  @Tag("campaign")
  void a_port_that_says_nothing_is_told_and_nothing_is_claimed() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertTold("https://127.0.0.1:" + mute.getLocalPort(), "no connection within 2000 ms");
    }
  }

  @Test
  @Tag("campaign")
  void a_port_that_nobody_listens_on_is_told_and_nothing_is_claimed() throws Exception {
    assertTold("http://127.0.0.1:" + closedPort(), "Connection refused");
  }

  private static void assertTold(String url, String cause) throws Exception {
    try (Bundle bundle = Scene.ground()) {
      Bridge bridge = bundle.with("TICKETSCLOUD_URL", url).start();
      bundle.erp().order("W-1", Sample.EVENT).places("x", 1).save();
      bundle.await(
          () ->
              bundle.log().all().stream()
                  .anyMatch(line -> line.contains("NOT_SENT") && line.contains(cause)));

      assertThat(new Ops(bridge.port()).isReady()).isFalse();
      assertThat(bundle.sandbox().history()).isEmpty();
      Agreement.check(bundle);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
