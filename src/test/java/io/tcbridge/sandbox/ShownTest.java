package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the history says the sender of a change may know of the order, and from which read. */
class ShownTest {

  private static final String LIST = "/v2/resources/orders";
  private static final String CHANGE = "{'settings':{}}";

  @RegisterExtension private final SandboxClient client = new SandboxClient();

  private String order;

  @BeforeEach
  void order() {
    order = client.create();
  }

  @Test
  void a_page_of_the_list_that_showed_it_is_a_read() {
    long read = read(LIST + "?events=" + SandboxClient.EVENT);

    assertThat(change().shownBy()).isEqualTo(read);
  }

  @Test
  void so_is_the_order_itself() {
    client.sandbox.set("single_get", "ok");

    long read = read(LIST + "/" + order);

    assertThat(change().shownBy()).isEqualTo(read);
  }

  @Test
  void a_read_of_another_order_is_no_read() {
    client.sandbox.set("single_get", "ok");
    String other = client.create();

    read(LIST + "/" + other);
    read(LIST + "?page_size=1&page=1");
    read(LIST + "?status=done");

    assertThat(change().shownBy()).isNull();
  }

  @Test
  void a_read_whose_answer_did_not_arrive_is_no_read() {
    client.sandbox.fault(Fault.cutBody("read").times(1));
    client.sandbox.fault(Fault.statusAfter("read", 502).times(1));
    client.sandbox.fault(Fault.html("read").times(1));

    assertThatThrownBy(() -> client.get(LIST)).isInstanceOf(UncheckedIOException.class);
    client.get(LIST);
    client.get(LIST);

    assertThat(change().shownBy()).isNull();
  }

  @Test
  void a_read_that_is_on_its_way_is_no_read_and_counts_as_of_its_arrival() {
    client.sandbox.fault(Fault.latency("read", 1_500, 0).times(1));
    CompletableFuture<SandboxClient.Reply> slow = client.sendAsync("GET", LIST, null);
    Awaitility.await().until(() -> last().operation().equals("read"));
    long read = last().seq();

    Call before = change();
    slow.join();
    Call after = change();

    assertThat(before.shownBy()).isNull();
    assertThat(after.shownBy()).isEqualTo(read).isLessThan(before.seq());
  }

  @Test
  void what_somebody_else_has_read_is_no_read() {
    long read = read(LIST);
    int other = client.sandbox.alsoAt(0);

    Call own = change();
    client.port = other;
    Call others = change();

    assertThat(own.shownBy()).isEqualTo(read);
    assertThat(others.port()).isEqualTo(other).isNotEqualTo(own.port());
    assertThat(others.shownBy()).isNull();
  }

  @Test
  void a_change_whose_client_has_gone_is_not_open_any_more() throws Exception {
    client.sandbox.fault(Fault.slowBody("customer", 20).times(1));
    String head =
        "PATCH /v2/resources/orders/%s HTTP/1.1\r\nHost: a\r\nAuthorization: key sandbox-key\r\n"
            + "Content-Length: %d\r\n\r\n%s";
    String body = CHANGE.replace('\'', '"');
    Call beside;
    try (Socket gone = new Socket(InetAddress.getLoopbackAddress(), client.port)) {
      gone.getOutputStream()
          .write(head.formatted(order, body.length(), body).getBytes(StandardCharsets.US_ASCII));
      assertThat(gone.getInputStream().read()).isPositive();
      beside = change();
    }

    assertThat(beside.other()).isEqualTo(beside.seq() - 1);
    Awaitility.await().until(() -> !change().overlapping());
  }

  private long read(String path) {
    assertThat(client.get(path).status()).isEqualTo(200);
    return last().seq();
  }

  private Call change() {
    assertThat(client.patch(order, CHANGE).status()).isEqualTo(200);
    return last();
  }

  private Call last() {
    var calls = client.sandbox.history();
    return calls.get(calls.size() - 1);
  }
}
