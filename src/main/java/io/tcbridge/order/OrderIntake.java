package io.tcbridge.order;

import io.tcbridge.config.Settings;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.slf4j.MDC;

/** Decides what becomes of each NEW row of one ERP batch. */
public final class OrderIntake {

  private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private final Settings settings;
  private final OrderEvents events;
  private final OrderValidation validation = new OrderValidation();

  private final BooleanSupplier compared;
  private final BooleanSupplier restored;

  /** Rows of the last batch that had no number, so that they are told of once. */
  private int nameless;

  private volatile boolean foundNothing;

  /**
   * @param compared whether it is known if the journal is as new as the ERP; before, no row is
   *     taken
   * @param restored whether a backup was ever put back: then an order that is new may be sold
   */
  public OrderIntake(
      Settings settings, OrderEvents events, BooleanSupplier compared, BooleanSupplier restored) {
    this.settings = settings;
    this.events = events;
    this.compared = compared;
    this.restored = restored;
  }

  /**
   * One batch on its way in.
   *
   * @param accept rows of {@code insert-order.sql}, each with its idempotent key
   * @param retry rows of {@code retry-held.sql}
   * @param marks rows of {@code mark-intake.sql}
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
  public boolean mayFindMore(@Variable("orders") List<Map<String, Object>> rows) {
    return rows == null || !rows.isEmpty();
  }

  /** Parameters of {@code select-new-orders.sql} for that look. */
  public Map<String, Object> peek() {
    return Map.of("batch", compared.getAsBoolean() ? 1 : 0);
  }

  /** Parameters for {@code select-new-orders.sql}. */
  public Map<String, Object> ask() {
    return Map.of("batch", compared.getAsBoolean() ? settings.order().batchSize() : 0);
  }

  /** The order numbers of ERP rows, for the queries that follow; rows without one are told of. */
  public Map<String, Object> numbers(@Variable("orders") List<Map<String, Object>> rows) {
    ErpColumnMissing.check("select-new-orders", rows);
    List<String> numbers =
        rows.stream().map(row -> text(row, "order_no")).filter(Objects::nonNull).toList();
    tellNameless(rows.size() - numbers.size());
    Map<String, Object> parameters = new HashMap<>();
    // No list in SQL is empty.
    parameters.put("order_nos", numbers.isEmpty() ? List.of("") : numbers);
    return parameters;
  }

  /** Such rows come with every poll until the ERP corrects them. */
  private void tellNameless(int found) {
    if (found != nameless && found > 0) {
      LOG.error(
          "The ERP has {} new orders without order_no; nothing can be done with them, and each"
              + " takes a place in every batch of {}",
          found,
          settings.order().batchSize());
    }
    nameless = found;
  }

  /** The same numbers as one JSON parameter, as the journal's statements want them. */
  public Map<String, Object> numbersAsJson(@Variable("orders") List<Map<String, Object>> rows) {
    return new HashMap<>(Map.of("order_nos", keptNumbers(rows)));
  }

  /** The numbers of the orders that were marked, for {@code tell-again.sql}. */
  public Map<String, Object> marked(@Variable("batch") Batch batch) {
    return Map.of("order_nos", keptNumbers(batch.marks()));
  }

  private static String keptNumbers(List<Map<String, Object>> rows) {
    return OrderTickets.json(
        rows.stream().map(row -> text(row, "order_no")).filter(OrderIntake::isKept).toList());
  }

  /**
   * Whether the journal can keep this number: PostgreSQL has no room for NUL or half a character.
   */
  private static boolean isKept(String number) {
    return number != null && !number.isEmpty() && !UNSTORABLE.matcher(number).find();
  }

  /**
   * Compares the batch with what the journal knows. An order that ended without a sale may be sold
   * again as its next revision, and a held one may go on, but only if the ERP has set it to NEW
   * after it was told: rows read before that prove nothing. While the ERP is being told, its NEW
   * may be that wish, so it stays until the journal shows the result as told.
   */
  public Batch decide(
      @Variable("orders") List<Map<String, Object>> orders,
      @Variable("lines") List<Map<String, Object>> lines,
      @Body List<Map<String, Object>> known) {
    ErpColumnMissing.check("select-order-lines", lines);
    Map<String, List<Map<String, Object>>> linesOf =
        lines.stream().collect(Collectors.groupingBy(line -> text(line, "order_no")));
    Map<String, Map<String, Object>> knownBy =
        known.stream()
            .collect(Collectors.toMap(row -> (String) row.get("order_no"), Function.identity()));
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Map<String, Object> row : orders) {
      String orderNo = text(row, "order_no");
      if (orderNo != null && !isKept(orderNo)) {
        String reason = validation.check(row, linesOf.getOrDefault(orderNo, List.of())).reason();
        batch.marks().add(mark(orderNo, "REFUSED", reason));
      } else if (orderNo != null) {
        decide(batch, row, linesOf.getOrDefault(orderNo, List.of()), knownBy.get(orderNo));
      }
    }
    // Two instances may take the same rows: the same order of keys keeps them from a deadlock.
    batch.accept().sort(Comparator.comparing(row -> (String) row.get("order_no")));
    return batch;
  }

  private void decide(
      Batch batch,
      Map<String, Object> row,
      List<Map<String, Object>> lines,
      Map<String, Object> known) {
    String orderNo = text(row, "order_no");
    boolean told = known != null && Boolean.TRUE.equals(known.get("told"));
    String status = known == null ? null : (String) known.get("status");
    boolean ended = "finished".equals(status) || "held".equals(status);
    if (ended && Boolean.TRUE.equals(known.get("being_told"))) {
      return;
    }
    boolean endedUnsold = "finished".equals(status) && !"done".equals(known.get("outcome")) && told;
    if (known == null || endedUnsold) {
      int revision = known == null ? 1 : ((Number) known.get("revision")).intValue() + 1;
      accept(batch, validation.check(row, lines), orderNo, revision, text(row, "bridge_status"));
    } else {
      if ("held".equals(status) && told && "HELD".equals(known.get("reported_status"))) {
        batch
            .retry()
            .add(
                Map.of(
                    "order_id", known.get("order_id"), "instance", settings.bridge().instance()));
      }
      batch.marks().add(mark(orderNo, "ACCEPTED", null));
    }
  }

  /**
   * @param status that the ERP shows, of an order that it shows as taken; null for a new one
   */
  private void accept(
      Batch batch, CheckedOrder checked, String orderNo, int revision, String status) {
    ErpOrder order = checked.order();
    if (status != null && !checked.valid()) {
      LOG.error(
          "The ERP shows order {} as {}, the journal does not know it, and it cannot be taken"
              + " again: {}",
          orderNo,
          status,
          checked.reason());
      return;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", orderNo + "#" + revision);
    row.put("order_no", orderNo);
    row.put("revision", revision);
    row.put("instance", settings.bridge().instance());
    row.put("cancel_requested", order.cancelRequested());
    row.put("erp_created_at", order.createdAt() == null ? null : Timestamp.from(order.createdAt()));
    boolean isHeld = "HELD".equals(status);
    row.put("status", isHeld ? "held" : "waiting");
    row.put("outcome", null);
    row.put("reason_code", isHeld ? "RESTORED" : null);
    row.put("reason", isHeld ? "it was HELD when the journal was lost" : null);
    if (checked.valid()) {
      content(row, order);
    } else {
      noContent(row);
      end(row, "refused", "INVALID", checked.reason().replaceFirst("^INVALID: ", ""));
    }
    if (order.cancelRequested() && !restored.getAsBoolean()) {
      end(row, "cancelled", "CANCELLED_BY_ERP", "the ERP asked to cancel before it was begun");
    }
    batch.accept().add(row);
    batch.marks().add(mark(orderNo, "ACCEPTED", null));
  }

  private static void content(Map<String, Object> row, ErpOrder order) {
    row.put("event_id", order.eventId());
    row.put("lines", OrderTickets.json(order.lines()));
    row.put("customer_name", order.customer().name());
    row.put("customer_email", order.customer().email());
    row.put("customer_phone", order.customer().phone());
    row.put("customer_lang", order.customer().lang());
    row.put("promo_codes", OrderTickets.json(order.promoCodes()));
    row.put("send_tickets", order.sendTickets());
    row.put("expected_total", order.expectedTotal());
    row.put("raw", order.raw() == null ? null : OrderTickets.json(order.raw()));
  }

  /** What was not understood is not kept: the ERP still has it. */
  private static void noContent(Map<String, Object> row) {
    for (String column :
        List.of(
            "event_id",
            "customer_name",
            "customer_email",
            "customer_phone",
            "customer_lang",
            "expected_total",
            "raw")) {
      row.put(column, null);
    }
    row.put("lines", "[]");
    row.put("promo_codes", "[]");
    row.put("send_tickets", false);
  }

  static void end(Map<String, Object> row, String outcome, String code, String reason) {
    row.put("status", "finished");
    row.put("outcome", outcome);
    row.put("reason_code", code);
    row.put("reason", reason);
  }

  private static Map<String, Object> mark(String orderNo, String status, String reason) {
    Map<String, Object> mark = new HashMap<>();
    mark.put("order_no", orderNo);
    mark.put("bridge_status", status);
    mark.put("bridge_reason", OrderReport.cut(reason));
    return mark;
  }

  private static String text(Map<String, Object> row, String column) {
    Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(row);
    Object value = anyCase.get(column);
    return value == null ? null : value.toString();
  }

  /** Orders that end here, once the journal has them. */
  public void tell(@Variable("batch") Batch batch) {
    for (Map<String, Object> row : batch.accept()) {
      if (row.get("outcome") != null) {
        MDC.put("order", (String) row.get("order_no"));
        LOG.info(
            "Order {} is {}: {}", row.get("order_no"), row.get("outcome"), row.get("reason_code"));
        MDC.remove("order");
        events.finished((String) row.get("outcome"), (String) row.get("reason_code"));
      }
    }
  }

  /** Tells the scheduler whether there may be more rows to take at once. */
  public void more(@Variable("orders") List<Map<String, Object>> rows, Exchange exchange) {
    foundNothing = rows.isEmpty();
    exchange.setProperty(
        Exchange.SCHEDULER_POLLED_MESSAGES, rows.size() >= settings.order().batchSize());
  }
}
