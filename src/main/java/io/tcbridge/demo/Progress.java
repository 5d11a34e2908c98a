package io.tcbridge.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the orders are at one moment.
 *
 * @param orders all orders that there will be
 * @param ended orders with a final state in the ERP, or with a person
 * @param places orders by {@link #STAGES stage} and {@link #OUTCOMES outcome}; each is in one place
 * @param elapsed since the first order was taken
 */
record Progress(int orders, int ended, Map<String, Integer> places, Duration elapsed) {

  /** Not in the journal yet: not taken by the ERP, or not by the bridge. */
  static final String NEW = "new";

  static final List<String> STAGES =
      List.of(NEW, "received", "created", "reserved", "identified", "committed");
  static final List<String> OUTCOMES = List.of("done", "refused", "cancelled", "held");

  /** Orders wait as "committed" for their barcodes. */
  private static final String COUNT =
      """
      select coalesce(outcome, case status when 'held' then 'held' else stage end) as place,
             count(*) as orders
        from bridge.order_journal
       group by 1
      """;

  private static final String JOURNAL_READY =
      "select to_regclass('bridge.order_journal') is not null";

  /** An order without its barcodes is saved as committed. */
  private static final String LATE_BARCODES =
      "select count(distinct order_id) from bridge.order_history where fact = 'committed'";

  Progress {
    places = Map.copyOf(places);
  }

  static Progress read(Connection journal, int orders, int ended, Duration elapsed)
      throws SQLException {
    Map<String, Integer> places = new LinkedHashMap<>();
    int known = 0;
    try (PreparedStatement count = journal.prepareStatement(COUNT);
        ResultSet rows = count.executeQuery()) {
      while (rows.next()) {
        places.put(rows.getString("place"), rows.getInt("orders"));
        known += rows.getInt("orders");
      }
    }
    places.put(NEW, orders - known);
    return new Progress(orders, ended, places, elapsed);
  }

  /** Whether the bridge has made its tables. */
  static boolean isJournalReady(Connection journal) throws SQLException {
    try (PreparedStatement ready = journal.prepareStatement(JOURNAL_READY);
        ResultSet row = ready.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Orders that had to wait for their barcodes. */
  static int lateBarcodes(Connection journal) throws SQLException {
    try (PreparedStatement count = journal.prepareStatement(LATE_BARCODES);
        ResultSet row = count.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  int at(String place) {
    return places.getOrDefault(place, 0);
  }
}
