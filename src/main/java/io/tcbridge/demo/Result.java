package io.tcbridge.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came out of the demo.
 *
 * @param finished whether every order came to an end in time
 * @param table orders by outcome and reason
 * @param erp what the ERP says was sold
 * @param sandbox what the sandbox says was sold
 * @param calls remote calls by operation
 * @param faults faults that were met, in plain words
 * @param lateBarcodes orders whose barcodes came after the sale
 * @param times time per sold order
 * @param travel from the first order until the last one had ended
 * @param differences what was not as foreseen, and where ERP and sandbox disagree
 * @param open orders without an end, with the place where each of them is
 * @param refunds what became of the tickets that were asked back afterwards
 */
public record Result(
    boolean finished,
    List<Foreseen.Row> table,
    Sold erp,
    Sold sandbox,
    Map<String, Integer> calls,
    Map<String, Integer> faults,
    int lateBarcodes,
    DemoErp.Times times,
    Duration travel,
    List<String> differences,
    List<String> open,
    Refunds refunds) {

  public Result {
    table = List.copyOf(table);
    differences = List.copyOf(differences);
    open = List.copyOf(open);
  }

  Result with(Refunds after) {
    List<String> all = new ArrayList<>(differences);
    all.addAll(after.differences());
    return new Result(
        finished,
        table,
        erp,
        sandbox,
        calls,
        faults,
        lateBarcodes,
        times,
        travel,
        all,
        open,
        after);
  }

  int orders() {
    return table.stream().mapToInt(Foreseen.Row::orders).sum();
  }

  int allCalls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  int allFaults() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Every sample ended as foreseen, every refund as decided, and both sides agree to the ticket.
   */
  public boolean isFine() {
    return finished && differences.isEmpty();
  }
}
