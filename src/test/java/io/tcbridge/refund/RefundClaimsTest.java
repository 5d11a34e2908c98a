package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.order.DefaultSettings;
import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RequestRate;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** When refunds are looked for again at once, and when after a pause. */
class RefundClaimsTest {

  private final Workers workers = new Workers(2);
  private final RefundClaims claims =
      new RefundClaims(
          DefaultSettings.load(), workers, new KeyGate(), new RequestRate(false), () -> true);

  @Test
  void a_round_that_found_all_places_taken_is_repeated_at_once() throws Exception {
    workers.take(2);

    assertThat(claims.ask()).isNull();

    assertThat(goesOnAtOnce(null)).isTrue();
  }

  @Test
  void a_round_that_found_no_due_refund_pauses() throws Exception {
    assertThat(claims.ask()).containsEntry("free", 2);

    assertThat(goesOnAtOnce(List.of())).isFalse();
  }

  private boolean goesOnAtOnce(Object claimed) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    claims.more(claimed, exchange);
    return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class);
  }
}
