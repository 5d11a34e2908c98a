package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RequestRate;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** When claims are looked for again at once, and when after a pause. */
class OrderClaimsTest {

  private final Workers workers = new Workers(2);
  private final KeyGate gate = new KeyGate();
  private final OrderClaims claims =
      new OrderClaims(DefaultSettings.load(), workers, gate, new RequestRate(false), () -> true);

  @Test
  void a_round_that_found_all_places_taken_is_repeated_at_once() throws Exception {
    workers.take(2);

    assertThat(claims.ask()).isNull();

    assertThat(goesOnAtOnce(null)).isTrue();
  }

  @Test
  void a_round_that_found_no_due_order_pauses() throws Exception {
    assertThat(claims.ask()).containsEntry("free", 2);

    assertThat(goesOnAtOnce(List.of())).isFalse();
  }

  @Test
  void a_closed_gate_pauses_whatever_was_before() throws Exception {
    workers.take(2);
    claims.ask();
    gate.close("KEY_REFUSED", "refused");

    assertThat(claims.ask()).isNull();

    assertThat(goesOnAtOnce(null)).isFalse();
  }

  @Test
  void an_instance_that_stops_asks_no_more() throws Exception {
    workers.take(2);
    workers.stop();

    assertThat(claims.ask()).isNull();

    assertThat(goesOnAtOnce(null)).isFalse();
  }

  private boolean goesOnAtOnce(Object claimed) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    claims.more(claimed, exchange);
    return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class);
  }
}
