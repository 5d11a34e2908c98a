package io.tcbridge.order;

import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteOrder;

/**
 * A remote order that was read before anything is done with an order.
 *
 * @param customer null when the answer shows none
 */
record FoundOrder(RemoteOrder order, RemoteCustomer customer) {

  String id() {
    return order.id();
  }
}
