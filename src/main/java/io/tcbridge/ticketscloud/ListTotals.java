package io.tcbridge.ticketscloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a page of a list says of the size of the whole list.
 *
 * @param entries on this page
 * @param total in whatever unit: it is not documented; null if the page does not say
 * @param totalCount of records, where the service says it; else null
 */
public record ListTotals(int entries, Long total, Long totalCount) {

  static ListTotals of(JsonNode root) {
    JsonNode inside = root.path("pagination").path("total_count");
    return new ListTotals(
        root.path("data").size(),
        whole(root.path("pagination").path("total")),
        whole(inside.isMissingNode() ? root.path("total_count") : inside));
  }

  private static Long whole(JsonNode value) {
    return value.isIntegralNumber() ? value.longValue() : null;
  }

  /**
   * The same for a list that may grow while it is read: neither what its first page says, nor what
   * its last one says, nor anything in between explains how little was shown.
   *
   * @param last what the last page says; this is the first
   */
  public Optional<String> contradiction(ListTotals last, int seen, int filled) {
    boolean isInBetween =
        isInBetween(total, last.total, seen) && isInBetween(totalCount, last.totalCount, seen);
    return isInBetween
        ? Optional.empty()
        : contradiction(seen, filled).flatMap(first -> last.contradiction(seen, filled));
  }

  private static boolean isInBetween(Long one, Long other, int seen) {
    return one == null
        || other == null
        || Math.min(one, other) <= seen && seen <= Math.max(one, other);
  }

  /**
   * Whether no unit explains how little a walk over the list has shown.
   *
   * @param seen records that it has shown
   * @param filled pages that were not empty
   */
  public Optional<String> contradiction(int seen, int filled) {
    if (totalCount != null && totalCount > seen) {
      return Optional.of("it counts " + totalCount + " entries and shows " + seen);
    }
    // As a number of records it must not be larger than what was shown; if it is smaller, its unit
    // can only be pages.
    boolean tooMany = total != null && total > seen;
    boolean tooManyPages = total != null && total < seen && total > filled;
    return tooMany || tooManyPages
        ? Optional.of(
            "its total is " + total + ", but it shows " + seen + " on " + filled + " pages")
        : Optional.empty();
  }
}
