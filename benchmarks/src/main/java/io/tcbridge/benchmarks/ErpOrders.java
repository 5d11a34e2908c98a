package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

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
    load(database, erp, prefix, orders, events, () -> {});
  }

  /**
   * @param beforeCommit done when all is written and nobody sees it yet
   */
  static void load(
      Database database, String erp, String prefix, int orders, int events, Runnable beforeCommit)
      throws SQLException {
    try (Connection connection = database.open(erp);
        Writer writer = new Writer(connection, events)) {
      connection.setAutoCommit(false);
      for (int i = 1; i <= orders; i++) {
        writer.add(prefix, i);
        if (i % 1000 == 0 || i == orders) {
          writer.flush();
        }
      }
      Database.execute(connection, "analyze erp_order, erp_order_line");
      beforeCommit.run();
      connection.commit();
    }
  }

  /** Writes one order after the other, so many in a second. */
  static void trickle(Database database, String erp, String prefix, int orders, double rate)
      throws SQLException {
    try (Connection connection = database.open(erp);
        Writer writer = new Writer(connection, 1)) {
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      for (int i = 1; i <= orders; i++) {
        long due = begin + (long) (i / rate * 1e9);
        while (System.nanoTime() < due) {
          Wait.pause(Duration.ofNanos(due - System.nanoTime()));
        }
        writer.add(prefix, i);
        writer.flush();
        connection.commit();
      }
    }
  }

  private static final class Writer implements AutoCloseable {

    private final PreparedStatement order;
    private final PreparedStatement line;
    private final int events;

    Writer(Connection connection, int events) throws SQLException {
      this.events = events;
      this.order =
          connection.prepareStatement(
              "insert into erp_order (order_no, event_id, customer_name, customer_email,"
                  + " customer_phone, customer_lang, expected_total, created_at)"
                  + " values (?, ?, ?, ?, ?, 'ru', cast(? as numeric) * ?, clock_timestamp())");
      this.line =
          connection.prepareStatement(
              "insert into erp_order_line (order_no, line_no, set_id, quantity)"
                  + " values (?, 1, ?, ?)");
    }

    void add(String prefix, int i) throws SQLException {
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
    }

    void flush() throws SQLException {
      line.executeBatch();
      order.executeBatch();
    }

    @Override
    public void close() throws SQLException {
      order.close();
      line.close();
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
