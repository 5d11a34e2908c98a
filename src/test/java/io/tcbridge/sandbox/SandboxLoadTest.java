package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxLoadTest {
  private static final int CONNECTIONS = 200;
  private static final int ORDERS_PER_CONNECTION = 100;

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void twenty_thousand_orders_are_no_trouble() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      createMany();
    }

    List<OrderView> orders = client.sandbox.orders();
    assertThat(orders).hasSize(CONNECTIONS * ORDERS_PER_CONNECTION);
    assertThat(orders).extracting(OrderView::id).doesNotHaveDuplicates();
    SandboxClient.Reply page =
        client.get(
            "/v2/resources/orders?events=" + SandboxClient.EVENT + "&page=100&page_size=200");
    assertThat(page.data()).hasSize(200);
    assertThat(page.body().at("/pagination/total").asInt()).isEqualTo(100);
    client.sandbox.advance(Duration.ofHours(1));
    assertThat(client.get("/admin/state").body().at("/orders/expired").asInt())
        .isEqualTo(CONNECTIONS * ORDERS_PER_CONNECTION);
  }

  @Test
  void an_event_may_have_a_hundred_categories() {
    List<SandboxSet> sets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sets.add(
          SandboxSet.unseated(
              "60000000000000000000%04x".formatted(0x1000 + i), "Set " + i, BigDecimal.TEN, 1000));
    }
    client.sandbox.seed(
        SandboxEvent.of("600000000000000000000009", "Big", SandboxClient.START, sets));

    SandboxClient.Reply created =
        client.post("/v2/resources/orders", "{'event':'600000000000000000000009'}");

    assertThat(created.data().at("/values/sets_values")).hasSize(100);
  }

  /** Sends the creates of one connection at once, which is far quicker than one by one. */
  private void createMany() throws IOException {
    String body = "{\"event\":\"" + SandboxClient.EVENT + "\"}";
    String create =
        "POST /v2/resources/orders HTTP/1.1\r\nHost: sandbox\r\n"
            + "Authorization: key sandbox-key\r\nContent-Length: "
            + body.length();
    String kept = create + "\r\n\r\n" + body;
    String last = create + "\r\nConnection: close\r\n\r\n" + body;
    byte[] requests =
        (kept.repeat(ORDERS_PER_CONNECTION - 1) + last).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.sandbox.port())) {
      socket.getOutputStream().write(requests);
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(ORDERS_PER_CONNECTION + 1);
    }
  }
}
