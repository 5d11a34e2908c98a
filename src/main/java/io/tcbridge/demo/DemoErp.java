package io.tcbridge.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ERP's side: sells by plain SQL, and reads what the bridge has told it. */
final class DemoErp implements AutoCloseable {

  private static final String INSERT_ORDER =
      """
      insert into erp_order (order_no, event_id, customer_name, customer_email, customer_phone,
             customer_lang, promo_codes, send_tickets, expected_total, raw, created_at,
             cancel_requested)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String INSERT_LINE =
      """
      insert into erp_order_line (order_no, line_no, set_id, quantity, ticket_id, visitor_id,
             visitor_name, visitor_surname)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String COUNT_ENDED =
      "select count(*) from erp_order where bridge_status not in ('NEW', 'ACCEPTED')";
  private static final String ORDERS =
      """
      select order_no, bridge_status, bridge_reason, tc_order_id, tc_total
        from erp_order
       order by order_no
      """;
  private static final String TICKETS =
      """
      select order_no, ticket_id, barcode, full_price
        from erp_ticket
       order by order_no, ticket_id
      """;

  /** From the moment the ERP took the order until it had all of its tickets. */
  private static final String TIMES =
      """
      select percentile_disc(0.5) within group (order by seconds) as median,
             percentile_disc(0.95) within group (order by seconds) as most
        from (select extract(epoch from bridge_updated_at - created_at) as seconds
                from erp_order
               where bridge_status = 'DONE') as done
      """;

  /** Time per sold order: the median, and what 95 % of the orders stay within. */
  record Times(Duration median, Duration most) {}

  private final Connection connection;

  DemoErp(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** Takes these orders, all in one transaction. */
  void sell(List<Sample> samples) throws SQLException {
    try (PreparedStatement order = connection.prepareStatement(INSERT_ORDER);
        PreparedStatement line = connection.prepareStatement(INSERT_LINE)) {
      for (Sample sample : samples) {
        addOrder(order, sample);
        addLines(line, sample);
      }
      order.executeBatch();
      line.executeBatch();
    }
    connection.commit();
  }

  private static void addOrder(PreparedStatement order, Sample sample) throws SQLException {
    order.setString(1, sample.orderNo());
    order.setString(2, sample.eventId());
    order.setString(3, sample.email() == null ? null : "Sample Buyer");
    order.setString(4, sample.email());
    order.setString(5, sample.phone());
    order.setString(6, sample.lang());
    order.setString(7, sample.promoCodes());
    order.setBoolean(8, sample.sendTickets());
    order.setBigDecimal(9, sample.total());
    order.setString(10, sample.raw());
    order.setTimestamp(11, Timestamp.from(Instant.now().minus(sample.age())));
    order.setBoolean(12, sample.cancelRequested());
    order.addBatch();
  }

  private static void addLines(PreparedStatement line, Sample sample) throws SQLException {
    int lineNo = 0;
    for (Sample.Line wanted : sample.lines()) {
      lineNo++;
      line.setString(1, sample.orderNo());
      line.setInt(2, lineNo);
      line.setString(3, wanted.setId());
      line.setObject(4, wanted.quantity(), Types.INTEGER);
      line.setString(5, wanted.ticketId());
      line.setString(6, wanted.visitorId());
      line.setString(7, wanted.visitorId() == null ? null : "Sample");
      line.setString(8, wanted.visitorId() == null ? null : "Guest");
      line.addBatch();
    }
  }

  /** Orders that the bridge has finished with, or has given to a person. */
  int ended() throws SQLException {
    return read(COUNT_ENDED, row -> row.getInt(1)).get(0);
  }

  /** What the ERP was told about each order. */
  Map<String, Ending> endings() throws SQLException {
    Map<String, Ending> endings = new LinkedHashMap<>();
    read(
            ORDERS,
            row ->
                Map.entry(
                    row.getString("order_no"),
                    Ending.of(row.getString("bridge_status"), row.getString("bridge_reason"))))
        .forEach(entry -> endings.put(entry.getKey(), entry.getValue()));
    return endings;
  }

  ErpSide side() throws SQLException {
    return new ErpSide(
        read(
            ORDERS,
            row ->
                new ErpSide.Order(
                    row.getString("order_no"),
                    row.getString("bridge_status"),
                    row.getString("tc_order_id"),
                    row.getBigDecimal("tc_total"))),
        read(
            TICKETS,
            row ->
                new ErpSide.Ticket(
                    row.getString("order_no"),
                    row.getString("ticket_id"),
                    row.getString("barcode"),
                    row.getBigDecimal("full_price"))));
  }

  Times times() throws SQLException {
    return read(TIMES, row -> new Times(duration(row, "median"), duration(row, "most"))).get(0);
  }

  private static Duration duration(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return seconds == null
        ? Duration.ZERO
        : Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  /** Makes a value of a row. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> read(String sql, Reader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(reader.read(rows));
      }
    }
    connection.commit();
    return all;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
