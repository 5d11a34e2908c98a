package io.tcbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.prove.Finding;
import io.tcbridge.prove.Terms;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What holds for every order of a bundle whatever has gone wrong on its way. */
public final class Invariants {

  /** What calls tell of a remote order; a stranger's calls look like the bridge's. */
  private static final Set<String> TOLD_BY_CALLS =
      Set.of(
          "DONE_BESIDE_OPEN",
          "DONE_REPEATED_BLINDLY",
          "OTHER_PRICE",
          "OTHER_TICKETS",
          "WRITTEN_BLINDLY",
          "WRITE_AFTER_END",
          "TWO_REQUESTS_AT_ONCE",
          "NOT_HUNG_UP");

  /** What the ERP does to itself. */
  private static final Set<String> EDITS = Set.of("EDITED_LINES", "EDITED_TOTAL");

  private Invariants() {}

  /**
   * All that {@code bridge verify-history} decides: each order is sold at most once, the ERP has
   * exactly the tickets that were sold, an order that ended holds nothing, and nothing tells who
   * the buyer is or what the key is.
   */
  public static void hold(Bundle bundle) {
    hold(bundle, UnaryOperator.identity());
  }

  static void hold(Bundle bundle, UnaryOperator<Terms> change) {
    assertThat(violations(bundle, change)).as("what is off").isEmpty();
  }

  /** The same as a list, by these terms. */
  public static List<Finding> violations(Bundle bundle, UnaryOperator<Terms> change) {
    return bundle
        .prove(terms -> change.apply(bundle.endsLeases() ? terms.withoutTakeOvers() : terms))
        .findings()
        .stream()
        .filter(finding -> !EDITS.contains(finding.code()))
        .filter(
            finding ->
                !(TOLD_BY_CALLS.contains(finding.code()) && bundle.isTouched(finding.remoteId())))
        .toList();
  }
}
