package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundSplitTest {

  private static SoldTicket ticket(String id, String price, String discount) {
    return new SoldTicket(
        id,
        price == null ? null : new BigDecimal(price),
        discount == null ? null : new BigDecimal(discount),
        null,
        null);
  }

  @Test
  void the_same_percentage_of_different_prices_is_one_group() {
    assertThat(
            RefundSplit.groups(
                List.of("a", "b", "c"),
                List.of(
                    ticket("a", "1000.00", "100.00"),
                    ticket("b", "500.00", "50.00"),
                    ticket("c", "500.00", "0.00"))))
        .containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void only_tickets_of_the_refund_count_and_the_unknown_has_no_discount() {
    assertThat(
            RefundSplit.groups(
                List.of("a", "b"),
                List.of(
                    ticket("a", null, null),
                    ticket("b", "0.00", "0.00"),
                    ticket("c", "500.00", "50.00"))))
        .containsExactly(List.of("a", "b"));
  }
}
