package io.tcbridge.order;

import java.util.List;

/**
 * An order and everything that is wrong with it.
 *
 * @param order as far as it could be read; complete when there are no problems
 * @param problems plain words naming column, rule and line, never a customer's value
 */
public record CheckedOrder(ErpOrder order, List<String> problems) {
  /** The width of {@code bridge_reason}. */
  private static final int LONGEST_REASON = 500;

  private static final String CODE = "INVALID: ";

  public CheckedOrder {
    problems = List.copyOf(problems);
  }

  /** Whether the order may go its way. */
  public boolean valid() {
    return problems.isEmpty();
  }

  /**
   * All problems behind {@code INVALID: }, at most 500 characters: what does not fit is counted
   * ({@code …and 7 more}). Empty when there are no problems.
   */
  public String reason() {
    if (valid()) {
      return "";
    }
    var whole = CODE + String.join("; ", problems);
    if (whole.length() <= LONGEST_REASON) {
      return whole;
    }
    var reason = new StringBuilder(CODE);
    var told = 0;
    while (told < problems.size()) {
      var next = (told == 0 ? "" : "; ") + problems.get(told);
      if (reason.length() + next.length() + more(told + 1).length() > LONGEST_REASON) {
        break;
      }
      reason.append(next);
      told++;
    }
    return reason.append(more(told)).toString();
  }

  private String more(int told) {
    return told == problems.size() ? "" : "; …and " + (problems.size() - told) + " more";
  }
}
