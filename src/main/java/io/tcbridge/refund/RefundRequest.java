package io.tcbridge.refund;

import io.tcbridge.order.RowReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A refund as the ERP wants it, with everything that is wrong with it.
 *
 * @param problems plain words naming column and rule
 */
record RefundRequest(
    String refundNo,
    String orderNo,
    String culprit,
    BigDecimal expectedNominal,
    Instant requestedAt,
    String decision,
    List<String> tickets,
    List<String> problems) {

  private static final int LONGEST_NO = 64;
  private static final int MOST_TICKETS = 200;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{24}");
  private static final BigDecimal LIMIT = new BigDecimal("10000000000");

  /** The API knows two culprits; others are the platform's own (Ticketscloud API, refunds). */
  private static final Set<String> CULPRITS = Set.of("user", "org");

  static RefundRequest of(Map<String, Object> row, List<Map<String, Object>> ticketRows) {
    List<String> problems = new ArrayList<>();
    RowReader reader = new RowReader(row, problems);
    String refundNo = reader.asIs("refund_no", LONGEST_NO);
    String orderNo = reader.asIs("order_no", LONGEST_NO);
    if (reader.isEmpty("order_no")) {
      reader.problem("order_no is empty");
    }
    return new RefundRequest(
        refundNo,
        orderNo,
        culprit(reader),
        expected(reader),
        reader.instant("requested_at"),
        decision(reader.text("decision")),
        tickets(ticketRows, problems),
        problems);
  }

  private static String culprit(RowReader reader) {
    String written = reader.trimmed("culprit", LONGEST_NO);
    String culprit = written == null ? null : written.toLowerCase(Locale.ROOT);
    if (culprit == null || !CULPRITS.contains(culprit)) {
      reader.problem(
          "culprit must be user (the buyer wants it, the event takes place) or org (the event was"
              + " cancelled or moved)");
      return null;
    }
    return culprit;
  }

  private static BigDecimal expected(RowReader reader) {
    BigDecimal expected = reader.decimal("expected_nominal");
    if (expected != null
        && (expected.signum() < 0
            || expected.compareTo(LIMIT) >= 0
            || expected.stripTrailingZeros().scale() > 2)) {
      reader.problem("expected_nominal is no amount of money");
      return null;
    }
    return expected;
  }

  /** What the journal keeps of a decision: null while there is none. */
  static String decision(String written) {
    if (written == null || written.isBlank()) {
      return null;
    }
    return switch (written.strip().toUpperCase(Locale.ROOT)) {
      case "APPROVE" -> "approve";
      case "REJECT" -> "reject";
      default -> "unknown";
    };
  }

  private static List<String> tickets(List<Map<String, Object>> rows, List<String> problems) {
    if (rows.isEmpty()) {
      problems.add("the refund has no tickets");
    }
    if (rows.size() > MOST_TICKETS) {
      problems.add(
          "the refund has %d tickets, at most %d are allowed".formatted(rows.size(), MOST_TICKETS));
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    List<String> tickets = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      String id = new RowReader(row, problems).trimmed("ticket_id", 24);
      if (id == null || !ID.matcher(id).matches()) {
        problems.add("a ticket_id is not 24 letters a-z or digits");
      } else if (seen.add(id)) {
        tickets.add(id);
      }
    }
    return tickets;
  }

  boolean valid() {
    return problems.isEmpty();
  }

  String reason() {
    return String.join("; ", problems);
  }
}
