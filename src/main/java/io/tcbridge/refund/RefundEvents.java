package io.tcbridge.refund;

/** Listens to what becomes of refunds, for metrics; nothing that it is told names one. */
public interface RefundEvents {

  /** A step did not go through. */
  void setBack(String reason, String consequence);

  /** A refund has ended. */
  void refunded(String outcome, String reason);

  /** Refunds that were begun elsewhere: those of our orders, and those of orders we never made. */
  void found(int ours, int others);
}
