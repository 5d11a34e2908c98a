package io.tcbridge.benchmarks.peer;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The ERP's tables in as few statements as possible. */
final class ErpTable {

  private static final String FIELDS =
      " o.order_no, o.event_id,"
          + " (select l.set_id from erp_order_line l where l.order_no = o.order_no),"
          + " (select l.quantity from erp_order_line l where l.order_no = o.order_no),"
          + " o.customer_name, o.customer_email, o.customer_phone";

  private static final String CLAIM =
      """
      with due as materialized (
        select order_no
          from erp_order
         where bridge_status = 'NEW'
         order by created_at, order_no
         limit ?
           for update skip locked
      )
      update erp_order o
         set bridge_status = 'ACCEPTED'
       where o.order_no = any (array(select order_no from due))
      returning
      """
          + FIELDS;

  static final String FIND =
      "select"
          + FIELDS
          + " from erp_order o where o.bridge_status = 'NEW' order by o.created_at, o.order_no"
          + " limit ?";

  private static final String ACCEPT =
      "update erp_order set bridge_status = 'ACCEPTED' where order_no = any (?)"
          + " and bridge_status = 'NEW'";

  /** Order and tickets in one statement, straight out of the remote answer. */
  static final String SAVE =
      """
      with answer as materialized (
        select cast(? as jsonb) as data
      ), sold as (
        insert into erp_ticket (order_no, ticket_id, line_no, barcode, serial, number, set_id, price,
               discount, nominal, extra, full_price, status)
        select ?, t.id, 1, t.barcode, t.serial, t.number, t.set, t.price,
               t.discount, t.nominal, t.extra, t.full, 'SOLD'
          from answer,
               jsonb_to_recordset(answer.data -> 'tickets') as t (
                 id text, barcode text, serial text, number bigint, set text, price numeric,
                 discount numeric, nominal numeric, extra numeric, "full" numeric)
        on conflict do nothing
      )
      update erp_order
         set bridge_status = 'DONE',
             tc_order_id = data ->> 'id',
             tc_order_number = cast(data ->> 'number' as bigint),
             tc_order_code = data ->> 'code',
             tc_total = cast(data -> 'values' ->> 'full' as numeric),
             bridge_updated_at = current_timestamp
        from answer
       where order_no = ?
      """;

  private final DataSource erp;

  ErpTable(DataSource erp) {
    this.erp = erp;
  }

  /** Takes up to so many new orders; no other process gets them. */
  List<NewOrder> claim(int most) throws SQLException {
    return read(CLAIM, most);
  }

  /** Reads up to so many new orders and changes nothing. */
  List<NewOrder> find(int most) throws SQLException {
    return read(FIND, most);
  }

  private List<NewOrder> read(String sql, int most) throws SQLException {
    try (Connection connection = erp.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, most);
      try (ResultSet rows = statement.executeQuery()) {
        List<NewOrder> found = new ArrayList<>();
        while (rows.next()) {
          found.add(
              new NewOrder(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getInt(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7)));
        }
        return found;
      }
    }
  }

  /** Marks orders that are remembered elsewhere now. */
  void accept(List<NewOrder> orders) throws SQLException {
    try (Connection connection = erp.getConnection();
        PreparedStatement statement = connection.prepareStatement(ACCEPT)) {
      Array numbers =
          connection.createArrayOf("text", orders.stream().map(NewOrder::orderNo).toArray());
      statement.setArray(1, numbers);
      statement.executeUpdate();
    }
  }

  void save(String orderNo, String answer) throws SQLException {
    try (Connection connection = erp.getConnection();
        PreparedStatement statement = connection.prepareStatement(SAVE)) {
      statement.setString(1, answer);
      statement.setString(2, orderNo);
      statement.setString(3, orderNo);
      statement.executeUpdate();
    }
  }
}
