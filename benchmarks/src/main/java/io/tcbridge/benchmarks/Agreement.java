package io.tcbridge.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/**
 * Whether ERP and sandbox show the same sales in the end.
 *
 * @param soldTwice ERP orders with more than one done remote order
 * @param notDone ERP orders that did not end as DONE; all of them should
 * @param foreignSales done remote orders that no ERP order names
 * @param erpTickets tickets that the ERP was given
 * @param barcodesMissing of these, without barcode
 * @param soldTickets tickets that the sandbox has sold
 * @param heldTickets tickets that remote orders still hold
 */
record Agreement(
    int orders,
    long soldTwice,
    long notDone,
    long foreignSales,
    long erpTickets,
    long barcodesMissing,
    long soldTickets,
    long heldTickets,
    Map<String, Integer> remoteOrders) {

  static Agreement check(Lab lab, int orders)
      throws SQLException, IOException, InterruptedException {
    SandboxProcess.Sold sold = lab.sandbox().sold();
    Database database = lab.database();
    long named =
        database.number(
            Lab.ERP, "select count(distinct tc_order_id) from erp_order where tc_order_id is not null");
    return new Agreement(
        orders,
        sold.soldOrders().values().stream().filter(times -> times > 1).count(),
        orders
            - database.number(
                Lab.ERP, "select count(*) from erp_order where bridge_status = 'DONE'"),
        sold.soldOrders().values().stream().mapToInt(Integer::intValue).sum() - named,
        database.number(Lab.ERP, "select count(*) from erp_ticket"),
        database.number(Lab.ERP, "select count(*) from erp_ticket where barcode is null"),
        sold.soldTickets(),
        lab.sandbox().state().path("heldTickets").asLong(),
        sold.byStatus());
  }

  boolean holds() {
    return soldTwice == 0
        && notDone == 0
        && foreignSales == 0
        && barcodesMissing == 0
        && erpTickets == soldTickets
        && erpTickets == ErpOrders.allPlaces(orders)
        && heldTickets == 0;
  }

  void print(Table table) {
    table.row("orders", orders);
    table.row("orders sold twice", soldTwice);
    table.row("orders not DONE in the ERP", notDone);
    table.row("remote sales unknown to the ERP", foreignSales);
    table.row("tickets that were ordered", ErpOrders.allPlaces(orders));
    table.row("tickets in the ERP", erpTickets);
    table.row("tickets sold in the sandbox", soldTickets);
    table.row("tickets without barcode", barcodesMissing);
    table.row("tickets still held", heldTickets);
    remoteOrders.forEach((status, count) -> table.row("remote orders " + status, count));
    table.row("agreement", holds() ? "yes" : "NO");
  }
}
