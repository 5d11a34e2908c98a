package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Certificates;
import io.tcbridge.testing.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and certificates that are wrong, then right, then wrong again while orders are on their
 * way.
 */
@Tag("campaign")
final class TlsTest {

  private static final String HOST = "tickets.test";

  @TempDir private Path place;

  @Test
  void orders_wait_for_a_name_and_a_certificate_and_nothing_is_sent_before() throws Exception {
    Scenario.of("name unknown, certificate of nobody, of another host, no TLS, all in turn", "R18")
        .times(0.2)
        .run(this::inTurn);
  }

  private void inTurn(Scene scene) throws Exception {
    Path files = Files.createTempDirectory(place, "tls");
    Certificates certificates = new Certificates(files);
    Path good = certificates.make(HOST);
    Path stranger = certificates.make(HOST);
    Path hosts = Files.writeString(place.resolve("hosts"), "127.0.0.1 localhost\n");
    Bundle bundle = scene.bundle();
    try (Wire wire = Wire.to(bundle.sandbox().url())) {
      bundle
          .with("TICKETSCLOUD_URL", "https://" + HOST + ":" + wire.port())
          .with(
              "JAVA_TOOL_OPTIONS",
              Certificates.trusting(good)
                  + " -Djdk.net.hosts.file="
                  + hosts
                  + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");
      BridgeProcess process = bundle.startProcess("one");
      List<String> first = scene.orders("A", 20);
      awaitLine(scene, process, "UnknownHostException");
      Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.1 " + HOST + "\n");
      awaitLine(scene, process, "no connection within");
      wire.speak(Certificates.serving(stranger));
      awaitLine(scene, process, "SSLHandshakeException");
      assertThat(bundle.sandbox().history()).isEmpty();

      wire.speak(Certificates.serving(good));
      scene.await(() -> bundle.erp().count("DONE") >= 5);
      wire.speak(Certificates.serving(stranger));
      List<String> second = scene.orders("B", 20);
      scene.await(() -> waitingToBeSent(bundle) + bundle.erp().count("DONE") == 40);
      wire.speak(ServerSocketFactory.getDefault());
      long failures = attempts(bundle);
      scene.await(() -> attempts(bundle) > failures);
      wire.speak(Certificates.serving(good));
      scene.await(Duration.ofMinutes(2), () -> bundle.erp().count("DONE") == 40);

      assertThat(bundle.calls("create")).hasSize(first.size() + second.size());
      assertThat(bundle.calls("done")).hasSize(first.size() + second.size());
    }
  }

  private static void awaitLine(Scene scene, BridgeProcess process, String text) {
    scene.await(
        Duration.ofSeconds(90),
        () ->
            process.lines().stream()
                .anyMatch(line -> line.contains("NOT_SENT") && line.contains(text)));
  }

  private static long waitingToBeSent(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject(
            "select count(*) from bridge.order_journal where attempt_class = 'NOT_SENT'",
            Long.class);
  }

  private static long attempts(Bundle bundle) {
    return bundle
        .journal()
        .queryForObject("select sum(attempts) from bridge.order_journal", Long.class);
  }
}
