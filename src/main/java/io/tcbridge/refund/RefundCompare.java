package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.ErpColumnMissing;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the refunds that the ERP shows as taken with the journal. What the journal does not know
 * was taken before a backup was put back: it is taken once more, and the remote list is read before
 * anything is asked for. What the ERP was told and does not show is told again, also what it did
 * not ask for itself and has no row of any more.
 */
public final class RefundCompare {

  private static final Logger LOG = LoggerFactory.getLogger(RefundCompare.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Settings settings;

  /** Unknown refunds that were already told of. */
  private final Set<String> named = new TreeSet<>();

  private Long dueAt;
  private volatile boolean compared;

  public RefundCompare(Settings settings) {
    this.settings = settings;
  }

  /** One comparison, page by page. */
  public static final class Comparison {
    private String after = "";
    private boolean over;
    private long afterId;
    private boolean toldOver;
    private List<Map<String, Object>> take = List.of();
    private List<Map<String, Object>> bind = List.of();
    private List<String> tell = List.of();
  }

  /** Whether refunds may be taken, claimed and polled: a comparison has come to its end. */
  public boolean isCompared() {
    return compared;
  }

  public boolean isDue() {
    return dueAt == null || System.nanoTime() >= dueAt;
  }

  public Comparison begin() {
    dueIn(AGAIN);
    return new Comparison();
  }

  private void dueIn(Duration wait) {
    dueAt = System.nanoTime() + wait.toNanos();
  }

  public boolean goesOn(@Variable("comparison") Comparison comparison) {
    return !comparison.over;
  }

  /** Parameters of {@code select-taken-refunds.sql}. */
  public Map<String, Object> ask(@Variable("comparison") Comparison comparison) {
    return Map.of("after", comparison.after, "batch", settings.order().batchSize());
  }

  /** The parameter of {@code select-refund-tickets.sql}. */
  public Map<String, Object> numbers(
      @Variable("comparison") Comparison comparison,
      @Variable("page") List<Map<String, Object>> page) {
    ErpColumnMissing.check("select-taken-refunds", page);
    comparison.over = page.size() < settings.order().batchSize();
    List<String> numbers = numbers(page);
    if (!numbers.isEmpty()) {
      comparison.after = numbers.get(numbers.size() - 1);
    }
    // No list in SQL is empty.
    return Map.of("refund_nos", numbers.isEmpty() ? List.of("") : numbers);
  }

  private static List<String> numbers(List<Map<String, Object>> page) {
    return page.stream().map(row -> RefundIntake.text(row, "refund_no")).toList();
  }

  /** Parameters of {@code compare-refunds.sql}. */
  public Map<String, Object> numbersAsJson(
      @Variable("page") List<Map<String, Object>> page, @Variable("polled_at") Timestamp polledAt) {
    return Map.of("refund_nos", Json.of(numbers(page)), "polled_at", polledAt);
  }

  /** What follows for the refunds of one page. */
  public void decide(
      @Variable("comparison") Comparison comparison,
      @Variable("page") List<Map<String, Object>> page,
      @Variable("tickets") List<Map<String, Object>> tickets,
      @Body List<Map<String, Object>> rows) {
    Map<String, List<Map<String, Object>>> ticketsOf =
        tickets.stream().collect(Collectors.groupingBy(row -> RefundIntake.text(row, "refund_no")));
    Map<String, Map<String, Object>> known =
        rows.stream()
            .collect(Collectors.toMap(row -> (String) row.get("refund_no"), Function.identity()));
    List<Map<String, Object>> take = new ArrayList<>();
    List<Map<String, Object>> bind = new ArrayList<>();
    List<String> tell = new ArrayList<>();
    for (Map<String, Object> row : page) {
      String refundNo = RefundIntake.text(row, "refund_no");
      String remoteId = RefundIntake.text(row, "tc_refund_id");
      Map<String, Object> entry = known.get(refundNo);
      if (entry == null) {
        unknown(row, ticketsOf.getOrDefault(refundNo, List.of()), take);
      } else if (remoteId != null && entry.get("remote_id") == null) {
        bind.add(
            Map.of(
                "refund_no",
                refundNo,
                "remote_id",
                remoteId,
                "instance",
                settings.bridge().instance()));
      } else if (Boolean.TRUE.equals(entry.get("told"))
          && !Objects.equals(
              entry.get("reported_status"), RefundIntake.text(row, "bridge_status"))) {
        tell.add(refundNo);
      }
    }
    comparison.take = take;
    comparison.bind = bind;
    comparison.tell = tell;
  }

  /** One that was begun elsewhere is left to the list: it comes back by itself. */
  private void unknown(
      Map<String, Object> row, List<Map<String, Object>> tickets, List<Map<String, Object>> take) {
    String refundNo = RefundIntake.text(row, "refund_no");
    String remoteId = RefundIntake.text(row, "tc_refund_id");
    if (refundNo.equals(remoteId)) {
      return;
    }
    RefundRequest request = RefundRequest.of(row, tickets);
    boolean isNew = named.add(refundNo);
    if (!request.valid()) {
      if (isNew) {
        LOG.error(
            "The ERP shows refund {} as taken, the journal does not know it, and it cannot be taken"
                + " again: {}",
            refundNo,
            request.reason());
      }
      return;
    }
    if (isNew) {
      LOG.warn(
          "The ERP shows refund {} as taken and the journal does not know it; it is taken again,"
              + " and Ticketscloud's list is read first",
          refundNo);
    }
    take.add(row(row, request, remoteId));
  }

  private Map<String, Object> row(Map<String, Object> erp, RefundRequest request, String remoteId) {
    String shown = RefundIntake.text(erp, "bridge_status");
    boolean isHeld = "HELD".equals(shown);
    Map<String, Object> row = new HashMap<>();
    row.put("refund_no", request.refundNo());
    row.put("order_no", request.orderNo());
    row.put("culprit", request.culprit());
    row.put("expected_nominal", request.expectedNominal());
    row.put(
        "requested_at",
        request.requestedAt() == null ? null : Timestamp.from(request.requestedAt()));
    row.put("decision", request.decision());
    row.put("status", isHeld ? "held" : "waiting");
    row.put("reason_code", isHeld ? "RESTORED" : null);
    row.put("reason", isHeld ? "it was HELD before the journal was put back" : null);
    row.put("remote_id", remoteId);
    row.put("reported_status", shown);
    row.put("tickets", Json.of(request.tickets()));
    row.put("instance", settings.bridge().instance());
    return row;
  }

  /** The rows of {@code retake-refund.sql}; a part comes after the refund that was asked for. */
  public List<Map<String, Object>> take(@Variable("comparison") Comparison comparison) {
    return comparison.take;
  }

  /** The rows of {@code bind-refund.sql}. */
  public List<Map<String, Object>> bind(@Variable("comparison") Comparison comparison) {
    return comparison.bind;
  }

  /** The parameter of {@code tell-refunds-again.sql}. */
  public Map<String, Object> tell(@Variable("comparison") Comparison comparison) {
    if (!comparison.tell.isEmpty()) {
      LOG.warn(
          "{} refunds are not in the ERP as it was told, e.g. {}; it is told again",
          comparison.tell.size(),
          comparison.tell.get(0));
    }
    return Map.of("refund_nos", Json.of(comparison.tell));
  }

  public boolean goesOnTold(@Variable("comparison") Comparison comparison) {
    return !comparison.toldOver;
  }

  /** Parameters of {@code find-told-refunds.sql}. */
  public Map<String, Object> askTold(
      @Variable("comparison") Comparison comparison, @Variable("polled_at") Timestamp polledAt) {
    return Map.of(
        "polled_at",
        polledAt,
        "window_ms",
        settings.order().restoreWindow().toMillis(),
        "after_id",
        comparison.afterId,
        "batch",
        settings.order().batchSize());
  }

  /** The parameter of {@code select-reported-refunds.sql}. */
  public Map<String, Object> toldNumbers(
      @Variable("comparison") Comparison comparison,
      @Variable("told") List<Map<String, Object>> told) {
    comparison.toldOver = told.size() < settings.order().batchSize();
    if (told.isEmpty()) {
      // No list in SQL is empty.
      return Map.of("refund_nos", List.of(""));
    }
    comparison.afterId = ((Number) told.get(told.size() - 1).get("refund_id")).longValue();
    return Map.of("refund_nos", numbers(told));
  }

  /** Those of the page that the ERP does not show any more are told again. */
  public void lost(
      @Variable("comparison") Comparison comparison,
      @Variable("told") List<Map<String, Object>> told,
      @Body List<Map<String, Object>> shown) {
    ErpColumnMissing.check("select-reported-refunds", shown);
    List<String> lost = new ArrayList<>(numbers(told));
    lost.removeAll(numbers(shown));
    comparison.tell = lost;
  }

  public void end() {
    compared = true;
    dueIn(settings.order().sweepEvery());
  }
}
