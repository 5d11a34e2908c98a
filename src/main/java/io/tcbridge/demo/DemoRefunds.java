package io.tcbridge.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The ERP's side of refunds: asks sold tickets back by plain SQL, and reads what it was told. */
final class DemoRefunds {

  /** Every third refund is rejected. */
  private static final int REJECTED = 3;

  private static final String SOLD =
      """
      select o.order_no, min(t.ticket_id) as ticket_id, min(t.nominal) as nominal
        from erp_order o
        join erp_ticket t on t.order_no = o.order_no
       where o.bridge_status = 'DONE'
       group by o.order_no
      having min(t.nominal) = max(t.nominal)
       order by o.order_no
       limit ?
      """;
  private static final String INSERT_REFUND =
      """
      insert into erp_refund (refund_no, order_no, culprit, expected_nominal, decision)
      values (?, ?, 'user', ?, ?)
      """;
  private static final String INSERT_TICKET =
      "insert into erp_refund_ticket (refund_no, ticket_id) values (?, ?)";
  private static final String COUNT_ENDED =
      "select count(*) from erp_refund where bridge_status not in ('NEW', 'ACCEPTED', 'OPEN')";
  private static final String REFUNDS =
      """
      select r.refund_no, w.ticket_id, r.decision, r.bridge_status, r.tc_refund_id,
             r.refund_nominal, t.status
        from erp_refund r
        join erp_refund_ticket w on w.refund_no = r.refund_no
        join erp_ticket t on t.order_no = r.order_no and t.ticket_id = w.ticket_id
       order by r.refund_no
      """;

  private record Ticket(String orderNo, String id, BigDecimal nominal) {}

  private final Connection connection;

  /**
   * @param connection in transactions
   */
  DemoRefunds(Connection connection) {
    this.connection = connection;
  }

  /**
   * Asks one ticket of each of so many sold orders back, and decides at once.
   *
   * @return how many there are
   */
  int ask(int most) throws SQLException {
    List<Ticket> tickets = sold(most);
    try (PreparedStatement refund = connection.prepareStatement(INSERT_REFUND);
        PreparedStatement ticket = connection.prepareStatement(INSERT_TICKET)) {
      for (int i = 1; i <= tickets.size(); i++) {
        Ticket back = tickets.get(i - 1);
        String refundNo = "R-" + back.orderNo();
        ticket.setString(1, refundNo);
        ticket.setString(2, back.id());
        ticket.addBatch();
        refund.setString(1, refundNo);
        refund.setString(2, back.orderNo());
        refund.setBigDecimal(3, back.nominal());
        refund.setString(4, i % REJECTED == 0 ? "REJECT" : "APPROVE");
        refund.addBatch();
      }
      ticket.executeBatch();
      refund.executeBatch();
    }
    connection.commit();
    return tickets.size();
  }

  private List<Ticket> sold(int most) throws SQLException {
    List<Ticket> tickets = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SOLD)) {
      statement.setInt(1, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tickets.add(
              new Ticket(
                  rows.getString("order_no"),
                  rows.getString("ticket_id"),
                  rows.getBigDecimal("nominal")));
        }
      }
    }
    return tickets;
  }

  /** Refunds that are final, or wait for a person. */
  int ended() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_ENDED);
        ResultSet row = statement.executeQuery()) {
      row.next();
      int ended = row.getInt(1);
      connection.commit();
      return ended;
    }
  }

  /** What the ERP was told about each refund. */
  List<ErpRefund> all() throws SQLException {
    List<ErpRefund> refunds = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(REFUNDS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        refunds.add(
            new ErpRefund(
                rows.getString("refund_no"),
                rows.getString("ticket_id"),
                rows.getString("decision"),
                rows.getString("bridge_status"),
                rows.getString("tc_refund_id"),
                rows.getBigDecimal("refund_nominal"),
                rows.getString("status")));
      }
    }
    connection.commit();
    return refunds;
  }
}
