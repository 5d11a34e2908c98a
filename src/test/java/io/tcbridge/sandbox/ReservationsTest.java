package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReservationsTest {
  private static final String FLOOR = SandboxClient.FLOOR;
  private static final String BALCONY = SandboxClient.BALCONY;

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void random_is_a_desired_state() {
    String order = client.create();

    List<String> three = client.patch(order, "{'random':{'" + FLOOR + "':3}}").ticketIds();
    List<String> two = client.patch(order, "{'random':{'" + FLOOR + "':2}}").ticketIds();
    List<String> four = client.patch(order, "{'random':{'" + FLOOR + "':4}}").ticketIds();

    assertThat(three).hasSize(3);
    assertThat(two).hasSize(2).isSubsetOf(three);
    assertThat(four).hasSize(4).containsAll(two);
  }

  @Test
  void the_same_random_again_changes_nothing() {
    String order = client.create();
    List<String> first = client.patch(order, "{'random':{'" + FLOOR + "':3}}").ticketIds();

    List<String> second = client.patch(order, "{'random':{'" + FLOOR + "':3}}").ticketIds();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void tickets_is_the_complete_list() {
    String order = client.create();
    client.patch(order, tickets(SandboxClient.seat(1), SandboxClient.seat(2)));

    SandboxClient.Reply changed =
        client.patch(order, tickets(SandboxClient.seat(2), SandboxClient.seat(3)));
    SandboxClient.Reply other = client.patch(client.create(), tickets(SandboxClient.seat(1)));

    assertThat(changed.ticketIds()).containsExactly(SandboxClient.seat(2), SandboxClient.seat(3));
    assertThat(other.ticketIds()).containsExactly(SandboxClient.seat(1));
  }

  @Test
  void a_mixed_order_is_filled_by_random_first_and_then_the_full_list() {
    String order = client.create();
    List<String> floor = client.patch(order, "{'random':{'" + FLOOR + "':1}}").ticketIds();

    SandboxClient.Reply mixed = client.patch(order, tickets(floor.get(0), SandboxClient.seat(4)));

    assertThat(mixed.ticketIds()).containsExactly(floor.get(0), SandboxClient.seat(4));
    assertThat(mixed.data().at("/tickets/1/seat/number").asText()).isEqualTo("4");
    assertThat(mixed.data().at("/tickets/0").has("seat")).isFalse();
  }

  @Test
  void random_releases_the_categories_it_does_not_name() {
    String order = client.create();
    client.patch(order, tickets(SandboxClient.seat(1)));

    SandboxClient.Reply changed = client.patch(order, "{'random':{'" + FLOOR + "':1}}");
    client.sandbox.set("random_unnamed_sets", "keep");
    client.patch(order, tickets(SandboxClient.seat(1)));
    SandboxClient.Reply kept = client.patch(order, "{'random':{'" + FLOOR + "':1}}");

    assertThat(changed.ticketIds()).hasSize(1).doesNotContain(SandboxClient.seat(1));
    assertThat(kept.ticketIds()).hasSize(2).contains(SandboxClient.seat(1));
  }

  @Test
  void what_is_not_there_is_skipped_silently() {
    String order = client.create();

    SandboxClient.Reply reply = client.patch(order, "{'random':{'" + FLOOR + "':12}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.ticketIds()).hasSize(10);
  }

  @Test
  void all_or_nothing_leaves_everything_as_it_was() {
    String order = client.create();
    List<String> held = client.patch(order, "{'random':{'" + FLOOR + "':2}}").ticketIds();

    SandboxClient.Reply reply =
        client.patch(order, "{'random':{'" + FLOOR + "':11},'all_or_nothing':true}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.ticketIds()).isEqualTo(held);
  }

  @Test
  void all_or_nothing_does_not_release_either() {
    String order = client.create();
    client.patch(order, tickets(SandboxClient.seat(1)));
    client.patch(client.create(), tickets(SandboxClient.seat(2)));

    SandboxClient.Reply reply =
        client.patch(order, "{'tickets':['" + SandboxClient.seat(2) + "'],'all_or_nothing':true}");

    assertThat(reply.ticketIds()).containsExactly(SandboxClient.seat(1));
  }

  @Test
  void a_failed_all_or_nothing_may_be_an_error_when_the_switch_says_so() {
    client.sandbox.set("aon_failure", "400_text");
    String order = client.create();

    SandboxClient.Reply reply =
        client.patch(order, "{'random':{'" + FLOOR + "':11},'all_or_nothing':true}");

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void create_with_tickets_reserves_at_once() {
    SandboxClient.Reply filled =
        client.post(
            "/v2/resources/orders",
            "{'event':'%s','random':{'%s':2},'all_or_nothing':true}"
                .formatted(SandboxClient.EVENT, FLOOR));
    client.sandbox.set("aon_failure_on_create", "400_no_order");
    SandboxClient.Reply refused =
        client.post(
            "/v2/resources/orders",
            "{'event':'%s','random':{'%s':20},'all_or_nothing':true}"
                .formatted(SandboxClient.EVENT, FLOOR));

    assertThat(filled.ticketIds()).hasSize(2);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.sandbox.orders()).hasSize(1);
  }

  @Test
  void wrong_requests_get_the_documented_texts() {
    String order = client.create();

    assertThat(client.patch(order, "{'tickets':[],'random':{}}").errors())
        .containsExactly("Only one of tickets or random can be set");
    assertThat(client.patch(order, "{'all_or_nothing':true}").errors())
        .containsExactly("'tickets' or 'random' must be");
    assertThat(client.patch(order, tickets("6fffffffffffffffffffffff")).errors())
        .containsExactly("ticket (id = 6fffffffffffffffffffffff) does not belong to current event");
  }

  @Test
  void an_empty_list_releases_everything() {
    String order = client.createWith(2);

    SandboxClient.Reply reply = client.patch(order, "{'tickets':[]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.ticketIds()).isEmpty();
    assertThat(client.view(order).total()).isEqualByComparingTo("0.00");
  }

  @Test
  void closed_tickets_need_a_promokey() {
    client.sandbox.seed(
        SandboxClient.event()
            .withSets(
                List.of(
                    SandboxSet.unseated(FLOOR, "Floor", new BigDecimal("1000.00"), 10)
                        .closedBy("open"))));
    String order = client.create();
    String ask = "{'random':{'" + FLOOR + "':1}}";

    SandboxClient.Reply closed = client.patch(order, ask);
    client.sandbox.set("promokey_param", "promokey");
    SandboxClient.Reply open =
        client.patch(order, "{'random':{'" + FLOOR + "':1},'promokey':'open'}");

    assertThat(closed.errors()).containsExactly("Promokey needed to add these tickets");
    assertThat(open.ticketIds()).hasSize(1);
  }

  @Test
  void released_tickets_may_come_back_with_a_delay() {
    client.sandbox.set("release_delay_s", "10");
    String order = client.createWith(10);
    client.patch(order, "{'status':'cancelled'}");

    int before = client.view(client.createWith(1)).tickets().size();
    client.sandbox.advance(Duration.ofSeconds(10));
    int after = client.view(client.createWith(10)).tickets().size();

    assertThat(before).isZero();
    assertThat(after).isEqualTo(10);
  }

  @Test
  void a_seat_of_a_category_may_be_picked_by_random() {
    String order = client.create();

    SandboxClient.Reply reply = client.patch(order, "{'random':{'" + BALCONY + "':1}}");

    assertThat(reply.data().at("/tickets/0/seat/row").asText()).isEqualTo("1");
  }

  @Test
  void a_new_price_is_seen_at_the_next_reservation() {
    client.sandbox.seed(
        SandboxClient.event()
            .withSets(List.of(SandboxSet.unseated(FLOOR, "Floor", new BigDecimal("1100.00"), 10))));

    String order = client.createWith(1);

    assertThat(client.view(order).total()).isEqualByComparingTo("1155.00");
  }

  private static String tickets(String... ids) {
    return "{'tickets':['" + String.join("','", ids) + "']}";
  }
}
