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
  REPORT_SAVED("order_journal", order("$2->>'reported_at' is null and $1->>'reported_at' <> ''")),
  SWEEP_CLAIMED("sweep", claimed()),
  OWNER_CLAIMED("order_journal", order("$1->>'status' = 'finished' and " + claimed())),
  SWEPT("order_journal", order("$2->>'status' = 'finished' and " + left())),
  SWEEP_ENDED("sweep", left()),
  PAUSED("pause", "$2 = '{}'"),
  PROBE_WOKEN("pause", "$1->>'woken_at' > $2->>'woken_at'"),
  PROBING("pause", "$1->>'probe_at' > $2->>'probe_at' and $1->>'woken_at' = $2->>'woken_at'"),
  RESUMED("pause", "$1 = '{}'"),
  WOKEN("order_journal", "$2->>'waiting_for' = 'commits' and " + goesOn()),
  PURGED("order_journal", order("$1->'purged' <> $2->'purged'")),
  RESTORE_BEGUN(
      "restore", "$1->>'walked_at' is null and $1->'started_at' is distinct from $2->'started_at'"),
  WALK_CLAIMED("restore", claimed()),
  PAGE_SAVED("restore", "$1->>'fence' = $2->>'fence'"),
  WALK_ENDED("restore", "$1->>'walked_at' <> '' and $2->>'walked_at' is null"),
  SEARCHED("order_journal", "$2->>'waiting_for' = 'search' and " + goesOn()),
  ADOPTED(
      "order_journal",
      "$1->>'remote_id' <> '' and $2->>'remote_id' is null and $1->>'claimed_by' is null");

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

  private static String claimed() {
    return "$1->>'fence' <> '' and $1->>'fence' is distinct from $2->>'fence'";
  }

  private static String left() {
    return "$1->>'fence' is null and $2->>'fence' <> ''";
  }

  private static String goesOn() {
    return "$1->>'waiting_for' is null and $1->>'claimed_by' is null";
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

  /** That the row is one of this order, where it is about an order. */
  String of(String orderNo) {
    return condition.formatted(orderNo);
  }
}
