package io.tcbridge.order;

import io.tcbridge.config.Settings;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the orders that the ERP shows as taken with the journal. What the journal does not know
 * was taken before a backup was put back: restore mode begins, and the order is taken once more.
 * What the ERP was told and does not show is told again.
 */
public final class OrderCompare {

  private static final Logger LOG = LoggerFactory.getLogger(OrderCompare.class);
  private static final Set<String> OPEN = Set.of("ACCEPTED", "HELD");

  /** A comparison that does not move for so long does not keep orders from going on. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final OrderRestore restore;

  /** Unknown orders that were handed to intake and that it could not take. */
  private final Set<String> handedOver = new HashSet<>();

  private Long dueAt;
  private volatile Long movedAt;
  private volatile boolean isCompared;
  private long toldUnknown;

  public OrderCompare(Settings settings, OrderRestore restore) {
    this.settings = settings;
    this.restore = restore;
  }

  /** One comparison, page by page. */
  public static final class Comparison {
    private final Timestamp since;
    private String after = "";
    private boolean over;
    private long unknown;
    private String example;
    private List<Map<String, Object>> take = List.of();
    private List<String> tell = List.of();
    private boolean isProof;
    private boolean waits;

    private Comparison(Timestamp since) {
      this.since = since;
    }
  }

  /** Whether intake may begin: the first comparison has come to its end. */
  public boolean isCompared() {
    return isCompared;
  }

  /** Whether orders may go on: also if the ERP cannot be asked. */
  public boolean isTried() {
    Long moved = movedAt;
    return isCompared || (moved != null && System.nanoTime() - moved > PATIENCE.toNanos());
  }

  public boolean isDue() {
    return restore.isWatched() && (dueAt == null || System.nanoTime() >= dueAt);
  }

  public Comparison begin(@Variable("polled_at") Timestamp polledAt) {
    dueIn(AGAIN);
    if (movedAt == null) {
      movedAt = System.nanoTime();
    }
    return new Comparison(
        Timestamp.from(polledAt.toInstant().minus(settings.order().restoreWindow())));
  }

  private void dueIn(Duration wait) {
    dueAt = System.nanoTime() + wait.toNanos();
  }

  public boolean goesOn(@Variable("comparison") Comparison comparison) {
    return !comparison.over;
  }

  /** Parameters of {@code select-taken-orders.sql}. */
  public Map<String, Object> ask(@Variable("comparison") Comparison comparison) {
    return Map.of(
        "since",
        comparison.since,
        "after",
        comparison.after,
        "batch",
        settings.order().batchSize());
  }

  /** Parameters of {@code compare-orders.sql}. */
  public Map<String, Object> numbers(
      @Variable("comparison") Comparison comparison,
      @Variable("page") List<Map<String, Object>> page) {
    ErpColumnMissing.check("select-taken-orders", page);
    comparison.over = page.size() < settings.order().batchSize();
    List<String> numbers = page.stream().map(row -> text(row, "order_no")).toList();
    if (!numbers.isEmpty()) {
      comparison.after = numbers.get(numbers.size() - 1);
    }
    return new HashMap<>(Map.of("order_nos", OrderTickets.json(numbers)));
  }

  /** What follows for the orders of one page. */
  public void decide(
      @Variable("comparison") Comparison comparison,
      @Variable("page") List<Map<String, Object>> page,
      @Body List<Map<String, Object>> rows) {
    movedAt = System.nanoTime();
    Map<String, Map<String, Object>> known =
        rows.stream()
            .collect(Collectors.toMap(row -> (String) row.get("order_no"), Function.identity()));
    List<Map<String, Object>> take = new ArrayList<>();
    List<String> tell = new ArrayList<>();
    comparison.isProof = false;
    for (Map<String, Object> row : page) {
      String orderNo = text(row, "order_no");
      boolean isOpen = OPEN.contains(text(row, "bridge_status"));
      Map<String, Object> entry = known.get(orderNo);
      if (entry == null && isOpen) {
        take.add(row);
        comparison.isProof |= handedOver.add(orderNo);
      } else if (entry == null) {
        noteUnknown(comparison, row);
      } else if (isOpen && isBehind(row, entry)) {
        decide(comparison, row, entry, take, tell);
      }
    }
    comparison.take = take;
    comparison.tell = tell;
  }

  /**
   * The ERP has less than it was told, or the journal less than has happened: an order that ended
   * unsold may have been set to NEW and sold after the backup. The remote list decides.
   */
  private void decide(
      Comparison comparison,
      Map<String, Object> row,
      Map<String, Object> entry,
      List<Map<String, Object>> take,
      List<String> tell) {
    String orderNo = (String) entry.get("order_no");
    boolean mayBeSold = isEndedUnsold(entry);
    if (mayBeSold && !Boolean.TRUE.equals(entry.get("searched"))) {
      comparison.waits = true;
      comparison.isProof |= handedOver.add(orderNo);
    } else if (mayBeSold && Boolean.TRUE.equals(entry.get("found"))) {
      take.add(row);
    } else {
      tell.add(orderNo);
    }
  }

  private static void noteUnknown(Comparison comparison, Map<String, Object> row) {
    if (text(row, "tc_order_id") != null) {
      comparison.unknown++;
      comparison.example = text(row, "order_no");
    }
  }

  /** The ERP was told something else before it was asked. */
  private static boolean isBehind(Map<String, Object> row, Map<String, Object> entry) {
    return Boolean.TRUE.equals(entry.get("told"))
        && Set.of("held", "finished").contains((String) entry.get("status"))
        && !Objects.equals(entry.get("reported_status"), text(row, "bridge_status"));
  }

  private static boolean isEndedUnsold(Map<String, Object> entry) {
    return "finished".equals(entry.get("status")) && !"done".equals(entry.get("outcome"));
  }

  public boolean hasToTell(@Variable("comparison") Comparison comparison) {
    return !comparison.tell.isEmpty();
  }

  /** The parameter of {@code tell-again.sql}. */
  public Map<String, Object> tell(@Variable("comparison") Comparison comparison) {
    LOG.warn(
        "{} orders are not in the ERP as it was told, e.g. {}; it is told again",
        comparison.tell.size(),
        comparison.tell.get(0));
    return Map.of("order_nos", OrderTickets.json(comparison.tell));
  }

  /** Whether the page shows that the journal is not as new as the ERP. */
  public boolean isOlder(@Variable("comparison") Comparison comparison) {
    return !comparison.take.isEmpty() || comparison.waits;
  }

  /** Parameters of {@code begin-restore.sql}. */
  public Map<String, Object> proof(@Variable("comparison") Comparison comparison) {
    return restore.begin(
        "the ERP shows orders as taken that the journal does not know", comparison.isProof);
  }

  /** The ERP rows that intake takes once more. */
  public List<Map<String, Object>> take(@Variable("comparison") Comparison comparison) {
    return comparison.take;
  }

  public boolean hasUnknownSales(@Variable("comparison") Comparison comparison) {
    return comparison.unknown > 0;
  }

  /** Parameters of {@code begin-restore.sql}: sales that are not known are proof once. */
  public Map<String, Object> unknownSales(@Variable("comparison") Comparison comparison) {
    if (comparison.unknown != toldUnknown) {
      LOG.warn(
          "The ERP shows {} orders as DONE since {} that the journal does not know, e.g. {}. They"
              + " stay as they are.",
          comparison.unknown,
          comparison.since.toInstant(),
          comparison.example);
    }
    toldUnknown = comparison.unknown;
    return restore.begin("the ERP shows sales that the journal does not know", false);
  }

  public void end(@Variable("comparison") Comparison comparison) {
    isCompared = true;
    dueIn(comparison.waits ? AGAIN : settings.order().sweepEvery());
  }

  private static String text(Map<String, Object> row, String column) {
    Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(row);
    Object value = anyCase.get(column);
    return value == null ? null : value.toString();
  }
}
