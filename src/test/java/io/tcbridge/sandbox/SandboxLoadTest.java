package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxLoadTest {
  private static final int LANES = 16;
  private static final int ORDERS_PER_LANE = 1250;

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void twenty_thousand_orders_are_no_trouble() {
    List<SandboxSet> sets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sets.add(
          SandboxSet.unseated(
              "60000000000000000000%04x".formatted(0x1000 + i), "Set " + i, BigDecimal.TEN, 1000));
    }
    client.sandbox.seed(
        SandboxEvent.of("600000000000000000000009", "Big", SandboxClient.START, sets));

    CompletableFuture<?>[] lanes =
        IntStream.range(0, LANES).mapToObj(this::lane).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(lanes).join();

    List<OrderView> orders = client.sandbox.orders();
    assertThat(orders).hasSize(LANES * ORDERS_PER_LANE);
    assertThat(orders).extracting(OrderView::id).doesNotHaveDuplicates();
    SandboxClient.Reply page =
        client.get("/v2/resources/orders?events=600000000000000000000009&page=100&page_size=200");
    assertThat(page.data()).hasSize(200);
    assertThat(page.body().at("/pagination/total").asInt()).isEqualTo(100);
    client.sandbox.advance(Duration.ofHours(1));
    assertThat(client.get("/admin/state").body().at("/orders/expired").asInt())
        .isEqualTo(LANES * ORDERS_PER_LANE);
  }

  private CompletableFuture<?> lane(int lane) {
    CompletableFuture<SandboxClient.Reply> chain = create();
    for (int i = 1; i < ORDERS_PER_LANE; i++) {
      chain = chain.thenCompose(previous -> create());
    }
    return chain;
  }

  private CompletableFuture<SandboxClient.Reply> create() {
    return client.sendAsync("POST", "/v2/resources/orders", "{'event':'600000000000000000000009'}");
  }
}
