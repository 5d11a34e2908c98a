package io.tcbridge.order;

/**
 * Somebody else owns the order (or refund) now, or may own it: whoever sees this stops, writes
 * nothing and calls nothing. It carries no stack trace: it is an outcome, not a defect.
 */
public final class ClaimLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClaimLost(Claim claim) {
    this("order " + claim.orderNo());
  }

  /**
   * @param what was claimed, in words
   */
  public ClaimLost(String what) {
    super(what + " has another owner now", null, false, false);
  }
}
