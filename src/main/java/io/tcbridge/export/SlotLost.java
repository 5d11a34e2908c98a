package io.tcbridge.export;

/**
 * Another instance has the run now, or may have it: whoever sees this writes nothing and sends
 * nothing. It carries no stack trace: it is an outcome, not a defect.
 */
public final class SlotLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlotLost(ClaimedSlot slot) {
    super(slot + " is in other hands now", null, false, false);
  }
}
