package io.tcbridge.order;

import java.time.Duration;

/** Listens to what becomes of orders, for metrics; nothing that it is told names an order. */
public interface OrderEvents {

  /** A step did not go through. */
  void setBack(String reason, String consequence);

  /** An order has ended. */
  void finished(String outcome, String reason);

  /** An order was sold; the time since the ERP created it. */
  void sold(Duration sinceCreated);
}
