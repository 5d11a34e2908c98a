package io.tcbridge.prove;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was decided.
 *
 * @param checked how many things each invariant was judged on; absent: it was not looked at
 * @param findings everything that is off
 * @param read how much was read, by name
 * @param notes what limits this proof, in plain sentences
 */
public record Proof(
    Map<Invariant, Long> checked,
    List<Finding> findings,
    Map<String, Long> read,
    List<String> notes) {

  public boolean holds() {
    return findings.isEmpty();
  }

  public long violated(Invariant invariant) {
    return findings.stream().filter(finding -> finding.invariant() == invariant).count();
  }

  /** Of these findings those that a second look shows again: the others were on their way. */
  public Proof confirmedBy(Proof second) {
    Set<String> again = second.findings.stream().map(Finding::key).collect(Collectors.toSet());
    List<Finding> stay =
        findings.stream().filter(finding -> again.contains(finding.key())).toList();
    return new Proof(second.checked, stay, second.read, second.notes);
  }
}
