package io.tcbridge.ticketscloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the bridge asks of Ticketscloud. One combined PATCH may be several operations. */
public enum Operation {
  CREATE,
  RESERVE,
  CUSTOMER,
  DONE,
  CANCEL,
  /** A list or the single order GET. */
  READ,
  PROMOCODE_CHECK,
  VISITORS,
  REFUND_CREATE,
  REFUND_APPROVE,
  REFUND_REJECT,
  REFUND_READ,
  EXPORT;

  /** The name in errors.yaml, metrics, history and the sandbox's faults: {@code refund-create}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The operation with this label, if there is one. */
  public static Optional<Operation> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
