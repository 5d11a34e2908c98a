package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Orders without seats as an ERP would write them: one line of one or two places, by turns. */
final class ErpOrders {

  private ErpOrders() {}

  /** Places of the order with this number. */
  static int places(int number) {
    return 1 + number % 2;
  }

  /** Places of all orders from 1 to the last. */
  static int allPlaces(int last) {
    return last + (last + 1) / 2;
  }

  /** Writes the orders in one transaction, so that they appear at one moment. */
  static void load(Database database, String erp, String prefix, int orders, int events)
      throws SQLException {
    try (Connection connection = database.open(erp)) {
      connection.setAutoCommit(false);
      try (PreparedStatement order =
              connection.prepareStatement(
                  "insert into erp_order (order_no, event_id, customer_name, customer_email,"
                      + " customer_phone, customer_lang, expected_total, created_at)"
                      + " values (?, ?, ?, ?, ?, 'ru', cast(? as numeric) * ?, clock_timestamp())");
          PreparedStatement line =
              connection.prepareStatement(
                  "insert into erp_order_line (order_no, line_no, set_id, quantity)"
                      + " values (?, 1, ?, ?)")) {
        for (int i = 1; i <= orders; i++) {
          String orderNo = "%s-%07d".formatted(prefix, i);
          int event = 1 + i % events;
          order.setString(1, orderNo);
          order.setString(2, SandboxProcess.event(event));
          order.setString(3, "Buyer " + i);
          order.setString(4, "buyer" + i + "@example.com");
          order.setString(5, "+7900%07d".formatted(i));
          order.setString(6, SandboxProcess.FULL_PRICE);
          order.setInt(7, places(i));
          order.addBatch();
          line.setString(1, orderNo);
          line.setString(2, SandboxProcess.setOf(event));
          line.setInt(3, places(i));
          line.addBatch();
          if (i % 1000 == 0 || i == orders) {
            line.executeBatch();
            order.executeBatch();
          }
        }
      }
      connection.commit();
    }
  }

  /** Whether nothing of these orders is on its way any more. */
  static boolean areThrough(Connection erp, String prefix) throws SQLException {
    return Database.rows(
            erp,
            "select 1 from erp_order where bridge_status in ('NEW', 'ACCEPTED')"
                + " and order_no like '" + prefix + "-%' limit 1")
        .isEmpty();
  }
}
