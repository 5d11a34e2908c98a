package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxAdminTest {

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void the_front_page_says_what_this_is() {
    SandboxClient.Reply page = client.get("/");

    assertThat(page.raw().body()).contains("This is a simulator");
    assertThat(page.raw().headers().firstValue("X-Sandbox")).contains("simulated");
  }

  @Test
  void events_can_be_seeded_over_http() {
    SandboxClient.Reply seeded =
        client.post(
            "/admin/events",
            """
            {'id':'600000000000000000000003','title':'New','start':'2030-01-01T18:00:00Z',
             'sets':[{'id':'600000000000000000000061','name':'A','price':'100.00','stock':2},
                     {'id':'600000000000000000000062','name':'B','price':'200.00','seats':
                      [{'ticketId':'600000000000000000000071','row':'1','number':'1',
                        'sector':'600000000000000000000081'}]}],
             'promocodes':[{'id':'600000000000000000000091','code':'c','fix':'10.00'}]}
            """);
    SandboxClient.Reply created =
        client.post("/v2/resources/orders", "{'event':'600000000000000000000003'}");
    JsonNode events = client.get("/admin/events").body();

    assertThat(seeded.status()).isEqualTo(200);
    assertThat(created.status()).isEqualTo(200);
    assertThat(events.at("/1/sets/0/full").asText()).isEqualTo("105.00");
    assertThat(events.at("/1/sets/1/vacantSeats")).hasSize(1);
  }

  @Test
  void a_wrong_seed_names_the_place() {
    SandboxClient.Reply reply =
        client.post(
            "/admin/events",
            """
            [{'id':'600000000000000000000003','title':'New','start':'2030-01-01T18:00:00Z',
              'sets':[{'id':'600000000000000000000061','name':'A','price':'cheap'}]}]
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactly("events[0]: sets[0]: price: 'cheap' is not a number");
  }

  @Test
  void the_state_counts_orders_tickets_and_money() {
    client.createDone(2);
    client.createWith(3);

    JsonNode state = client.get("/admin/state").body();

    assertThat(state.at("/orders/done").asInt()).isEqualTo(1);
    assertThat(state.at("/orders/executed").asInt()).isEqualTo(1);
    assertThat(state.at("/soldTickets").asInt()).isEqualTo(2);
    assertThat(state.at("/heldTickets").asInt()).isEqualTo(3);
    assertThat(state.at("/soldMoney").asText()).isEqualTo("2100.00");
    assertThat(state.at("/events/" + SandboxClient.EVENT + "/soldTickets").asInt()).isEqualTo(2);
  }

  @Test
  void orders_are_found_by_number_and_status() {
    String order = client.create();
    client.patch(order, "{'vendor_data':{'order_id':'A-1'},'settings':{'customer':{'name':'N'}}}");
    client.createDone(1);

    JsonNode marked = client.get("/admin/orders?order_no=A-1").body();
    JsonNode done = client.get("/admin/orders?status=done").body();
    JsonNode later = client.get("/admin/orders?after=800001&limit=10").body();
    JsonNode one = client.get("/admin/orders/" + order).body();

    assertThat(marked).hasSize(1);
    assertThat(marked.at("/0/customerPresent").asBoolean()).isTrue();
    assertThat(done).hasSize(1);
    assertThat(later).hasSize(1);
    assertThat(one.path("orderNo").asText()).isEqualTo("A-1");
  }

  @Test
  void the_platform_may_change_an_order_by_itself() {
    String expired = client.createWith(1);
    String done = client.createWith(1);

    client.post("/admin/orders/" + expired + "/status", "{'status':'expired'}");
    client.post("/admin/orders/" + done + "/status", "{'status':'done'}");
    SandboxClient.Reply again =
        client.post("/admin/orders/" + done + "/status", "{'status':'cancelled'}");

    assertThat(client.view(expired).status()).isEqualTo("expired");
    assertThat(client.view(done).status()).isEqualTo("done");
    assertThat(again.status()).isEqualTo(400);
  }

  @Test
  void switches_faults_balance_and_clock_are_set_over_http() {
    client.send("PUT", "/admin/switches", "{'fee_percent':'0','create_status':'201'}");
    client.post("/admin/faults", "{'kind':'status_before','operation':'read','status':503}");
    client.send("PUT", "/admin/balance", "{'amount':'10.00'}");
    String order = client.createWith(1);
    client.post("/admin/clock", "{'advanceSeconds':901}");

    assertThat(client.get("/v2/resources/orders").status()).isEqualTo(503);
    assertThat(client.get("/admin/faults").body().at("/0/hits").asInt()).isEqualTo(1);
    client.send("DELETE", "/admin/faults", null);
    assertThat(client.get("/v2/resources/orders").status()).isEqualTo(200);
    assertThat(client.get("/admin/switches").body().at("/create_status").asText()).isEqualTo("201");
    assertThat(client.get("/admin/state").body().at("/balance").asText()).isEqualTo("10.00");
    assertThat(client.view(order).status()).isEqualTo("expired");
  }

  @Test
  void a_reset_forgets_orders_and_events() {
    client.create();

    client.post("/admin/reset", "{}");

    assertThat(client.sandbox.orders()).isEmpty();
    assertThat(client.sandbox.history()).isEmpty();
    assertThat(client.get("/admin/events").body()).isEmpty();
  }

  @Test
  void an_unknown_switch_value_or_fault_is_refused_with_what_is_allowed() {
    assertThatThrownBy(() -> client.sandbox.set("create_status", "202"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Switch create_status: '202' is not allowed; allowed: 200, 201");
    assertThatThrownBy(() -> client.sandbox.set("nonsense", "1"))
        .hasMessageStartingWith("Unknown switch 'nonsense'; known switches: aon_failure,");
    assertThatThrownBy(() -> client.sandbox.set("webhooks", "on"))
        .hasMessageStartingWith("Switch webhooks is not implemented");
    assertThat(client.post("/admin/faults", "{'kind':'flood'}").errors().get(0))
        .startsWith("kind: expected one of latency, lost_answer");
    assertThat(client.post("/admin/faults", "{'kind':'hang','colour':'red'}").errors())
        .containsExactly("unknown field colour");
  }

  @Test
  void a_start_with_a_wrong_switch_fails() {
    SandboxOptions options = SandboxOptions.defaults().withSwitches(Map.of("sort", "random"));

    assertThatThrownBy(() -> Sandbox.start(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("created_desc, created_asc");
  }
}
