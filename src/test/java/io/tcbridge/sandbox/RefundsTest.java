package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefundsTest {
  private static final String REFUNDS = "/v2/resources/refund_requests";

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void an_approved_refund_puts_its_tickets_back_on_sale() {
    String order = client.createDone(2);
    String ticket = client.view(order).tickets().get(0).id();

    SandboxClient.Reply created = refund(order, "user", ticket);
    SandboxClient.Reply approved = decide(created.id(), "approved");

    assertThat(created.data().path("status").asText()).isEqualTo("new");
    assertThat(created.data().path("refund_nominal").asText()).isEqualTo("1000.00");
    assertThat(created.body().at("/refs/orders/" + order + "/payments").isArray()).isTrue();
    assertThat(created.body().at("/refs/tickets/" + ticket).has("barcode")).isFalse();
    assertThat(approved.data().path("status").asText()).isEqualTo("approved");
    assertThat(approved.data().has("finished_at")).isTrue();
    assertThat(client.view(order).status()).isEqualTo("done");
    assertThat(client.view(order).tickets()).hasSize(1);
    assertThat(client.view(order).total()).isEqualByComparingTo("1050.00");
    assertThat(client.view(client.createWith(9)).tickets()).hasSize(9);
  }

  @Test
  void refunded_tickets_may_stay_visible() {
    client.sandbox.set("refunded_tickets", "kept_with_status_refunded");
    String order = client.createDone(1);
    String ticket = client.view(order).tickets().get(0).id();

    decide(refund(order, "user", ticket).id(), "approved");
    SandboxClient.Reply list = client.get("/v2/resources/orders");

    assertThat(list.data().at("/0/tickets/0/status").asText()).isEqualTo("refunded");
    assertThat(list.data().at("/0/values/full").asText()).isEqualTo("0.00");
  }

  @Test
  void several_faults_of_a_request_are_told_at_once() {
    SandboxClient.Reply reply =
        client.post(REFUNDS, "{'order':'x','culprit':'venue','tickets':[]}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactly(
            "culprit Value 'venue' not in list of avaiable values ['user', 'org']",
            "tickets list length is less than 1");
    assertThat(client.post(REFUNDS, "{}").errors())
        .containsExactly("order is required", "culprit is required", "tickets is required");
  }

  @Test
  void only_done_orders_and_their_own_tickets_are_refunded() {
    String open = client.createWith(1);
    String done = client.createDone(1);
    String foreign = client.view(open).tickets().get(0).id();

    assertThat(refund(open, "user", foreign).errors())
        .containsExactly("wrong order (id: " + open + ") status: executed");
    assertThat(refund(done, "user", foreign).errors()).containsExactly("bad tickets");
    assertThat(refund("6fffffffffffffffffffffff", "user", foreign).errors())
        .containsExactly("Order 6fffffffffffffffffffffff not found");
  }

  @Test
  void nothing_is_left_after_a_full_refund() {
    String order = client.createDone(1);
    String ticket = client.view(order).tickets().get(0).id();
    decide(refund(order, "user", ticket).id(), "approved");

    SandboxClient.Reply again = refund(order, "user", ticket);

    assertThat(again.errors()).containsExactly("Empty tickets for refund");
  }

  @Test
  void the_state_of_a_refund_decides_what_is_allowed() {
    String order = client.createDone(3);
    List<OrderView.TicketView> tickets = client.view(order).tickets();
    String approved = refund(order, "user", tickets.get(0).id()).id();
    String rejected = refund(order, "user", tickets.get(1).id()).id();
    decide(approved, "approved");
    decide(rejected, "rejected");

    assertThat(decide(approved, "approved").errors())
        .containsExactly("RefundRequest in wrong status approved for approve");
    assertThat(decide(approved, "rejected").errors())
        .containsExactly(
            "Cant reject refund request " + approved + ", one of payments in status done");
    assertThat(decide(rejected, "rejected").errors())
        .containsExactly("Failed to reject refund request " + rejected);
    assertThat(decide(rejected, "new").errors())
        .containsExactly("Incorrect status new for this operation");
    assertThat(decide("6fffffffffffffffffffffff", "approved").status()).isEqualTo(404);
  }

  @Test
  void an_approval_may_take_time() {
    client.sandbox.set("refund_approve", "async_in_progress:60000");
    String order = client.createDone(1);
    String id = refund(order, "user", client.view(order).tickets().get(0).id()).id();

    SandboxClient.Reply running = decide(id, "approved");
    SandboxClient.Reply reject = decide(id, "rejected");
    client.sandbox.advance(Duration.ofMinutes(1));
    SandboxClient.Reply list = client.get(REFUNDS + "?status=approved");

    assertThat(running.data().path("status").asText()).isEqualTo("in_progress");
    assertThat(reject.errors())
        .containsExactly(
            "Cant reject refund request " + id + ", one of payments in status in_progress");
    assertThat(list.data()).hasSize(1);
  }

  @Test
  void a_ticket_is_in_one_live_refund_only() {
    String order = client.createDone(1);
    String ticket = client.view(order).tickets().get(0).id();
    String first = refund(order, "user", ticket).id();
    refund(order, "user", ticket);

    SandboxClient.Reply reply = decide(first, "approved");
    client.sandbox.set("duplicate_refund", "at_create");
    SandboxClient.Reply third = refund(order, "user", ticket);

    assertThat(reply.errors())
        .containsExactly("Some tickets already use in another refund request");
    assertThat(third.errors())
        .containsExactly("Some tickets already use in another refund request");
  }

  @Test
  void the_event_decides_whose_fault_it_may_be() {
    String order = client.createDone(2);
    List<OrderView.TicketView> tickets = client.view(order).tickets();
    String byOrg = refund(order, "org", tickets.get(0).id()).id();
    String byUser = refund(order, "user", tickets.get(1).id()).id();

    SandboxClient.Reply running = decide(byOrg, "approved");
    client.sandbox.seed(SandboxClient.event().withStatus("cancelled"));
    SandboxClient.Reply cancelled = decide(byUser, "approved");

    assertThat(running.errors())
        .containsExactly("Only user culprit allowed for non cancelled events");
    assertThat(cancelled.errors()).containsExactly("Only org culprit allowed for cancelled events");
  }

  @Test
  void a_finished_event_is_not_refunded() {
    String order = client.createDone(1);
    String id = refund(order, "user", client.view(order).tickets().get(0).id()).id();
    client.sandbox.advance(Duration.ofDays(40));

    SandboxClient.Reply reply = decide(id, "approved");

    assertThat(reply.errors()).containsExactly("Not allowed to approve refund for finished event");
  }

  @Test
  void the_law_has_deadlines_in_new_and_old_words() {
    client.sandbox.seed(SandboxClient.event().withRefundPolicy("law_ru_193"));
    String order = client.createDone(1);
    String ticket = client.view(order).tickets().get(0).id();
    client.sandbox.advance(Duration.ofDays(28));

    SandboxClient.Reply late = refund(order, "user", ticket);
    client.sandbox.set("refund_errors_dialect", "old");
    SandboxClient.Reply old = refund(order, "user", ticket);

    assertThat(late.errors()).containsExactly("No reason nor lower_minimal_days setting");
    assertThat(old.errors())
        .containsExactly("Operation failed: less than three days before event start");
  }

  private SandboxClient.Reply refund(String order, String culprit, String ticket) {
    return client.post(
        REFUNDS,
        "{'order':'%s','culprit':'%s','tickets':['%s']}".formatted(order, culprit, ticket));
  }

  private SandboxClient.Reply decide(String refund, String status) {
    return client.send("PATCH", REFUNDS + "/" + refund, "{'status':'" + status + "'}");
  }
}
