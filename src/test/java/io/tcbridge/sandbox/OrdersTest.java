package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
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
}
