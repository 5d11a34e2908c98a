package io.tcbridge.prove;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ErpSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the ERP through the files of {@code config/erp/}, page by page, and changes nothing. Every
 * page is one transaction, so that no snapshot of a busy database is kept for long.
 */
final class ErpReader {

  private final ConfigDirs dirs;
  private final Connection connection;
  private final Window window;

  ErpReader(ConfigDirs dirs, Connection connection, Window window) {
    this.dirs = dirs;
    this.connection = connection;
    this.window = window;
  }

  /** The next orders after this number; empty when there are no more. */
  List<ErpRow> page(String after) throws SQLException {
    List<ErpRow> heads = new ArrayList<>();
    query("select-orders-to-prove", window.page(after), row -> heads.add(head(row)));
    if (heads.isEmpty()) {
      return heads;
    }
    List<String> numbers = heads.stream().map(ErpRow::orderNo).toList();
    Map<String, Lines> lines = lines(numbers);
    Map<String, List<SoldTicket>> tickets = tickets(numbers, lines);
    Lines nothing = new Lines();
    return heads.stream()
        .map(
            head ->
                new ErpRow(
                    head.orderNo(),
                    head.status(),
                    head.remoteId(),
                    head.total(),
                    head.expectedTotal(),
                    head.createdAt(),
                    lines.getOrDefault(head.orderNo(), nothing).wish(),
                    lines.getOrDefault(head.orderNo(), nothing).visitors(),
                    tickets.getOrDefault(head.orderNo(), List.of())))
        .toList();
  }

  /** What became of single orders, by number; absent where the ERP has none. */
  Map<String, ErpRow> statuses(Collection<String> numbers) throws SQLException {
    Map<String, ErpRow> found = new HashMap<>();
    if (!numbers.isEmpty()) {
      query(
          "select-reported-orders",
          Map.of("order_nos", numbers),
          row ->
              found.put(
                  row.text("order_no"),
                  ErpRow.statusOnly(
                      row.text("order_no"), row.text("bridge_status"), row.text("tc_order_id"))));
    }
    return found;
  }

  /** The next refunds after this number; empty when there are no more. */
  List<ErpRefund> refundPage(String after) throws SQLException {
    List<ErpRefund> heads = new ArrayList<>();
    query(
        "select-refunds-to-prove",
        window.page(after),
        row ->
            heads.add(
                new ErpRefund(
                    row.text("refund_no"),
                    row.text("order_no"),
                    row.text("bridge_status"),
                    row.text("tc_refund_id"),
                    row.money("refund_nominal"),
                    Set.of())));
    return withTickets(heads);
  }

  /** What became of single refunds, by number; absent where the ERP has none. */
  Map<String, ErpRefund> refunds(Collection<String> numbers) throws SQLException {
    List<ErpRefund> heads = new ArrayList<>();
    if (!numbers.isEmpty()) {
      query(
          "select-reported-refunds",
          Map.of("refund_nos", numbers),
          row ->
              heads.add(
                  new ErpRefund(
                      row.text("refund_no"),
                      null,
                      row.text("bridge_status"),
                      row.text("tc_refund_id"),
                      null,
                      Set.of())));
    }
    Map<String, ErpRefund> found = new HashMap<>();
    withTickets(heads).forEach(refund -> found.put(refund.refundNo(), refund));
    return found;
  }

  private List<ErpRefund> withTickets(List<ErpRefund> heads) throws SQLException {
    Map<String, Set<String>> tickets = new HashMap<>();
    if (!heads.isEmpty()) {
      query(
          "select-refund-tickets",
          Map.of("refund_nos", heads.stream().map(ErpRefund::refundNo).toList()),
          row ->
              tickets
                  .computeIfAbsent(row.text("refund_no"), key -> new HashSet<>())
                  .add(row.text("ticket_id")));
    }
    return heads.stream()
        .map(head -> head.with(tickets.getOrDefault(head.refundNo(), Set.of())))
        .toList();
  }

  /** Tickets of these orders that look sold, by order. */
  Map<String, Set<String>> soldTickets(Collection<String> orderNos) throws SQLException {
    Map<String, Set<String>> sold = new HashMap<>();
    if (!orderNos.isEmpty()) {
      tickets(List.copyOf(orderNos), Map.of())
          .forEach(
              (orderNo, tickets) ->
                  tickets.stream()
                      .filter(ticket -> !ticket.refunded())
                      .forEach(
                          ticket ->
                              sold.computeIfAbsent(orderNo, key -> new HashSet<>())
                                  .add(ticket.id())));
    }
    return sold;
  }

  /** Every buyer and visitor of the window. */
  void customers(BuyerData buyers) throws SQLException {
    customerPages(
        row -> {
          String orderNo = row.text("order_no");
          buyers.name(orderNo, row.text("customer_name"));
          buyers.email(orderNo, row.text("customer_email"));
          buyers.phone(orderNo, row.text("customer_phone"));
        },
        numbers ->
            query(
                "select-order-lines",
                Map.of("order_nos", numbers),
                row -> {
                  buyers.name(row.text("order_no"), row.text("visitor_name"));
                  buyers.name(row.text("order_no"), row.text("visitor_surname"));
                  buyers.name(row.text("order_no"), row.text("visitor_middle_name"));
                }));
  }

  /** What the ERP was told why. */
  void reasons(Consumer<Text> reader) throws SQLException {
    customerPages(
        row -> {
          String reason = row.text("bridge_reason");
          if (reason != null) {
            reader.accept(new Text("bridge_reason of " + row.text("order_no"), reason));
          }
        },
        numbers -> {});
  }

  /** Something that is done after each page. */
  private interface AfterPage {
    void run(List<String> numbers) throws SQLException;
  }

  private void customerPages(Consumer<Row> reader, AfterPage afterPage) throws SQLException {
    List<String> numbers = new ArrayList<>();
    String after = "";
    do {
      numbers.clear();
      query(
          "select-customers-to-prove",
          window.page(after),
          row -> {
            numbers.add(row.text("order_no"));
            reader.accept(row);
          });
      if (!numbers.isEmpty()) {
        after = numbers.get(numbers.size() - 1);
        afterPage.run(List.copyOf(numbers));
      }
    } while (!numbers.isEmpty());
  }

  private static ErpRow head(Row row) {
    Timestamp created = row.time("created_at");
    return new ErpRow(
        row.text("order_no"),
        row.text("bridge_status"),
        row.text("tc_order_id"),
        row.money("tc_total"),
        row.money("expected_total"),
        created == null ? null : created.toInstant(),
        null,
        null,
        null);
  }

  /** What the lines of one order ask for. */
  private static final class Lines {
    private final Set<String> seats = new HashSet<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<String>> visitors = new HashMap<>();
    private final Map<Integer, String> byLine = new HashMap<>();

    void add(Row row) {
      String seat = row.text("ticket_id");
      String set = row.text("set_id");
      if (seat != null) {
        seats.add(seat);
      } else if (set != null) {
        places.merge(set, row.number("quantity", 1), Integer::sum);
      }
      String visitor = row.text("visitor_id");
      if (visitor != null && !visitor.isBlank()) {
        visitors
            .computeIfAbsent(seat != null ? seat : String.valueOf(set), key -> new ArrayList<>(1))
            .add(visitor.strip());
        byLine.put(row.number("line_no", 0), visitor.strip());
      }
    }

    Wish wish() {
      return new Wish(seats, places);
    }

    Visitors visitors() {
      return visitors.isEmpty() ? Visitors.NOBODY : new Visitors(visitors);
    }
  }

  private Map<String, Lines> lines(List<String> numbers) throws SQLException {
    Map<String, Lines> lines = new HashMap<>();
    query(
        "select-order-lines",
        Map.of("order_nos", numbers),
        row -> lines.computeIfAbsent(row.text("order_no"), key -> new Lines()).add(row));
    return lines;
  }

  private Map<String, List<SoldTicket>> tickets(List<String> numbers, Map<String, Lines> lines)
      throws SQLException {
    Lines nothing = new Lines();
    Map<String, List<SoldTicket>> tickets = new HashMap<>();
    query(
        "select-tickets-to-prove",
        Map.of("order_nos", numbers),
        row ->
            tickets
                .computeIfAbsent(row.text("order_no"), key -> new ArrayList<>(2))
                .add(
                    new SoldTicket(
                        row.text("ticket_id"),
                        row.text("set_id"),
                        row.text("barcode"),
                        row.money("full_price"),
                        "REFUNDED".equals(row.text("status")),
                        lines
                            .getOrDefault(row.text("order_no"), nothing)
                            .byLine
                            .get(row.number("line_no", 0)))));
    return tickets;
  }

  private void query(String name, Map<String, ?> values, Consumer<Row> reader) throws SQLException {
    NamedSql sql = NamedSql.parse(file(ErpSql.path(name)));
    try (PreparedStatement statement = sql.prepare(connection, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.accept(new Row(rows));
      }
    } catch (Row.UnreadableRow e) {
      throw new SQLException(ErpSql.path(name) + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new SQLException(ErpSql.path(name) + ": " + e.getMessage(), e.getSQLState(), e);
    }
  }

  private String file(String path) {
    try {
      return Files.readString(dirs.find(path));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " can't be read", e);
    }
  }
}
