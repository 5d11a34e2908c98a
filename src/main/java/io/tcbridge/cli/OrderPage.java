package io.tcbridge.cli;

import io.tcbridge.config.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One order as a person reads it. The rows are those of the {@code show-*.sql} statements. */
record OrderPage(
    String orderNo,
    List<Map<String, Object>> revisions,
    List<Map<String, Object>> remotes,
    List<Map<String, Object>> tickets,
    List<Map<String, Object>> history,
    List<Choice> choices) {

  /** One command with what it would do now. */
  record Choice(OrderAction action, OrderActs.Result result) {}

  List<String> lines() {
    if (revisions.isEmpty()) {
      return List.of(
          "The journal does not know order "
              + orderNo
              + ": the bridge has not taken it from the ERP.");
    }
    List<String> lines = new ArrayList<>();
    revisions.forEach(row -> lines.addAll(revision(row)));
    lines.addAll(commands());
    lines.addAll(section("Remote orders", remotes.isEmpty() ? null : remoteTable()));
    lines.addAll(section("Tickets", tickets.isEmpty() ? null : ticketTable()));
    lines.addAll(section("History (UTC)", historyTable()));
    return lines;
  }

  private List<String> revision(Map<String, Object> row) {
    List<String> lines = new ArrayList<>();
    lines.add("Order " + orderNo + ", revision " + row.get("revision") + ": " + state(row));
    add(lines, "why", why(row));
    add(lines, "next", NextStep.of(row));
    add(lines, "ordered", row.get("lines") + ", event " + row.get("event_id"));
    add(lines, "total", total(row));
    add(lines, "wish", wish(row));
    add(
        lines,
        "tried",
        row.get("claims")
            + " claims, "
            + row.get("attempts")
            + " attempts"
            + (row.get("attempt_class") == null ? "" : " of " + row.get("attempt_class")));
    add(lines, "unclear", Words.text(row, "unclear"));
    add(lines, "ERP", erp(row));
    add(lines, "age", Durations.rough((Long) row.get("age_seconds")));
    lines.add("");
    return lines;
  }

  private static void add(List<String> lines, String name, String text) {
    if (!text.isEmpty()) {
      lines.add("  %-8s %s".formatted(name, text));
    }
  }

  private static String state(Map<String, Object> row) {
    String status = Words.text(row, row.get("outcome") == null ? "status" : "outcome");
    return status
        + ", "
        + row.get("stage")
        + (row.get("reason_code") == null ? "" : ", " + row.get("reason_code"));
  }

  private static String why(Map<String, Object> row) {
    return Words.text(row, row.get("reason") == null ? "problem" : "reason");
  }

  private static String total(Map<String, Object> row) {
    String expected =
        row.get("expected_total") == null
            ? "no total expected"
            : row.get("expected_total") + " expected";
    return row.get("remote_total") == null
        ? expected
        : expected + ", " + row.get("remote_total") + " sold for";
  }

  private static String wish(Map<String, Object> row) {
    boolean byErp = Boolean.TRUE.equals(row.get("cancel_requested"));
    String wish = row.get("wish") == null ? "" : row.get("wish") + " by " + row.get("wish_by");
    return byErp ? (wish + " cancel by the ERP").strip() : wish;
  }

  private static String erp(Map<String, Object> row) {
    String told =
        row.get("reported_status") == null
            ? "accepted, nothing told yet"
            : "was told " + row.get("reported_status") + " " + Words.time(row.get("reported_at"));
    return row.get("report_at") == null
        ? told
        : told
            + "; is told again from "
            + Words.time(row.get("report_at"))
            + ", tried "
            + row.get("report_attempts")
            + " times";
  }

  private List<String> commands() {
    List<String> lines = new ArrayList<>(List.of("You can"));
    for (Choice choice : choices) {
      if (choice.result().applies()) {
        lines.add(
            "  bin/bridge order %-7s %s --yes   %s"
                .formatted(choice.action().label(), quoted(), choice.result().text()));
      }
    }
    if (lines.size() == 1) {
      lines.add("  do nothing by a command: " + choices.get(0).result().text());
    }
    lines.add("");
    return lines;
  }

  /** As a shell takes it. */
  private String quoted() {
    return orderNo.matches("[\\w.:/-]+") ? orderNo : "'" + orderNo.replace("'", "'\\''") + "'";
  }

  private static List<String> section(String title, TextTable table) {
    if (table == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(title));
    table.lines().forEach(line -> lines.add("  " + line));
    lines.add("");
    return lines;
  }

  private TextTable remoteTable() {
    TextTable table = new TextTable("REV", "REMOTE", "MADE", "SEEN", "NOW");
    for (Map<String, Object> row : remotes) {
      table.add(
          row.get("revision"),
          row.get("remote_id"),
          Words.time(row.get("created_at")),
          row.get("seen") == null
              ? "no final status yet"
              : row.get("seen") + " " + Words.time(row.get("seen_at")),
          Boolean.TRUE.equals(row.get("current")) ? "current" : "");
    }
    return table;
  }

  private TextTable ticketTable() {
    TextTable table =
        new TextTable("REV", "LINE", "TICKET", "CATEGORY", "SEAT", "PRICE", "BARCODE");
    for (Map<String, Object> row : tickets) {
      String seat =
          String.join(
              " ",
              Words.text(row, "sector"),
              Words.text(row, "seat_row"),
              Words.text(row, "seat_number"));
      table.add(
          row.get("revision"),
          row.get("line_no"),
          row.get("ticket_id"),
          row.get("category"),
          seat,
          row.get("full_price"),
          row.get("barcode_end") == null ? "missing" : row.get("barcode_end"));
    }
    return table;
  }

  private TextTable historyTable() {
    TextTable table = new TextTable("REV", "AT", "WHO", "WHAT", "DETAIL");
    for (Map<String, Object> row : history) {
      table.add(
          row.get("revision"),
          Words.time(row.get("at")),
          row.get("instance"),
          row.get("fact"),
          row.get("detail"));
    }
    return table;
  }
}
