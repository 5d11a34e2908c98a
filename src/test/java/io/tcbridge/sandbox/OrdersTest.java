package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrdersTest {
  private static final String ORDERS = "/v2/resources/orders";

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void an_order_travels_from_create_to_done() {
    String order = client.create();

    SandboxClient.Reply reserved =
        client.patch(
            order,
            "{'random':{'%s':2},'all_or_nothing':true,'vendor_data':{'order_id':'A-1'}}"
                .formatted(SandboxClient.FLOOR));
    SandboxClient.Reply named =
        client.patch(order, "{'settings':{'customer':{'name':'N','email':'n@example.com'}}}");
    SandboxClient.Reply done = client.patch(order, "{'status':'done'}");

    assertThat(reserved.ticketIds()).hasSize(2);
    assertThat(reserved.data().path("values").path("full").asText()).isEqualTo("2100.00");
    assertThat(reserved.data().at("/tickets/0/barcode").isNull()).isTrue();
    assertThat(named.data().at("/settings/customer/email").asText()).isEqualTo("n@example.com");
    assertThat(done.data().path("status").asText()).isEqualTo("done");
    assertThat(done.data().at("/tickets/0/barcode").asText()).matches("\\d{17}");
    assertThat(done.data().path("code").asText()).matches("[a-z0-9]{8}");
    assertThat(client.view(order).orderNo()).isEqualTo("A-1");
    assertThat(client.view(order).total()).isEqualByComparingTo("2100.00");
  }

  @Test
  void a_created_order_is_empty_and_its_id_carries_its_creation_time() {
    JsonNode data = client.post(ORDERS, "{'event':'" + SandboxClient.EVENT + "'}").data();

    long second = Long.parseLong(data.path("id").asText().substring(0, 8), 16);
    assertThat(data.path("created_at").asText())
        .isEqualTo(Instant.ofEpochSecond(second).toString().replace("T", " ").replace("Z", ""));
    assertThat(data.path("tickets")).isEmpty();
    assertThat(data.path("status").asText()).isEqualTo("executed");
    assertThat(data.at("/values/full").asText()).isEqualTo("0.00");
    assertThat(data.at("/values/sets_values")).hasSize(2);
  }

  @Test
  void a_wrong_key_or_the_basic_scheme_is_refused() {
    SandboxClient.Reply wrong = client.send("GET", ORDERS, null, "key other");
    SandboxClient.Reply basic = client.send("GET", ORDERS, null, "Basic c2FuZGJveC1rZXk6");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(basic.status()).isEqualTo(401);
  }

  @Test
  void a_create_answer_has_venues_and_a_change_answer_has_categories() {
    SandboxClient.Reply created = client.post(ORDERS, "{'event':'" + SandboxClient.EVENT + "'}");
    SandboxClient.Reply changed =
        client.patch(created.id(), "{'random':{'" + SandboxClient.FLOOR + "':1}}");

    assertThat(created.body().at("/refs/venues")).hasSize(1);
    assertThat(created.body().at("/refs/sets")).isEmpty();
    assertThat(created.body().at("/refs/partners")).hasSize(2);
    assertThat(changed.body().at("/refs/sets/" + SandboxClient.FLOOR + "/name").asText())
        .isEqualTo("Floor");
    assertThat(changed.body().at("/refs/events/" + SandboxClient.EVENT + "/title/text").asText())
        .isEqualTo("Test Night");
  }

  @Test
  void an_event_that_is_unknown_or_not_on_sale_is_not_found() {
    client.sandbox.seed(SandboxClient.event().withStatus("stand_by"));

    SandboxClient.Reply paused = client.post(ORDERS, "{'event':'" + SandboxClient.EVENT + "'}");
    SandboxClient.Reply unknown = client.post(ORDERS, "{'event':'6fffffffffffffffffffffff'}");

    assertThat(paused.errors()).containsExactly("Event " + SandboxClient.EVENT + " not found");
    assertThat(unknown.errors()).containsExactly("Event 6fffffffffffffffffffffff not found");
  }

  @Test
  void an_event_without_a_deal_is_refused() {
    client.sandbox.seed(SandboxClient.event().withDeal(false));

    SandboxClient.Reply created = client.post(ORDERS, "{'event':'" + SandboxClient.EVENT + "'}");

    assertThat(created.status()).isEqualTo(400);
    assertThat(created.errors()).containsExactly("Deal not found");
  }

  @Test
  void a_done_order_refuses_every_change() {
    String order = client.createDone(1);

    assertThat(client.patch(order, "{'vendor_data':{'order_id':'X'}}").errors())
        .containsExactly("Not allow to update order in status done");
    assertThat(client.patch(order, "{'status':'done'}").errors())
        .containsExactly("Incorrect status done for this operation");
    assertThat(client.patch(order, "{'status':'cancelled'}").errors())
        .containsExactly("Order " + order + " is not cancellable");
  }

  @Test
  void an_empty_order_cannot_be_done() {
    String order = client.create();

    SandboxClient.Reply done = client.patch(order, "{'status':'done'}");

    assertThat(done.status()).isEqualTo(400);
    assertThat(done.errors()).containsExactly("there is no tickets in order");
  }

  @Test
  void a_cancelled_order_gives_its_tickets_back() {
    String order = client.createWith(10);

    SandboxClient.Reply cancelled = client.patch(order, "{'status':'cancelled'}");
    String next = client.createWith(10);

    assertThat(cancelled.data().path("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.ticketIds()).isEmpty();
    assertThat(client.view(next).tickets()).hasSize(10);
  }

  @Test
  void an_order_expires_when_its_time_is_over() {
    String order = client.createWith(3);

    client.sandbox.advance(Duration.ofSeconds(901));
    SandboxClient.Reply late = client.patch(order, "{'status':'done'}");

    assertThat(client.view(order).status()).isEqualTo("expired");
    assertThat(late.errors()).containsExactly("Incorrect status done for this operation");
    assertThat(client.view(client.createWith(10)).tickets()).hasSize(10);
  }

  @Test
  void a_late_done_is_accepted_until_the_sweep_when_the_switch_says_so() {
    client.sandbox.set("expiry", "sweep:3600");
    client.sandbox.set("late_done", "accept_until_swept");
    String order = client.createWith(1);
    String other = client.createWith(1);
    client.sandbox.advance(Duration.ofSeconds(1000));

    SandboxClient.Reply done = client.patch(order, "{'status':'done'}");
    client.sandbox.advance(Duration.ofSeconds(3600));

    assertThat(done.data().path("status").asText()).isEqualTo("done");
    assertThat(client.view(other).status()).isEqualTo("expired");
  }

  @Test
  void a_done_by_way_of_in_progress_allows_only_cancelling_meanwhile() {
    client.sandbox.set("done_mode", "via_in_progress:60000");
    String order = client.createWith(1);
    String other = client.createWith(1);

    client.patch(order, "{'status':'done'}");
    client.patch(other, "{'status':'done'}");
    SandboxClient.Reply again = client.patch(order, "{'status':'done'}");
    client.patch(other, "{'status':'cancelled'}");
    client.sandbox.advance(Duration.ofMinutes(1));

    assertThat(again.errors()).containsExactly("Allow update the only status to cancelled");
    assertThat(client.view(order).status()).isEqualTo("done");
    assertThat(client.view(other).status()).isEqualTo("cancelled");
  }

  @Test
  void barcodes_may_come_later_than_done() {
    client.sandbox.set("barcode_at_done", "null_then_async:30000");
    String order = client.createWith(1);

    SandboxClient.Reply done = client.patch(order, "{'status':'done'}");
    client.sandbox.advance(Duration.ofSeconds(30));

    assertThat(done.data().at("/tickets/0/barcode").isNull()).isTrue();
    assertThat(client.view(order).tickets().get(0).barcode()).matches("\\d{17}");
  }

  @Test
  void without_money_done_is_refused_with_a_cyrillic_letter_in_the_text() {
    client.sandbox.balance(new BigDecimal("1500.00"));
    String first = client.createWith(1);
    String second = client.createWith(1);

    SandboxClient.Reply paid = client.patch(first, "{'status':'done'}");
    SandboxClient.Reply unpaid = client.patch(second, "{'status':'done'}");

    assertThat(paid.status()).isEqualTo(200);
    assertThat(unpaid.errors())
        .containsExactly("Not enough money, \u0441ontact to TicketsCloud manager");
    assertThat(client.view(second).status()).isEqualTo("executed");
  }

  @Test
  void a_combined_change_that_is_refused_changes_nothing() {
    client.sandbox.balance(BigDecimal.ZERO);
    String order = client.createWith(2);

    SandboxClient.Reply refused =
        client.patch(
            order,
            "{'random':{'%s':5},'vendor_data':{'order_id':'B-2'},'status':'done'}"
                .formatted(SandboxClient.FLOOR));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.view(order).tickets()).hasSize(2);
    assertThat(client.view(order).orderNo()).isNull();
    assertThat(client.view(order).total()).isEqualByComparingTo("2100.00");
  }

  @Test
  void a_second_request_on_a_busy_order_is_a_conflict() {
    client.sandbox.set("busy_ms", "300");
    String order = client.create();

    CompletableFuture<SandboxClient.Reply> first =
        client.sendAsync("PATCH", ORDERS + "/" + order, "{'vendor_data':{'order_id':'first'}}");
    CompletableFuture<SandboxClient.Reply> second =
        client.sendAsync("PATCH", ORDERS + "/" + order, "{'vendor_data':{'order_id':'second'}}");

    assertThat(List.of(first.join().status(), second.join().status()))
        .containsExactlyInAnyOrder(200, 409);
    assertThat(client.sandbox.history()).filteredOn(call -> call.status() == 409).hasSize(1);
  }

  @Test
  void vendor_data_are_echoed_and_their_limits_enforced() {
    String order = client.create();

    SandboxClient.Reply echoed =
        client.patch(order, "{'vendor_data':{'order_id':'A','raw':{'flag':true,'n':3}}}");
    SandboxClient.Reply tooLong =
        client.patch(order, "{'vendor_data':{'order_id':'" + "x".repeat(65) + "'}}");

    assertThat(echoed.data().at("/vendor_data/raw/flag").asBoolean()).isTrue();
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(client.view(order).orderNo()).isEqualTo("A");
  }

  @Test
  void settings_that_are_not_sent_stay() {
    String order = client.create();
    client.patch(order, "{'settings':{'customer':{'name':'N','email':'n@example.com'}}}");

    SandboxClient.Reply changed = client.patch(order, "{'settings':{'send_tickets':true}}");

    assertThat(changed.data().at("/settings/send_tickets").asBoolean()).isTrue();
    assertThat(changed.data().at("/settings/customer/name").asText()).isEqualTo("N");
  }

  @Test
  void fields_for_others_are_refused_with_the_documented_texts() {
    String order = client.create();

    assertThat(client.patch(order, "{'settings':{'invitation':true}}").errors())
        .containsExactly("only org can send invitations");
    assertThat(client.patch(order, "{'settings':{'courier':true}}").errors())
        .containsExactly("Courier must set only with salespoint");
    assertThat(client.patch(order, "{'expired_after':'2030-01-01T00:00:00'}").errors())
        .containsExactly("expired_after is not changable");
  }

  @Test
  void an_unknown_order_and_a_missing_id_are_not_found() {
    assertThat(client.patch("6fffffffffffffffffffffff", "{}").status()).isEqualTo(404);
    assertThat(client.send("PATCH", ORDERS, "{}").status()).isEqualTo(404);
    assertThat(client.post(ORDERS + "/6fffffffffffffffffffffff", "{}").status()).isEqualTo(405);
  }

  @Test
  void the_single_get_is_there_only_when_the_switch_says_so() {
    String order = client.createWith(1);
    SandboxClient.Reply missing = client.get(ORDERS + "/" + order);

    client.sandbox.set("single_get", "ok");
    SandboxClient.Reply found = client.get(ORDERS + "/" + order);

    assertThat(missing.status()).isEqualTo(404);
    assertThat(found.id()).isEqualTo(order);
  }

  @Test
  void named_visitors_are_wanted_before_done_where_the_venue_says_so() {
    SandboxVenue hall =
        new SandboxVenue(
            "6000000000000000000000e1",
            "Museum",
            "Street 2",
            524901,
            "Moscow",
            "Europe/Moscow",
            true);
    client.sandbox.seed(SandboxClient.event().withVenue(hall));
    String order = client.createWith(1);

    SandboxClient.Reply early = client.patch(order, "{'status':'done'}");
    SandboxClient.Reply named =
        client.send(
            "PUT",
            "/v2/services/orders/mosbilet/user_data",
            "{'order':'%s','user_data':[{'user_id':'6','name':'Anna','surname':'P'}]}"
                .formatted(order));
    SandboxClient.Reply done = client.patch(order, "{'status':'done'}");

    assertThat(early.status()).isEqualTo(400);
    assertThat(named.status()).isEqualTo(202);
    assertThat(done.status()).isEqualTo(200);
  }

  @Test
  void an_answer_without_a_body_cannot_be_cut_and_counts_as_delivered() {
    String order = client.createWith(1);
    client.sandbox.fault(Fault.cutBody("visitors"));

    SandboxClient.Reply named =
        client.send(
            "PUT",
            "/v2/services/orders/mosbilet/user_data",
            "{'order':'%s','user_data':[{'user_id':'6','name':'Anna','surname':'P'}]}"
                .formatted(order));

    assertThat(named.status()).isEqualTo(202);
    assertThat(client.sandbox.history())
        .filteredOn(call -> call.operation().equals("visitors"))
        .extracting(Call::delivered)
        .containsExactly(true);
  }
}
