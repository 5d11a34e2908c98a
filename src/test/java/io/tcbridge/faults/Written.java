package io.tcbridge.faults;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that a bridge writes with, and how to know one of them by the row it leaves. */
enum Written {
  KEY("processed_message", "$1->>'message_id' like '%s#%%'"),
  INSERTED("order_journal", "$1->>'order_no' = '%s' and $2 = '{}'"),
  MARKED(
      "erp_order",
      "$1->>'order_no' = '%s' and $1->>'bridge_status' = 'ACCEPTED'"
          + " and $2->>'bridge_status' = 'NEW'"),
  CLAIMED("order_journal", order("$1->'claims' > $2->'claims'")),
  RENEWED(
      "order_journal",
      order(
          "$1->'fence' = $2->'fence' and $1->'due_at' > $2->'due_at' and $1->'stage' = $2->'stage'")),
  CREATED("order_journal", stage("created")),
  UNSEATED("order_journal", order("$2->>'unseated' is null and $1->>'unseated' is not null")),
  RESERVED("order_journal", stage("reserved")),
  IDENTIFIED("order_journal", stage("identified")),
  RESULT("order_journal", order("$1->>'outcome' = 'done' and $2->>'outcome' is null")),
  SET_BACK("order_journal", order("$1->'attempts' > $2->'attempts'")),
  RELEASED("order_journal", order("$1->>'remote_id' is null and $2->>'remote_id' is not null")),
  CANCEL_ASKED("order_journal", order("$1->'cancel_requested' > $2->'cancel_requested'")),
  GIVEN_BACK(
      "order_journal",
      order(
          "$1->>'claimed_by' is null and $2->>'claimed_by' is not null"
              + " and $1->>'status' = 'waiting' and $1->'attempts' = $2->'attempts'"
              + " and $1->'remote_id' = $2->'remote_id'")),
  REPORT_CLAIMED("order_journal", order("$1->'report_attempts' > $2->'report_attempts'")),
  REPORTED(
      "erp_order",
      "$1->>'order_no' = '%s' and $1->>'bridge_status' = 'DONE'"
          + " and $2->>'bridge_status' = 'ACCEPTED'"),
  TICKET("erp_ticket", "$1->>'order_no' = '%s'"),
  REPORT_SAVED("order_journal", order("$2->>'reported_at' is null and $1->>'reported_at' <> ''"));

  private final String table;
  private final String condition;

  Written(String table, String condition) {
    this.table = table;
    this.condition = condition;
  }

  private static String order(String condition) {
    return "$1->>'order_no' = '%s' and " + condition;
  }

  private static String stage(String reached) {
    return order("$1->>'stage' = '" + reached + "' and $1->>'stage' <> $2->>'stage'");
  }

  /** Whether it is written into the ERP. */
  boolean isInErp() {
    return table.startsWith("erp_");
  }

  String table() {
    return table;
  }

  /** The tables of the ERP, or those of the journal with their schema. */
  static Set<String> tables(boolean inErp) {
    return Arrays.stream(values())
        .filter(written -> written.isInErp() == inErp)
        .map(written -> inErp ? written.table : "bridge." + written.table)
        .collect(Collectors.toSet());
  }

  /** That the row is one of this order. */
  String of(String orderNo) {
    return condition.formatted(orderNo);
  }
}
