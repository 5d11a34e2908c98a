package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListsTest {
  private static final String ORDERS = "/v2/resources/orders";
  private static final String OTHER = "600000000000000000000002";

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void the_newest_orders_come_first() {
    String first = client.create();
    String second = client.create();

    SandboxClient.Reply reply = client.get(ORDERS);

    assertThat(ids(reply)).containsExactly(second, first);
    assertThat(reply.body().at("/refs/events")).hasSize(1);
    assertThat(reply.body().at("/refs/partners")).hasSize(2);
  }

  @Test
  void pages_are_cut_and_counted() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(client.create());
    }

    SandboxClient.Reply second = client.get(ORDERS + "?page=2&page_size=2");
    SandboxClient.Reply beyond = client.get(ORDERS + "?page=9&page_size=2");
    client.sandbox.set("total_unit", "records");
    SandboxClient.Reply records = client.get(ORDERS + "?page=1&page_size=2");

    assertThat(ids(second)).containsExactly(created.get(2), created.get(1));
    assertThat(second.body().at("/pagination/total").asInt()).isEqualTo(3);
    assertThat(ids(beyond)).isEmpty();
    assertThat(records.body().at("/pagination/total").asInt()).isEqualTo(5);
  }

  @Test
  void a_page_size_out_of_range_is_refused_or_clamped() {
    int refused = client.get(ORDERS + "?page_size=201").status();
    client.sandbox.set("page_size_range", "clamp");
    SandboxClient.Reply clamped = client.get(ORDERS + "?page_size=201");

    assertThat(refused).isEqualTo(400);
    assertThat(clamped.body().at("/pagination/page_size").asInt()).isEqualTo(200);
  }

  @Test
  void filters_by_event_status_and_customer() {
    client.sandbox.seed(SandboxEvent.of(OTHER, "Other", SandboxClient.START, List.of()));
    String done = client.createDone(1);
    String named = client.create();
    client.patch(named, "{'settings':{'customer':{'name':'N'}}}");
    String other = client.post(ORDERS, "{'event':'" + OTHER + "'}").id();

    assertThat(ids(client.get(ORDERS + "?events=" + OTHER))).containsExactly(other);
    assertThat(ids(client.get(ORDERS + "?events=" + OTHER + "," + SandboxClient.EVENT)))
        .containsExactly(other, named, done);
    assertThat(ids(client.get(ORDERS + "?status=done,cancelled"))).containsExactly(done);
    assertThat(ids(client.get(ORDERS + "?only_with_customer=true"))).containsExactly(named);
    assertThat(client.get(ORDERS + "?status=nonsense").status()).isEqualTo(400);
  }

  @Test
  void the_window_of_creation_is_inclusive() {
    String first = client.create();
    client.sandbox.advance(Duration.ofSeconds(100));
    String second = client.create();
    String from = created(first);

    assertThat(ids(client.get(ORDERS + "?created_at=" + from + "," + from))).containsExactly(first);
    assertThat(ids(client.get(ORDERS + "?created_at=" + from + "," + created(second))))
        .containsExactly(second, first);
    client.sandbox.set("filter_bounds", "half_open");
    assertThat(ids(client.get(ORDERS + "?created_at=" + from + "," + created(second))))
        .containsExactly(first);
  }

  @Test
  void the_zone_of_filters_and_answers_may_differ() {
    String order = client.create();
    String utc = created(order);
    client.sandbox.set("filter_tz", "Europe/Moscow");
    List<String> inMoscow = ids(client.get(ORDERS + "?created_at=" + utc + "," + utc));

    client.sandbox.set("naive_tz", "Europe/Moscow");
    SandboxClient.Reply reply = client.get(ORDERS);

    assertThat(inMoscow).isEmpty();
    assertThat(reply.body().at("/data/0/created_at").asText().replace(' ', 'T'))
        .isEqualTo(Instant.parse(utc + "Z").plusSeconds(3 * 3600).toString().replace("Z", ""));
  }

  @Test
  void a_window_that_is_no_window_is_refused() {
    assertThat(client.get(ORDERS + "?created_at=yesterday").status()).isEqualTo(400);
    assertThat(client.get(ORDERS + "?created_at=a,b").status()).isEqualTo(400);
  }

  @Test
  void a_slash_at_the_end_is_tolerated_or_not() {
    int tolerant = client.get(ORDERS + "/").status();
    client.sandbox.set("trailing_slash", "strict_404");
    int strict = client.get(ORDERS + "/").status();
    client.sandbox.set("trailing_slash", "redirect_301");
    SandboxClient.Reply redirect = client.get(ORDERS + "/");

    assertThat(List.of(tolerant, strict, redirect.status())).containsExactly(200, 404, 301);
    assertThat(redirect.raw().headers().firstValue("Location")).contains(ORDERS);
  }

  @Test
  void an_export_answers_nothing_and_is_noted() {
    client.createDone(1);
    client.create();

    SandboxClient.Reply reply =
        client.post(ORDERS + "/export", "{'email':'r@example.com','status':['done']}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.raw().headers().firstValue("Content-Length")).contains("0");
    assertThat(client.get("/admin/state").body().at("/exports/0/orders").asInt()).isEqualTo(1);
    assertThat(client.post(ORDERS + "/export", "{}").errors()).containsExactly("email is required");
    assertThat(client.get(ORDERS + "/export?email=r@example.com").status()).isEqualTo(405);
  }

  private String created(String order) {
    return client.view(order).createdAt().toString().replace("Z", "");
  }

  private static List<String> ids(SandboxClient.Reply reply) {
    List<String> ids = new ArrayList<>();
    reply.data().forEach(order -> ids.add(order.path("id").asText()));
    return ids;
  }
}
