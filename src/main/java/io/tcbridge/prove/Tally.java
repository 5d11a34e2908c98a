package io.tcbridge.prove;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what the rules have looked at, and keeps what they found, each thing once. */
final class Tally {

  private final Map<Invariant, Long> checked = new EnumMap<>(Invariant.class);
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  void checked(Invariant invariant) {
    checked(invariant, 1);
  }

  void checked(Invariant invariant, long count) {
    checked.merge(invariant, count, Long::sum);
  }

  /** About one order; whoever reads it looks at the order first. */
  void found(Invariant invariant, String code, String orderNo, String remoteId, String text) {
    String next =
        orderNo == null
            ? "look at remote order " + remoteId + " in Ticketscloud's cabinet"
            : "bin/bridge order show " + orderNo;
    found(new Finding(invariant, code, orderNo, remoteId, text, next));
  }

  void found(Finding finding) {
    if (known.add(finding.key())) {
      findings.add(finding);
    }
  }

  Map<Invariant, Long> checked() {
    return Map.copyOf(checked);
  }

  int size() {
    return findings.size();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
