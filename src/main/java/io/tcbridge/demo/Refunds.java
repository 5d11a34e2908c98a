package io.tcbridge.demo;

import java.time.Duration;
import java.util.List;

/**
 * What became of the tickets that the ERP asked back.
 *
 * @param requests how many requests reached the sandbox
 * @param lost how many of their answers were lost
 * @param travel from the ERP's row until the last one had ended
 * @param differences what was not as decided, and where ERP and sandbox disagree
 */
record Refunds(
    Refunded erp,
    Refunded sandbox,
    int requests,
    int lost,
    Duration travel,
    List<String> differences) {

  static final Refunds NONE =
      new Refunds(Refunded.NOTHING, Refunded.NOTHING, 0, 0, Duration.ZERO, List.of());

  Refunds {
    differences = List.copyOf(differences);
  }
}
