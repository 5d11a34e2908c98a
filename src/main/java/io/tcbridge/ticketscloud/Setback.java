package io.tcbridge.ticketscloud;

import java.util.EnumSet;
import java.util.Set;

/**
 * A step did not go through, with the one consequence that this has. It carries no stack trace: it
 * is an outcome, not a defect.
 */
public final class Setback extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;
  private final transient Set<Operation> operations;

  /**
   * @param operations what was asked when it happened; empty if nothing was
   */
  public Setback(Verdict verdict, Set<Operation> operations) {
    super(verdict.reason() + ": " + verdict.text(), null, false, false);
    this.verdict = verdict;
    this.operations =
        operations.isEmpty() ? EnumSet.noneOf(Operation.class) : EnumSet.copyOf(operations);
  }

  public Setback(Consequence consequence, String reason, String text) {
    this(new Verdict(consequence, reason, text, false, null), Set.of());
  }

  /** The same, not to be repeated at once. */
  public Setback later() {
    return new Setback(
        new Verdict(
            verdict.consequence(), verdict.reason(), verdict.text(), false, verdict.retryAfter()),
        operations);
  }

  public Verdict verdict() {
    return verdict;
  }

  public Set<Operation> operations() {
    return operations;
  }

  /** Whether the same request may be sent again at once. */
  public boolean repeatNow() {
    return verdict.repeatNow();
  }
}
