package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.OrderView;
import java.util.List;

/** The invariants, and that nothing is held without an owner, whatever mark it carries. */
public final class Agreement {

  private Agreement() {}

  public static void check(Bundle bundle) {
    Invariants.hold(bundle);
    List<String> owned =
        bundle
            .journal()
            .queryForList(
                "select remote_id from bridge.order_journal"
                    + " where status <> 'finished' and remote_id is not null",
                String.class);
    assertThat(bundle.sandbox().orders())
        .filteredOn(order -> order.status().equals("executed") && !order.tickets().isEmpty())
        .extracting(OrderView::id)
        .as("remote orders that hold tickets and belong to no open order")
        .isSubsetOf(owned);
  }
}
