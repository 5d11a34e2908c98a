package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromocodesTest {
  private static final String CHECK = "/v2/services/promocodes/check";

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void a_promocode_lowers_the_price_whatever_its_case() {
    String order = client.createWith(2);

    SandboxClient.Reply reply = client.patch(order, "{'promocodes':['SPRING']}");

    assertThat(reply.body().has("errors")).isFalse();
    assertThat(reply.data().at("/promocodes/0").asText()).isEqualTo(SandboxClient.PERCENT);
    assertThat(reply.data().at("/values/full").asText()).isEqualTo("1890.00");
    assertThat(reply.data().at("/tickets/0/discount").asText()).isEqualTo("100.00");
    assertThat(
            reply.data().at("/values/sets_values/" + SandboxClient.FLOOR + "/promocode").asText())
        .isEqualTo(SandboxClient.PERCENT);
    assertThat(
            reply
                .body()
                .at("/refs/promocodes/" + SandboxClient.PERCENT + "/discount/percentage")
                .asText())
        .isEqualTo("10%");
  }

  @Test
  void a_refused_code_is_an_entry_in_errors_of_a_good_answer() {
    String order = client.createWith(2);

    SandboxClient.Reply reply = client.patch(order, "{'promocodes':['nonsense']}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/errors/0/code").asText()).isEqualTo("promocode_not_found");
    assertThat(reply.body().at("/errors/0/msg").asText()).isEqualTo("Promocode not found");
    assertThat(reply.data().path("promocodes")).isEmpty();
  }

  @Test
  void every_rule_of_a_code_has_its_own_error() {
    SandboxPromocode base =
        SandboxPromocode.fix("600000000000000000000022", "x", new BigDecimal("200.00"));
    SandboxPromocode once = rename(base.limitedTo(1), "600000000000000000000031", "once");
    SandboxPromocode group =
        rename(base.ticketsCount(3, null), "600000000000000000000032", "group");
    SandboxPromocode past =
        rename(
            base.valid(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            "600000000000000000000033",
            "past");
    client.sandbox.seed(SandboxClient.event().withPromocodes(List.of(once, group, past)));
    client.patch(client.createWith(1), "{'promocodes':['once']}");
    String order = client.createWith(1);

    SandboxClient.Reply reply = client.patch(order, "{'promocodes':['once','group','past']}");
    SandboxClient.Reply empty = client.patch(client.create(), "{'promocodes':['group']}");

    assertThat(reply.body().path("errors").findValuesAsText("msg"))
        .containsExactly(
            "Promocode already used",
            "Mimimum count of tickets in order for promocode activation is 3",
            "Cant apply promocode by some reason");
    assertThat(empty.body().path("errors").findValuesAsText("msg"))
        .containsExactly("Need more tickets in order for promocode activation");
  }

  @Test
  void a_cancelled_order_gives_its_use_back() {
    client.sandbox.seed(
        SandboxClient.event()
            .withPromocodes(
                List.of(
                    SandboxPromocode.percentage(SandboxClient.PERCENT, "once", 10).limitedTo(1))));
    String first = client.createWith(1);
    client.patch(first, "{'promocodes':['once']}");
    client.patch(first, "{'status':'cancelled'}");

    SandboxClient.Reply reply = client.patch(client.createWith(1), "{'promocodes':['once']}");

    assertThat(reply.body().has("errors")).isFalse();
  }

  @Test
  void a_running_promotion_refuses_all_codes() {
    client.sandbox.set("promotion_active", "on");
    String order = client.createWith(1);

    SandboxClient.Reply reply = client.patch(order, "{'promocodes':['spring']}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors()).containsExactly("Cant use promocode when event have promotion");
  }

  @Test
  void the_list_replaces_what_was_there() {
    String order = client.createWith(1);
    client.patch(order, "{'promocodes':['spring']}");

    SandboxClient.Reply reply = client.patch(order, "{'promocodes':[]}");

    assertThat(reply.data().path("promocodes")).isEmpty();
    assertThat(reply.data().at("/values/full").asText()).isEqualTo("1050.00");
  }

  @Test
  void a_check_tells_the_rules_and_reserves_nothing() {
    SandboxClient.Reply known =
        client.post(CHECK, "{'event':'" + SandboxClient.EVENT + "','code':'spring'}");
    SandboxClient.Reply unknown =
        client.post(CHECK, "{'event':'" + SandboxClient.EVENT + "','code':'winter'}");

    assertThat(known.data().at("/discount/percentage").asText()).isEqualTo("10%");
    assertThat(known.data().path("sets")).isEmpty();
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body().path("error").asText()).isEqualTo("HTTPBadRequest");
    assertThat(unknown.body().path("reason").asText()).isEqualTo("Promocode not found");
  }

  private static SandboxPromocode rename(SandboxPromocode base, String id, String code) {
    return new SandboxPromocode(
        id,
        code,
        base.percentage(),
        base.fix(),
        base.sets(),
        base.minTickets(),
        base.maxTickets(),
        base.limit(),
        base.start(),
        base.finish());
  }
}
