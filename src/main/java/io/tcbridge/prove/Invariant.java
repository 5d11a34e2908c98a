package io.tcbridge.prove;

/** A promise of the bridge that can be decided from outside; see docs/guarantees.md. */
public enum Invariant {
  I1("no double sale", "orders"),
  I2("no lost order", "orders"),
  I3("no lost result", "sales"),
  I4("sold as ordered", "sales"),
  I5("holds are released", "remote orders"),
  I6("nothing goes back", "journal rows"),
  I7("within limits", "journal rows and calls"),
  I9("privacy", "texts"),
  I10("refunds agree", "refunds");

  private final String promise;
  private final String unit;

  Invariant(String promise, String unit) {
    this.promise = promise;
    this.unit = unit;
  }

  public String promise() {
    return promise;
  }

  /** What is counted as checked. */
  public String unit() {
    return unit;
  }
}
