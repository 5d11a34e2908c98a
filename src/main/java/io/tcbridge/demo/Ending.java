package io.tcbridge.demo;

/**
 * How an order ends for the ERP.
 *
 * @param status {@code bridge_status}, e.g. {@code REFUSED}
 * @param code reason code, e.g. {@code SOLD_OUT}; empty for a plain sale
 */
record Ending(String status, String code) implements Comparable<Ending> {

  static final Ending DONE = new Ending("DONE", "");

  static Ending refused(String code) {
    return new Ending("REFUSED", code);
  }

  /** From the columns that the bridge writes; the code stands before the colon of the reason. */
  static Ending of(String status, String reason) {
    return new Ending(status, reason == null ? "" : reason.replaceFirst("(?s):.*", ""));
  }

  @Override
  public int compareTo(Ending other) {
    int byStatus = status.compareTo(other.status);
    return byStatus == 0 ? code.compareTo(other.code) : byStatus;
  }

  @Override
  public String toString() {
    return code.isEmpty() ? status : status + " " + code;
  }
}
