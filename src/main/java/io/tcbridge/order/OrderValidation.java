package io.tcbridge.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns ERP rows into an order and says everything that is wrong with it. Never throws for bad
 * data, and never tells a customer's value.
 *
 * <p>The same set may stand on several lines: their quantities add up.
 */
public final class OrderValidation {
  private static final int LONGEST_ORDER_NO = 64;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_PHONE = 32;
  private static final int LONGEST_PROMO_CODES = 400;
  private static final int MOST_PROMO_CODES = 20;

  /** More in one order is a slip of the keyboard or an attack on the stock, not a sale. */
  private static final int MOST_TICKETS = 1_000;

  private static final int MOST_LINES = 1_000;

  /** What the ERP's numeric(12,2) holds. */
  private static final BigDecimal TOTAL_LIMIT = new BigDecimal("10000000000");

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{24}");
  private static final Pattern PHONE = Pattern.compile("[0-9+() -]*[0-9][0-9+() -]*");
  private static final Set<String> LANGUAGES = Set.of("en", "ru");

  /** Something, one @, a domain with a dot: what mail servers take, without quoted oddities. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>()\\[\\],;:\\\\\"]{1,64}"
              + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+"
              + "[\\p{L}\\p{N}-]{2,63}");

  /**
   * Reads and checks one order.
   *
   * @param orderRow the order's row, keys in any case
   * @param lineRows its lines in any order; empty while they have not arrived
   */
  public CheckedOrder check(Map<String, Object> orderRow, List<Map<String, Object>> lineRows) {
    var problems = new ArrayList<String>();
    var row = new RowReader(orderRow, problems);
    var orderNo = orderNo(row);
    var eventId = id(row, "event_id");
    if (row.isEmpty("event_id")) {
      row.problem("event_id is empty");
    }
    var customer = customer(row);
    var promoCodes = promoCodes(row);
    var sendTickets = row.flag("send_tickets");
    if (sendTickets && row.isEmpty("customer_email")) {
      row.problem("customer_email is empty, but send_tickets needs it");
    }
    var order =
        new ErpOrder(
            orderNo,
            eventId,
            customer,
            promoCodes,
            sendTickets,
            expectedTotal(row),
            RawData.of(row.text("raw"), problems),
            row.instant("created_at"),
            row.flag("cancel_requested"),
            lines(lineRows, row.flag("visitors_required"), problems));
    return new CheckedOrder(order, problems.stream().distinct().toList());
  }

  /** As it is even when it breaks a rule: the ERP's row is found by it. */
  private static String orderNo(RowReader row) {
    var orderNo = row.asIs("order_no", LONGEST_ORDER_NO);
    if (row.isEmpty("order_no")) {
      row.problem("order_no is empty");
    } else if (orderNo != null && !orderNo.equals(orderNo.strip())) {
      row.problem("order_no begins or ends with a blank");
    }
    return row.text("order_no");
  }

  private static String id(RowReader row, String column) {
    if (row.isEmpty(column)) {
      return null;
    }
    var id = row.text(column);
    if (id != null && !ID.matcher(id).matches()) {
      row.problem(
          "%s is not 24 letters a-z or digits (it has %d characters)"
              .formatted(column, id.length()));
      return null;
    }
    return id;
  }

  private static Customer customer(RowReader row) {
    var name = row.trimmed("customer_name", LONGEST_NAME);
    var email = row.trimmed("customer_email", LONGEST_EMAIL);
    var phone = row.trimmed("customer_phone", LONGEST_PHONE);
    var lang = row.trimmed("customer_lang", 2);
    if (email != null && !EMAIL.matcher(email).matches()) {
      row.problem("customer_email is not an e-mail address");
    }
    if (phone != null && !PHONE.matcher(phone).matches()) {
      row.problem("customer_phone holds something else than digits, +, -, brackets and blanks");
    }
    if (lang != null && !LANGUAGES.contains(lang)) {
      row.problem("customer_lang is neither en nor ru");
    }
    return new Customer(name, email, phone, lang);
  }

  private static List<String> promoCodes(RowReader row) {
    var written = row.trimmed("promo_codes", LONGEST_PROMO_CODES);
    if (written == null) {
      return List.of();
    }
    var codes = Stream.of(written.split(",", -1)).map(String::strip).toList();
    if (codes.contains("")) {
      row.problem("promo_codes has an empty part; separate codes by one comma");
    }
    if (codes.size() > MOST_PROMO_CODES) {
      row.problem(
          "promo_codes has %d codes, at most %d are allowed"
              .formatted(codes.size(), MOST_PROMO_CODES));
    }
    return codes;
  }

  private static BigDecimal expectedTotal(RowReader row) {
    var total = row.decimal("expected_total");
    if (total == null) {
      return null;
    }
    if (total.signum() < 0) {
      row.problem("expected_total is negative");
    } else if (total.compareTo(TOTAL_LIMIT) >= 0) {
      row.problem("expected_total has more than 10 digits before the point");
    } else if (total.stripTrailingZeros().scale() > 2) {
      row.problem("expected_total has more than 2 decimals");
    } else {
      return total.setScale(2);
    }
    return null;
  }

  private static List<OrderLine> lines(
      List<Map<String, Object>> rows, boolean visitorsRequired, List<String> problems) {
    if (rows.isEmpty()) {
      problems.add("the order has no lines");
    }
    if (rows.size() > MOST_LINES) {
      problems.add(
          "the order has %d lines, at most %d are allowed".formatted(rows.size(), MOST_LINES));
      return List.of();
    }
    var lines = new ArrayList<OrderLine>();
    for (var row : rows) {
      lines.add(line(new RowReader(row, problems), lines.size() + 1));
    }
    var lineNos = new HashSet<Integer>();
    var tickets = new HashSet<String>();
    for (var line : lines) {
      if (!lineNos.add(line.lineNo())) {
        problems.add("line %d: line_no is there twice".formatted(line.lineNo()));
      }
      if (line.ticketId() != null && !tickets.add(line.ticketId())) {
        problems.add("line %d: ticket_id is there twice".formatted(line.lineNo()));
      }
    }
    checkAllNamed(lines, visitorsRequired, problems);
    return lines.stream().sorted(Comparator.comparingInt(OrderLine::lineNo)).toList();
  }

  /** Ticketscloud, named visitors: a venue that wants them wants one for every ticket. */
  private static void checkAllNamed(
      List<OrderLine> lines, boolean required, List<String> problems) {
    if (!required && lines.stream().noneMatch(OrderLine::isNamed)) {
      return;
    }
    for (var line : lines) {
      if (!line.isNamed()) {
        problems.add(
            "line %d: no visitor, but %s"
                .formatted(
                    line.lineNo(),
                    required
                        ? "the venue sells to named visitors only"
                        : "other lines have one: each ticket needs its own"));
      }
    }
  }

  private static OrderLine line(RowReader row, int position) {
    row.placed("row %d of the lines: ".formatted(position));
    var lineNo = row.whole("line_no");
    if (lineNo == null && row.isEmpty("line_no")) {
      row.problem("line_no is empty");
    }
    if (lineNo != null) {
      row.placed("line %d: ".formatted(lineNo));
    }
    var line =
        new OrderLine(
            lineNo == null ? -position : lineNo,
            id(row, "set_id"),
            row.whole("quantity"),
            id(row, "ticket_id"),
            row.trimmed("visitor_id", LONGEST_ORDER_NO),
            row.trimmed("visitor_name", LONGEST_NAME),
            row.trimmed("visitor_surname", LONGEST_NAME),
            row.trimmed("visitor_middle_name", LONGEST_NAME));
    checkPlaces(row, line.quantity());
    checkVisitor(row, line.quantity());
    return line;
  }

  private static void checkPlaces(RowReader row, Integer quantity) {
    var set = !row.isEmpty("set_id");
    var ticket = !row.isEmpty("ticket_id");
    if (set == ticket) {
      row.problem(
          set ? "both set_id and ticket_id are given" : "neither set_id nor ticket_id is given");
    } else if (set && row.isEmpty("quantity")) {
      row.problem("quantity is empty");
    } else if (set && quantity != null && (quantity < 1 || quantity > MOST_TICKETS)) {
      row.problem("quantity is %d, must be 1 to %d".formatted(quantity, MOST_TICKETS));
    } else if (ticket && quantity != null && quantity != 1) {
      row.problem("quantity is %d, must be 1 or empty for a ticket_id".formatted(quantity));
    }
  }

  /**
   * Ticketscloud, named visitors: id, name and surname are required, and a ticket is one person's.
   */
  private static void checkVisitor(RowReader row, Integer quantity) {
    var needed = List.of("visitor_id", "visitor_name", "visitor_surname");
    var empty = needed.stream().filter(column -> row.isEmpty(column)).toList();
    var named = empty.size() < needed.size() || !row.isEmpty("visitor_middle_name");
    if (named && !empty.isEmpty()) {
      row.problem("a visitor is named, but " + String.join(" and ", empty) + " is empty");
    }
    if (named && quantity != null && quantity > 1) {
      row.problem("a visitor is named, so quantity must be 1; write one line for each visitor");
    }
  }
}
