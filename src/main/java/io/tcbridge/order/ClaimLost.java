package io.tcbridge.order;

/**
 * Somebody else owns the order now, or may own it: whoever sees this stops, writes nothing and
 * calls nothing. It carries no stack trace: it is an outcome, not a defect.
 */
public final class ClaimLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClaimLost(Claim claim) {
    super("order " + claim.orderNo() + " has another owner now", null, false, false);
  }
}
