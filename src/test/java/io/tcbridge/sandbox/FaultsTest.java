package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {
  private static final String ORDERS = "/v2/resources/orders/";

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void a_lost_answer_has_its_effect() {
    String order = client.createWith(1);
    client.sandbox.fault(Fault.lostAnswer("done").times(1));

    assertThatThrownBy(() -> client.patch(order, "{'status':'done'}"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(client.view(order).status()).isEqualTo("done");
    Call call = last();
    assertThat(call.operation()).isEqualTo("done");
    assertThat(call.fault()).isEqualTo("lost_answer");
    assertThat(call.applied()).isTrue();
    assertThat(call.delivered()).isFalse();
    assertThat(call.status()).isZero();
  }

  @Test
  void a_dropped_request_has_no_effect() {
    String order = client.createWith(1);
    client.sandbox.fault(Fault.dropBefore("done").times(1));

    assertThatThrownBy(() -> client.patch(order, "{'status':'done'}"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(client.view(order).status()).isEqualTo("executed");
    assertThat(client.patch(order, "{'status':'done'}").status()).isEqualTo(200);
  }

  @Test
  void a_status_comes_before_or_after_the_effect() {
    String before = client.createWith(1);
    String after = client.createWith(1);
    client.sandbox.fault(
        Fault.statusBefore("done", 429).forOrderId(before).retryAfter("7").times(1));
    client.sandbox.fault(Fault.statusAfter("done", 502).forOrderId(after).times(1));

    SandboxClient.Reply busy = client.patch(before, "{'status':'done'}");
    SandboxClient.Reply broken = client.patch(after, "{'status':'done'}");

    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.raw().headers().firstValue("Retry-After")).contains("7");
    assertThat(broken.status()).isEqualTo(502);
    assertThat(client.view(before).status()).isEqualTo("executed");
    assertThat(client.view(after).status()).isEqualTo("done");
  }

  @Test
  void a_fault_can_skip_count_and_be_cleared() {
    client.sandbox.fault(Fault.statusBefore("create", 503).skip(1).times(2));
    String create = "{'event':'" + SandboxClient.EVENT + "'}";

    List<Integer> statuses =
        List.of(
            client.post("/v2/resources/orders", create).status(),
            client.post("/v2/resources/orders", create).status(),
            client.post("/v2/resources/orders", create).status(),
            client.post("/v2/resources/orders", create).status());
    client.sandbox.fault(Fault.statusBefore(null, 503));
    client.sandbox.clearFaults();

    assertThat(statuses).containsExactly(200, 503, 503, 200);
    assertThat(client.get("/v2/resources/orders").status()).isEqualTo(200);
  }

  @Test
  void a_fault_finds_an_order_by_its_mark() {
    String order = client.create();
    client.patch(order, "{'vendor_data':{'order_id':'A-7'}}");
    client.sandbox.fault(Fault.statusBefore("reserve", 500).forOrderNo("A-7"));

    SandboxClient.Reply hit = client.patch(order, floor(1));
    SandboxClient.Reply other = client.patch(client.create(), floor(1));

    assertThat(hit.status()).isEqualTo(500);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void a_fault_on_one_operation_hits_a_combined_change() {
    String order = client.create();
    client.sandbox.fault(Fault.statusBefore("customer", 500));

    SandboxClient.Reply reply =
        client.patch(order, "{'random':{'%s':1},'settings':{}}".formatted(SandboxClient.FLOOR));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(last().operation()).isEqualTo("reserve+customer");
  }

  @Test
  void half_a_body_breaks_the_read() {
    String order = client.create();
    client.sandbox.fault(Fault.cutBody("reserve"));

    assertThatThrownBy(() -> client.patch(order, floor(2)))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);

    assertThat(client.view(order).tickets()).hasSize(2);
    assertThat(last().delivered()).isFalse();
  }

  @Test
  void a_slow_body_arrives_whole_in_the_end() {
    String order = client.create();
    client.sandbox.fault(Fault.slowBody("reserve", 5000));

    SandboxClient.Reply reply = client.patch(order, floor(1));

    assertThat(reply.ticketIds()).hasSize(1);
    Awaitility.await().untilAsserted(() -> assertThat(last().delivered()).isTrue());
  }

  @Test
  void a_hang_never_answers_and_other_orders_go_on() {
    String order = client.createWith(1);
    String other = client.createWith(1);
    client.sandbox.fault(Fault.hang("done").forOrderId(order));

    CompletableFuture<SandboxClient.Reply> hanging =
        client.sendAsync("PATCH", ORDERS + order, "{'status':'done'}");
    SandboxClient.Reply done = client.patch(other, "{'status':'done'}");

    Awaitility.await()
        .untilAsserted(() -> assertThat(client.view(order).status()).isEqualTo("done"));
    assertThat(done.status()).isEqualTo(200);
    assertThat(hanging).isNotDone();
  }

  @Test
  void an_effect_may_come_long_after_the_client_has_gone() {
    String order = client.createWith(1);
    client.sandbox.fault(Fault.statusAfter("done", 504).effectDelayMs(30_000).times(1));

    SandboxClient.Reply timeout = client.patch(order, "{'status':'done'}");
    SandboxClient.Reply meanwhile = client.patch(order, "{'vendor_data':{}}");
    String before = client.view(order).status();
    client.sandbox.advance(Duration.ofSeconds(30));

    assertThat(timeout.status()).isEqualTo(504);
    assertThat(meanwhile.status()).isEqualTo(409);
    assertThat(before).isEqualTo("executed");
    assertThat(client.view(order).status()).isEqualTo("done");
    assertThat(client.patch(order, "{'vendor_data':{}}").status()).isEqualTo(400);
  }

  @Test
  void what_a_late_effect_starts_is_due_from_its_own_time_on() {
    client.sandbox.set("done_mode", "via_in_progress:30000");
    String order = client.createWith(1);
    client.sandbox.fault(Fault.statusAfter("done", 504).effectDelayMs(30_000).times(1));
    client.patch(order, "{'status':'done'}");

    client.sandbox.advance(Duration.ofSeconds(61));

    assertThat(client.view(order).status()).isEqualTo("done");
  }

  @Test
  void a_late_effect_need_not_keep_the_order_busy() {
    String order = client.createWith(1);
    client.sandbox.fault(
        Fault.lostAnswer("reserve").effectDelayMs(30_000).keepsBusy(false).times(1));

    assertThatThrownBy(() -> client.patch(order, floor(5)))
        .isInstanceOf(UncheckedIOException.class);
    SandboxClient.Reply meanwhile = client.patch(order, floor(2));
    client.sandbox.advance(Duration.ofSeconds(30));

    assertThat(meanwhile.ticketIds()).hasSize(2);
    assertThat(client.view(order).tickets()).hasSize(5);
  }

  @Test
  void an_html_page_comes_with_or_without_the_effect() {
    String order = client.createWith(1);
    client.sandbox.fault(Fault.html("done").times(1));
    client.sandbox.fault(Fault.html("done").withEffect(true).times(1));

    SandboxClient.Reply without = client.patch(order, "{'status':'done'}");
    String between = client.view(order).status();
    SandboxClient.Reply with = client.patch(order, "{'status':'done'}");

    assertThat(without.raw().body()).startsWith("<html>");
    assertThat(without.raw().headers().firstValue("Content-Type").orElse("")).contains("html");
    assertThat(with.status()).isEqualTo(200);
    assertThat(between).isEqualTo("executed");
    assertThat(client.view(order).status()).isEqualTo("done");
  }

  @Test
  void any_text_can_be_answered_as_an_error() {
    String order = client.create();
    client.sandbox.fault(Fault.textError("reserve", "Something new"));

    SandboxClient.Reply reply = client.patch(order, floor(1));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors()).containsExactly("Something new");
  }

  @Test
  void a_reservation_may_be_short_dear_or_elsewhere() {
    client.sandbox.fault(Fault.partial("reserve").times(1));
    SandboxClient.Reply shorter =
        client.patch(
            client.create(),
            "{'random':{'%s':2},'all_or_nothing':true}".formatted(SandboxClient.FLOOR));
    client.sandbox.fault(Fault.otherPrice("reserve", new BigDecimal("100.00")).times(1));
    SandboxClient.Reply dearer = client.patch(client.create(), floor(1));
    client.sandbox.fault(Fault.otherSeat("reserve").times(1));
    SandboxClient.Reply elsewhere =
        client.patch(client.create(), "{'tickets':['" + SandboxClient.seat(1) + "']}");

    assertThat(shorter.ticketIds()).hasSize(1);
    assertThat(dearer.data().at("/values/full").asText()).isEqualTo("1155.00");
    assertThat(elsewhere.ticketIds()).hasSize(1).doesNotContain(SandboxClient.seat(1));
  }

  @Test
  void latency_adds_to_another_fault() {
    client.sandbox.fault(Fault.latency(null, 150, 0));
    client.sandbox.fault(Fault.statusBefore("read", 503));
    long start = System.nanoTime();

    SandboxClient.Reply reply = client.get("/v2/resources/orders");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
  }

  @Test
  void answers_are_lost_by_chance_when_the_switch_says_so() {
    client.sandbox.set("lost_response", "1");

    assertThatThrownBy(client::create).isInstanceOf(UncheckedIOException.class);

    assertThat(client.sandbox.orders()).hasSize(1);
    assertThat(client.get("/v2/resources/orders").status()).isEqualTo(200);
  }

  @Test
  void the_history_has_no_customer_data() {
    String order = client.create();
    client.patch(
        order,
        "{'vendor_data':{'order_id':'A-9'},'settings':{'customer':{'email':'n@example.com'}}}");

    SandboxClient.Reply history = client.get("/admin/history?operation=customer");

    assertThat(history.raw().body()).contains("A-9").doesNotContain("example.com", "sandbox-key");
    assertThat(history.body().at("/0/orderId").asText()).isEqualTo(order);
    assertThat(history.body().at("/0/path").asText()).isEqualTo(ORDERS + order);
  }

  private Call last() {
    List<Call> calls = client.sandbox.history();
    return calls.get(calls.size() - 1);
  }

  private static String floor(int count) {
    return "{'random':{'" + SandboxClient.FLOOR + "':" + count + "}}";
  }
}
