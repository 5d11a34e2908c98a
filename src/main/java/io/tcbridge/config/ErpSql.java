package io.tcbridge.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL files through which the ERP is read and written; each must exist exactly once. */
public final class ErpSql {

  /** Their names without directory and ending. */
  public static final List<String> FILES =
      List.of(
          "select-new-orders",
          "select-order-lines",
          "select-taken-orders",
          "select-cancel-requests",
          "mark-intake",
          "report-order",
          "select-reported-orders",
          "select-reported-tickets",
          "insert-ticket",
          "select-waiting-orders",
          "select-new-refunds",
          "select-taken-refunds",
          "select-refund-tickets",
          "select-refund-decisions",
          "mark-refund-intake",
          "report-refund",
          "select-reported-refunds",
          "insert-refund",
          "insert-refund-ticket",
          "remove-refund-ticket",
          "mark-ticket-refunded");

  /** An order as the ERP has it, in every query that may hand it to the intake. */
  private static final List<String> ORDER =
      List.of(
          "order_no",
          "event_id",
          "customer_name",
          "customer_email",
          "customer_phone",
          "customer_lang",
          "promo_codes",
          "send_tickets",
          "expected_total",
          "raw",
          "created_at",
          "cancel_requested",
          "visitors_required");

  /**
   * What the bridge reads from the rows of each query. None may be left out: a forgotten alias
   * would look like a value that the ERP does not have, and switch off what depends on it.
   */
  private static final Map<String, List<String>> COLUMNS =
      Map.ofEntries(
          Map.entry("select-new-orders", ORDER),
          Map.entry(
              "select-order-lines",
              List.of(
                  "order_no",
                  "line_no",
                  "set_id",
                  "quantity",
                  "ticket_id",
                  "visitor_id",
                  "visitor_name",
                  "visitor_surname",
                  "visitor_middle_name")),
          Map.entry(
              "select-taken-orders",
              Stream.concat(ORDER.stream(), Stream.of("bridge_status", "tc_order_id")).toList()),
          Map.entry("select-cancel-requests", List.of("order_no")),
          Map.entry("select-reported-orders", List.of("order_no", "bridge_status", "tc_order_id")),
          Map.entry("select-reported-tickets", List.of("order_no", "ticket_id")),
          Map.entry("select-waiting-orders", List.of("order_no", "waiting")),
          Map.entry(
              "select-orders-to-prove",
              List.of(
                  "order_no",
                  "bridge_status",
                  "tc_order_id",
                  "tc_total",
                  "expected_total",
                  "created_at")),
          Map.entry(
              "select-tickets-to-prove",
              List.of(
                  "order_no", "ticket_id", "line_no", "set_id", "barcode", "full_price", "status")),
          Map.entry(
              "select-customers-to-prove",
              List.of(
                  "order_no",
                  "customer_name",
                  "customer_email",
                  "customer_phone",
                  "bridge_reason")),
          Map.entry(
              "select-new-refunds",
              List.of(
                  "refund_no",
                  "order_no",
                  "culprit",
                  "expected_nominal",
                  "requested_at",
                  "decision")),
          Map.entry(
              "select-refunds-to-prove",
              List.of("refund_no", "order_no", "bridge_status", "tc_refund_id", "refund_nominal")),
          Map.entry(
              "select-taken-refunds",
              List.of(
                  "refund_no",
                  "order_no",
                  "culprit",
                  "expected_nominal",
                  "requested_at",
                  "decision",
                  "bridge_status",
                  "tc_refund_id")),
          Map.entry("select-refund-tickets", List.of("refund_no", "ticket_id")),
          Map.entry("select-refund-decisions", List.of("refund_no", "decision")),
          Map.entry(
              "select-reported-refunds", List.of("refund_no", "bridge_status", "tc_refund_id")));

  /** The queries that say which items the ERP has. */
  private static final Pattern MIRRORED =
      Pattern.compile("select-(venues|sectors|events|ticket-sets|seats)");

  /** Only used where a catalogue is set up. */
  public static final List<String> FOR_CATALOGUE =
      List.of(
          "select-venues",
          "insert-venue",
          "update-venue",
          "retire-venue",
          "select-sectors",
          "insert-sector",
          "update-sector",
          "retire-sector",
          "select-events",
          "insert-event",
          "update-event",
          "retire-event",
          "select-ticket-sets",
          "insert-ticket-set",
          "update-ticket-set",
          "retire-ticket-set",
          "select-seats",
          "insert-seat",
          "update-seat",
          "retire-seat");

  /** Only read by commands that prove something; {@code run} does without them. */
  public static final List<String> FOR_PROOFS =
      List.of(
          "select-orders-to-prove",
          "select-tickets-to-prove",
          "select-customers-to-prove",
          "select-refunds-to-prove");

  /** What the routes name. */
  public static final List<String> ALL_OF_RUN =
      Stream.concat(FILES.stream(), FOR_CATALOGUE.stream()).toList();

  private ErpSql() {}

  /** Whether only refunds need this file: without them the ERP needs no tables for it. */
  public static boolean isForRefunds(String name) {
    return name.contains("refund");
  }

  /** Where a file is, relative to a configuration directory. */
  public static String path(String name) {
    return "erp/" + name + ".sql";
  }

  /**
   * The columns that a query must still get; empty when its result is complete, and for a change.
   *
   * @param name of the file, one of {@link #FILES}
   * @param given the names of the result's columns, in any case
   */
  public static List<String> missingColumns(String name, Set<String> given) {
    Set<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.addAll(given);
    List<String> wanted = MIRRORED.matcher(name).matches() ? List.of("id") : COLUMNS.get(name);
    return (wanted == null ? List.<String>of() : wanted)
        .stream().filter(column -> !anyCase.contains(column)).toList();
  }

  /** What to do about missing columns, in plain words. */
  public static String howToAdd(List<String> missing) {
    return "select the ERP's own column as "
        + missing.get(0)
        + ", or null as "
        + missing.get(0)
        + " if the ERP has none";
  }
}
