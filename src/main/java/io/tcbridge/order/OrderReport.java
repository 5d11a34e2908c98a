package io.tcbridge.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.EventInfo;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns journal rows into what the ERP is told, and reads back whether it took it. */
public final class OrderReport {

  private static final Logger LOG = LoggerFactory.getLogger(OrderReport.class);
  private static final int LONGEST_REASON = 500;

  /** States that a report may leave, or that intake is about to change into one. */
  private static final Set<String> OPEN = Set.of("NEW", "ACCEPTED", "HELD");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Settings settings;

  public OrderReport(Settings settings) {
    this.settings = settings;
  }

  /** Parameters of {@code claim-reports.sql}. */
  public Map<String, Object> ask() {
    return Map.of(
        "batch", settings.report().batchSize(), "lease_ms", settings.order().lease().toMillis());
  }

  /** The rows of {@code report-order.sql}. */
  public List<Map<String, Object>> orders(@Variable("reports") List<Map<String, Object>> reports) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      Map<String, Object> row = new HashMap<>();
      row.put("order_no", report.get("order_no"));
      row.put("bridge_status", bridgeStatus(report));
      row.put(
          "bridge_reason",
          report.get("reason_code") == null
              ? null
              : cut(report.get("reason_code") + ": " + report.get("reason")));
      row.put("tc_order_id", report.get("remote_id"));
      row.put("tc_order_number", report.get("remote_number"));
      row.put("tc_order_code", report.get("remote_code"));
      row.put("tc_total", report.get("remote_total"));
      rows.add(row);
    }
    return rows;
  }

  private static String bridgeStatus(Map<String, Object> report) {
    return switch ((String) report.get("status")) {
      case "finished" -> ((String) report.get("outcome")).toUpperCase(Locale.ROOT);
      case "held" -> "HELD";
      default -> "ACCEPTED";
    };
  }

  public Map<String, Object> numbers(@Variable("reports") List<Map<String, Object>> reports) {
    return Map.of("order_nos", reports.stream().map(report -> report.get("order_no")).toList());
  }

  /** The tickets that the ERP does not have yet, only of orders that it now shows as DONE. */
  public List<Map<String, Object>> tickets(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack,
      @Body List<Map<String, Object>> present) {
    ErpColumnMissing.check("select-reported-orders", readBack);
    ErpColumnMissing.check("select-reported-tickets", present);
    Set<String> there = new HashSet<>();
    for (Map<String, Object> ticket : present) {
      Map<String, Object> row = anyCase(ticket);
      there.add(row.get("order_no") + "/" + row.get("ticket_id"));
    }
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    List<Map<String, Object>> missing = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if ("done".equals(report.get("outcome")) && agrees(report, erp)) {
        for (Map<String, Object> ticket : ticketsOf(report)) {
          if (there.add(report.get("order_no") + "/" + ticket.get("ticket_id"))) {
            missing.add(ticket);
          }
        }
      }
    }
    return missing;
  }

  private static List<Map<String, Object>> ticketsOf(Map<String, Object> report) {
    try {
      String json = (String) report.get("tickets");
      if (json == null) {
        return List.of();
      }
      String event = (String) report.get("event_info");
      EventInfo info =
          event == null
              ? new EventInfo(null, null, null, null)
              : JSON.readValue(event, EventInfo.class);
      List<Map<String, Object>> tickets =
          JSON.readValue(json, new TypeReference<List<Map<String, Object>>>() {});
      for (Map<String, Object> ticket : tickets) {
        ticket.put("order_no", report.get("order_no"));
        ticket.put("event_title", info.title());
        ticket.put(
            "event_start_local",
            info.startLocal() == null
                ? null
                : Timestamp.valueOf(LocalDateTime.parse(info.startLocal())));
        ticket.put("venue_name", info.venueName());
        ticket.put("venue_address", info.venueAddress());
      }
      return tickets;
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "the journal's tickets of order " + report.get("order_no") + " are not readable", broken);
    }
  }

  /** Reports that the ERP took: the parameter of {@code save-reported.sql}. */
  public Map<String, Object> taken(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack) {
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    return Map.of(
        "told",
        OrderTickets.json(
            reports.stream()
                .filter(report -> took(report, erp))
                .map(OrderReport::journalRow)
                .toList()));
  }

  /** Reports that the ERP did not take, with the next time: rows of {@code postpone-report.sql}. */
  public List<Map<String, Object>> notTaken(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack) {
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if (!took(report, erp)) {
        Map<String, Object> shown = erp.get((String) report.get("order_no"));
        Map<String, Object> row = journalRow(report);
        // Between update and read an intake may have marked it: it comes again at once.
        boolean isOpen = shown != null && OPEN.contains(String.valueOf(shown.get("bridge_status")));
        row.put("due_in_ms", isOpen ? settings.order().pollDelay().toMillis() * 2 : 300_000L);
        row.put("certain", isOpen);
        if (!isOpen) {
          LOG.error(
              "The ERP shows order {} as {} and not as {}, and a final state is never overwritten."
                  + " Look at the row; it is tried again every 5 minutes.",
              report.get("order_no"),
              shown == null ? "absent" : shown.get("bridge_status"),
              bridgeStatus(report));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Results of a batch that failed, with their next time: rows of {@code postpone-report.sql}. */
  public List<Map<String, Object>> later(@Variable("reports") List<Map<String, Object>> reports) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      Map<String, Object> row = journalRow(report);
      row.put("due_in_ms", Math.min(300_000L, 500L << Math.min(attempts(report), 12)));
      row.put("certain", false);
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> journalRow(Map<String, Object> report) {
    Map<String, Object> row = new HashMap<>();
    row.put("order_id", report.get("order_id"));
    row.put("claimed_until", report.get("claimed_until"));
    row.put("bridge_status", bridgeStatus(report));
    return row;
  }

  /**
   * Whether the ERP has taken the report. A row that is NEW was not: intake has not marked it yet.
   * But if an earlier attempt came to no known end, the ERP may have taken that one and set the
   * order to NEW since; then it counts as told, and intake takes the NEW as the wish that it is.
   */
  private static boolean took(Map<String, Object> report, Map<String, Map<String, Object>> erp) {
    Map<String, Object> shown = erp.get((String) report.get("order_no"));
    boolean mayWish = !List.of("DONE", "ACCEPTED").contains(bridgeStatus(report));
    boolean isNew = shown != null && "NEW".equals(shown.get("bridge_status"));
    return agrees(report, erp) || (isNew && mayWish && attempts(report) > 1);
  }

  private static int attempts(Map<String, Object> report) {
    return ((Number) report.get("report_attempts")).intValue();
  }

  private static boolean agrees(Map<String, Object> report, Map<String, Map<String, Object>> erp) {
    Map<String, Object> shown = erp.get((String) report.get("order_no"));
    if (shown == null || !bridgeStatus(report).equals(shown.get("bridge_status"))) {
      return false;
    }
    return !"done".equals(report.get("outcome"))
        || report.get("remote_id").equals(shown.get("tc_order_id"));
  }

  private static Map<String, Map<String, Object>> byNumber(List<Map<String, Object>> rows) {
    Map<String, Map<String, Object>> byNumber = new HashMap<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> anyCase = anyCase(row);
      byNumber.put((String) anyCase.get("order_no"), anyCase);
    }
    return byNumber;
  }

  private static Map<String, Object> anyCase(Map<String, Object> row) {
    Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(row);
    return anyCase;
  }

  /**
   * Tells the scheduler whether to look again at once: after a full batch, and after a report that
   * was taken alone because it had failed before. Fewer results are worth the short wait that makes
   * a batch of them.
   */
  public void more(@Variable("reports") List<Map<String, Object>> reports, Exchange exchange) {
    exchange.setProperty(
        Exchange.SCHEDULER_POLLED_MESSAGES,
        reports.size() >= settings.report().batchSize() || wasAlone(reports));
  }

  private static boolean wasAlone(List<Map<String, Object>> reports) {
    return reports.size() == 1 && attempts(reports.get(0)) > 1;
  }

  /** The ERP's column has room for 500 characters. */
  public static String cut(String reason) {
    return reason == null || reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 1) + "…";
  }
}
