package io.tcbridge.cli;

import io.tcbridge.prove.Finding;
import io.tcbridge.prove.Invariant;
import io.tcbridge.prove.Proof;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A proof as a table for people, or as JSON. */
final class ProofPrint {

  private final Proof proof;

  ProofPrint(Proof proof) {
    this.proof = proof;
  }

  /**
   * Prints it and says how the command ends.
   *
   * @param limit findings that are shown as text at most
   */
  int tell(PrintWriter out, boolean json, int limit) {
    if (json) {
      out.println(json().encodePrettily());
    } else {
      text(out, limit);
    }
    out.flush();
    return proof.holds() ? ExitCode.FINE : ExitCode.PERSON_NEEDED;
  }

  private void text(PrintWriter out, int limit) {
    out.printf(Locale.ROOT, "%-24s %12s %9s%n", "", "checked", "violated");
    for (Invariant invariant : Invariant.values()) {
      Long checked = proof.checked().get(invariant);
      String count = checked == null ? "-" : number(checked);
      out.printf(
          Locale.ROOT,
          "%s  %-20s %12s %9s  %s%n",
          invariant,
          invariant.promise(),
          count,
          checked == null ? "-" : number(proof.violated(invariant)),
          invariant.unit());
    }
    out.println();
    out.println("Read: " + read() + ".");
    proof.notes().forEach(note -> out.println("Note: " + note + "."));
    findings(out, limit);
  }

  private String read() {
    return proof.read().entrySet().stream()
        .map(entry -> number(entry.getValue()) + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private void findings(PrintWriter out, int limit) {
    if (proof.holds()) {
      out.println("Nothing is off.");
      return;
    }
    int shown = Math.min(Math.max(0, limit), proof.findings().size());
    for (Finding finding : proof.findings().subList(0, shown)) {
      out.println();
      out.println(finding.invariant() + " " + finding.code() + ": " + finding.text());
      out.println("   next: " + finding.next());
    }
    Map<String, Long> codes =
        proof.findings().stream()
            .collect(Collectors.groupingBy(Finding::code, TreeMap::new, Collectors.counting()));
    List<String> counts = new ArrayList<>();
    codes.forEach((code, count) -> counts.add(number(count) + " " + code));
    out.println();
    out.println(
        number(proof.findings().size())
            + (proof.findings().size() == 1 ? " finding: " : " findings: ")
            + String.join(", ", counts)
            + (shown < proof.findings().size() ? "; --json shows all." : "."));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private JsonObject json() {
    JsonObject invariants = new JsonObject();
    for (Invariant invariant : Invariant.values()) {
      Long checked = proof.checked().get(invariant);
      invariants.put(
          invariant.name(),
          new JsonObject()
              .put("promise", invariant.promise())
              .put("unit", invariant.unit())
              .put("checked", checked)
              .put("violated", checked == null ? null : proof.violated(invariant)));
    }
    JsonArray findings = new JsonArray();
    proof.findings().forEach(finding -> findings.add(json(finding)));
    JsonObject read = new JsonObject();
    proof.read().forEach(read::put);
    return new JsonObject()
        .put("holds", proof.holds())
        .put("invariants", invariants)
        .put("read", read)
        .put("notes", new JsonArray(proof.notes()))
        .put("findings", findings);
  }

  private static JsonObject json(Finding finding) {
    return new JsonObject()
        .put("invariant", finding.invariant().name())
        .put("code", finding.code())
        .put("orderNo", finding.orderNo())
        .put("remoteId", finding.remoteId())
        .put("text", finding.text())
        .put("next", finding.next());
  }
}
