package io.tcbridge.config;

import java.util.List;

/** The SQL files through which the ERP is read and written; each must exist exactly once. */
public final class ErpSql {

  /** Their names without directory and ending. */
  public static final List<String> FILES =
      List.of(
          "select-new-orders",
          "select-order-lines",
          "select-cancel-requests",
          "mark-intake",
          "report-order",
          "select-reported-orders",
          "select-reported-tickets",
          "insert-ticket");

  private ErpSql() {}

  /** Where a file is, relative to a configuration directory. */
  public static String path(String name) {
    return "erp/" + name + ".sql";
  }
}
