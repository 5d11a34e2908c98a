package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.ErpColumnMissing;
import io.tcbridge.order.OrderReport;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of each NEW refund of one ERP batch. */
public final class RefundIntake {

  private static final Logger LOG = LoggerFactory.getLogger(RefundIntake.class);
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private final Settings settings;
  private final RefundEvents events;
  private final BooleanSupplier compared;
  private volatile boolean foundNothing;

  /**
   * @param compared whether it is known if the journal is as new as the ERP; before, no row is
   *     taken
   */
  public RefundIntake(Settings settings, RefundEvents events, BooleanSupplier compared) {
    this.settings = settings;
    this.events = events;
    this.compared = compared;
  }

  /**
   * One batch on its way in.
   *
   * @param accept rows of {@code insert-refund.sql}, each with its idempotent key
   * @param retry rows of {@code retry-held-refund.sql}
   * @param marks rows of {@code mark-refund-intake.sql}
   */
  public record Batch(
      List<Map<String, Object>> accept,
      List<Map<String, Object>> retry,
      List<Map<String, Object>> marks) {}

  /** Then one row is looked for first: where nothing comes, nobody needs the journal's clock. */
  public boolean foundNothing() {
    return foundNothing;
  }

  /**
   * Whether a batch is worth its statements.
   *
   * @param rows what that look has found; null if there was none
   */
  public boolean mayFindMore(@Variable("refunds") List<Map<String, Object>> rows) {
    return rows == null || !rows.isEmpty();
  }

  /** Parameters of {@code select-new-refunds.sql} for that look. */
  public Map<String, Object> peek() {
    return Map.of("batch", compared.getAsBoolean() ? 1 : 0);
  }

  /** Parameters of {@code select-new-refunds.sql}. */
  public Map<String, Object> ask() {
    return Map.of("batch", compared.getAsBoolean() ? settings.order().batchSize() : 0);
  }

  /** The numbers of ERP rows, for the query of their tickets. */
  public Map<String, Object> numbers(@Variable("refunds") List<Map<String, Object>> rows) {
    ErpColumnMissing.check("select-new-refunds", rows);
    List<String> numbers =
        rows.stream().map(row -> text(row, "refund_no")).filter(Objects::nonNull).toList();
    // No list in SQL is empty.
    return Map.of("refund_nos", numbers.isEmpty() ? List.of("") : numbers);
  }

  /** The same as one JSON parameter, as the journal's statements want them. */
  public Map<String, Object> numbersAsJson(@Variable("refunds") List<Map<String, Object>> rows) {
    return new HashMap<>(Map.of("refund_nos", keptNumbers(rows)));
  }

  /** The parameter of {@code find-refunds-of-tickets.sql}. */
  public Map<String, Object> wanted(
      @Variable("refunds") List<Map<String, Object>> refunds,
      @Variable("tickets") List<Map<String, Object>> tickets) {
    ErpColumnMissing.check("select-refund-tickets", tickets);
    Map<String, String> orders = new HashMap<>();
    refunds.forEach(row -> orders.put(text(row, "refund_no"), text(row, "order_no")));
    List<Map<String, Object>> wanted = new ArrayList<>();
    for (Map<String, Object> ticket : tickets) {
      String orderNo = orders.get(text(ticket, "refund_no"));
      String ticketId = text(ticket, "ticket_id");
      if (isKept(orderNo) && isKept(ticketId)) {
        wanted.add(Map.of("order_no", orderNo, "ticket_id", ticketId.strip()));
      }
    }
    return Map.of("tickets", Json.of(wanted));
  }

  /** The numbers of the refunds that were marked, for {@code tell-refunds-again.sql}. */
  public Map<String, Object> marked(@Variable("batch") Batch batch) {
    return Map.of("refund_nos", keptNumbers(batch.marks()));
  }

  private static String keptNumbers(List<Map<String, Object>> rows) {
    return Json.of(
        rows.stream().map(row -> text(row, "refund_no")).filter(RefundIntake::isKept).toList());
  }

  private static boolean isKept(String text) {
    return text != null && !text.isEmpty() && !UNSTORABLE.matcher(text).find();
  }

  /**
   * Compares the batch with what the journal knows. A held refund goes on if the ERP has set it to
   * NEW after it was told; one that has ended is only told again: what is to be refunded after that
   * is a new refund.
   */
  public Batch decide(
      @Variable("refunds") List<Map<String, Object>> refunds,
      @Variable("tickets") List<Map<String, Object>> tickets,
      @Variable("known") List<Map<String, Object>> known,
      @Body List<Map<String, Object>> taken) {
    Map<String, List<Map<String, Object>>> ticketsOf =
        tickets.stream().collect(Collectors.groupingBy(row -> text(row, "refund_no")));
    Map<String, Map<String, Object>> knownBy =
        known.stream()
            .collect(Collectors.toMap(row -> (String) row.get("refund_no"), Function.identity()));
    Map<String, String> owners = new HashMap<>();
    taken.forEach(
        row ->
            owners.put(row.get("order_no") + "/" + row.get("ticket_id"), text(row, "refund_no")));
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Map<String, Object> row : refunds) {
      String refundNo = text(row, "refund_no");
      List<Map<String, Object>> own = ticketsOf.getOrDefault(refundNo, List.of());
      if (refundNo != null && !isKept(refundNo)) {
        batch.marks().add(mark(refundNo, "REFUSED", "INVALID: refund_no cannot be kept"));
      } else if (refundNo != null && knownBy.containsKey(refundNo)) {
        again(batch, RefundRequest.of(row, own), refundNo, knownBy.get(refundNo));
      } else if (refundNo != null) {
        accept(batch, RefundRequest.of(row, own), refundNo, owners);
      }
    }
    // Two instances may take the same rows: the same order of keys keeps them from a deadlock.
    batch.accept().sort(Comparator.comparing(row -> (String) row.get("refund_no")));
    return batch;
  }

  private void again(
      Batch batch, RefundRequest request, String refundNo, Map<String, Object> known) {
    boolean ended = Set.of("held", "finished").contains(known.get("status"));
    if (ended && Boolean.TRUE.equals(known.get("being_told"))) {
      // its NEW may be the wish, or from before it was told: the next batch can say
      return;
    }
    boolean isRetry =
        "held".equals(known.get("status"))
            && Boolean.TRUE.equals(known.get("told"))
            && "HELD".equals(known.get("reported_status"));
    if (isRetry) {
      Map<String, Object> row = new HashMap<>();
      row.put("refund_id", known.get("refund_id"));
      row.put("culprit", request.culprit());
      row.put("expected_nominal", request.expectedNominal());
      row.put("instance", settings.bridge().instance());
      batch.retry().add(row);
    }
    batch.marks().add(mark(refundNo, "ACCEPTED", null));
  }

  private void accept(
      Batch batch, RefundRequest request, String refundNo, Map<String, String> owners) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", refundNo);
    row.put("refund_no", refundNo);
    row.put("order_no", request.valid() ? request.orderNo() : null);
    row.put("culprit", request.culprit());
    row.put("expected_nominal", request.expectedNominal());
    row.put(
        "requested_at",
        request.requestedAt() == null ? null : Timestamp.from(request.requestedAt()));
    row.put("decision", request.decision());
    row.put("tickets", Json.of(request.valid() ? request.tickets() : List.of()));
    row.put("instance", settings.bridge().instance());
    row.put("status", "waiting");
    row.put("outcome", null);
    row.put("reason_code", null);
    row.put("reason", null);
    String owner = owner(request, owners);
    if (!request.valid()) {
      refuse(row, "INVALID", request.reason());
    } else if (owner != null) {
      refuse(row, "TICKET_IN_REFUND", "a ticket is in refund " + owner + " already");
    } else {
      // the next one of this batch may want the same ticket
      request.tickets().forEach(id -> owners.put(request.orderNo() + "/" + id, refundNo));
    }
    batch.accept().add(row);
    batch.marks().add(mark(refundNo, "ACCEPTED", null));
  }

  private static String owner(RefundRequest request, Map<String, String> owners) {
    return request.tickets().stream()
        .map(id -> owners.get(request.orderNo() + "/" + id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void refuse(Map<String, Object> row, String code, String reason) {
    row.put("status", "finished");
    row.put("outcome", "refused");
    row.put("reason_code", code);
    row.put("reason", reason);
  }

  private static Map<String, Object> mark(String refundNo, String status, String reason) {
    Map<String, Object> mark = new HashMap<>();
    mark.put("refund_no", refundNo);
    mark.put("bridge_status", status);
    mark.put("bridge_reason", OrderReport.cut(reason));
    return mark;
  }

  static String text(Map<String, Object> row, String column) {
    Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(row);
    Object value = anyCase.get(column);
    return value == null ? null : value.toString();
  }

  /** Refunds that end here, once the journal has them. */
  public void tell(@Variable("batch") Batch batch) {
    Set<String> told = new HashSet<>();
    for (Map<String, Object> row : batch.accept()) {
      if (row.get("outcome") != null && told.add((String) row.get("refund_no"))) {
        LOG.info("Refund {} is refused: {}", row.get("refund_no"), row.get("reason_code"));
        events.refunded("refused", (String) row.get("reason_code"));
      }
    }
  }

  /** Tells the scheduler whether there may be more rows to take at once. */
  public void more(@Variable("refunds") List<Map<String, Object>> rows, Exchange exchange) {
    foundNothing = rows.isEmpty();
    exchange.setProperty(
        Exchange.SCHEDULER_POLLED_MESSAGES, rows.size() >= settings.order().batchSize());
  }
}
