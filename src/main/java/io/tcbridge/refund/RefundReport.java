package io.tcbridge.refund;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tcbridge.config.Settings;
import io.tcbridge.order.ErpColumnMissing;
import io.tcbridge.order.OrderReport;
import java.util.ArrayList;
import java.util.HashMap;
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
public final class RefundReport {

  private static final Logger LOG = LoggerFactory.getLogger(RefundReport.class);

  /** States that a report may leave, or that intake is about to change into one. */
  private static final Set<String> OPEN = Set.of("NEW", "ACCEPTED", "OPEN", "HELD");

  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

  private final Settings settings;

  public RefundReport(Settings settings) {
    this.settings = settings;
  }

  /** Parameters of {@code claim-refund-reports.sql}. */
  public Map<String, Object> ask() {
    return Map.of(
        "batch", settings.report().batchSize(), "lease_ms", settings.order().lease().toMillis());
  }

  public Map<String, Object> numbers(@Variable("reports") List<Map<String, Object>> reports) {
    return Map.of("refund_nos", reports.stream().map(report -> report.get("refund_no")).toList());
  }

  /** Refunds that the bridge brings into the ERP and that are not there yet. */
  public List<Map<String, Object>> absent(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("shown") List<Map<String, Object>> shown) {
    Map<String, Map<String, Object>> erp = byNumber(shown);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if (isOurs(report) && !erp.containsKey((String) report.get("refund_no"))) {
        Map<String, Object> row = new HashMap<>();
        row.put("refund_no", report.get("refund_no"));
        row.put("order_no", report.get("order_no"));
        row.put("culprit", cut((String) report.get("culprit")));
        row.put("requested_at", report.get("requested_at"));
        row.put("tc_refund_id", report.get("remote_id"));
        rows.add(row);
      }
    }
    return rows;
  }

  /** The ERP's column has room for 8 characters, and the API for any culprit. */
  private static String cut(String culprit) {
    return culprit == null || culprit.length() <= 8 ? culprit : culprit.substring(0, 8);
  }

  /** Found elsewhere, or a part of a split one: not written by the ERP itself. */
  private static boolean isOurs(Map<String, Object> report) {
    return "remote".equals(report.get("origin")) || isPart(report);
  }

  private static boolean isPart(Map<String, Object> report) {
    return !report.get("refund_no").equals(report.get("request_no"));
  }

  /** The tickets of those that were just inserted. */
  public List<Map<String, Object>> absentTickets(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("absent") List<Map<String, Object>> absent) {
    Set<Object> numbers = Set.copyOf(absent.stream().map(row -> row.get("refund_no")).toList());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if (numbers.contains(report.get("refund_no"))) {
        for (String ticket : tickets(report)) {
          rows.add(
              Map.of(
                  "refund_no",
                  report.get("refund_no"),
                  "request_no",
                  report.get("request_no"),
                  "ticket_id",
                  ticket));
        }
      }
    }
    return rows;
  }

  /** Those of them that have come out of the refund that was asked for. */
  public List<Map<String, Object>> movedTickets(@Body List<Map<String, Object>> inserted) {
    return inserted.stream().filter(RefundReport::isPart).toList();
  }

  private static List<String> tickets(Map<String, Object> report) {
    List<String> tickets = Json.column(report, "tickets", STRINGS);
    return tickets == null ? List.of() : tickets;
  }

  /** The rows of {@code report-refund.sql}. */
  public List<Map<String, Object>> refunds(@Variable("reports") List<Map<String, Object>> reports) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      Map<String, Object> row = new HashMap<>();
      row.put("refund_no", report.get("refund_no"));
      row.put("bridge_status", bridgeStatus(report));
      row.put(
          "bridge_reason",
          report.get("reason_code") == null
              ? null
              : OrderReport.cut(report.get("reason_code") + ": " + report.get("reason")));
      row.put("tc_refund_id", report.get("remote_id"));
      row.put("refund_nominal", report.get("remote_nominal"));
      row.put("finished_at", report.get("finished_at"));
      rows.add(row);
    }
    return rows;
  }

  private static String bridgeStatus(Map<String, Object> report) {
    return switch ((String) report.get("status")) {
      case "finished" -> ((String) report.get("outcome")).toUpperCase(Locale.ROOT);
      case "held" -> "HELD";
      default -> report.get("remote_id") == null ? "ACCEPTED" : "OPEN";
    };
  }

  /** The tickets whose refund the ERP now shows as approved. */
  public List<Map<String, Object>> refunded(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack) {
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if ("approved".equals(report.get("outcome")) && agrees(report, erp)) {
        for (String ticket : tickets(report)) {
          rows.add(Map.of("order_no", report.get("order_no"), "ticket_id", ticket));
        }
      }
    }
    return rows;
  }

  /** Reports that the ERP took: the parameter of {@code save-refunds-reported.sql}. */
  public Map<String, Object> taken(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack) {
    ErpColumnMissing.check("select-reported-refunds", readBack);
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    return Map.of(
        "told",
        Json.of(
            reports.stream()
                .filter(report -> took(report, erp))
                .map(RefundReport::journalRow)
                .toList()));
  }

  /** Reports that the ERP did not take, with the next time. */
  public List<Map<String, Object>> notTaken(
      @Variable("reports") List<Map<String, Object>> reports,
      @Variable("readBack") List<Map<String, Object>> readBack) {
    Map<String, Map<String, Object>> erp = byNumber(readBack);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      if (!took(report, erp)) {
        Map<String, Object> shown = erp.get((String) report.get("refund_no"));
        Map<String, Object> row = journalRow(report);
        // Between update and read an intake may have marked it: it comes again at once.
        boolean isOpen = shown != null && OPEN.contains(String.valueOf(shown.get("bridge_status")));
        row.put("due_in_ms", isOpen ? settings.order().pollDelay().toMillis() * 2 : 300_000L);
        row.put("certain", isOpen);
        if (!isOpen) {
          LOG.error(
              "The ERP shows refund {} as {} and not as {}, and a final state is never overwritten."
                  + " Look at the row; it is tried again every 5 minutes.",
              report.get("refund_no"),
              shown == null ? "absent" : shown.get("bridge_status"),
              bridgeStatus(report));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Reports of a batch that failed, with their next time. */
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
    row.put("refund_id", report.get("refund_id"));
    row.put("claimed_until", report.get("claimed_until"));
    row.put("bridge_status", bridgeStatus(report));
    return row;
  }

  /**
   * Whether the ERP has taken it. A row that is NEW was not marked yet; but if an earlier attempt
   * came to no known end, the ERP may have taken HELD then and set the refund to NEW since.
   */
  private static boolean took(Map<String, Object> report, Map<String, Map<String, Object>> erp) {
    Map<String, Object> shown = erp.get((String) report.get("refund_no"));
    boolean isNew = shown != null && "NEW".equals(shown.get("bridge_status"));
    return agrees(report, erp)
        || (isNew && "HELD".equals(bridgeStatus(report)) && attempts(report) > 1);
  }

  private static int attempts(Map<String, Object> report) {
    return ((Number) report.get("report_attempts")).intValue();
  }

  private static boolean agrees(Map<String, Object> report, Map<String, Map<String, Object>> erp) {
    Map<String, Object> shown = erp.get((String) report.get("refund_no"));
    return shown != null
        && bridgeStatus(report).equals(shown.get("bridge_status"))
        && (report.get("remote_id") == null
            || report.get("remote_id").equals(shown.get("tc_refund_id")));
  }

  private static Map<String, Map<String, Object>> byNumber(List<Map<String, Object>> rows) {
    Map<String, Map<String, Object>> byNumber = new HashMap<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(row);
      byNumber.put((String) anyCase.get("refund_no"), anyCase);
    }
    return byNumber;
  }

  /** Tells the scheduler whether to look again at once. */
  public void more(@Variable("reports") List<Map<String, Object>> reports, Exchange exchange) {
    boolean wasAlone = reports.size() == 1 && attempts(reports.get(0)) > 1;
    exchange.setProperty(
        Exchange.SCHEDULER_POLLED_MESSAGES,
        reports.size() >= settings.report().batchSize() || wasAlone);
  }
}
