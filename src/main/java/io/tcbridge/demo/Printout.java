package io.tcbridge.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of the demo for people and for programs. No customer's data. */
public final class Printout {

  private static final int MOST_LINES = 30;

  private final Result result;
  private final Map<String, String> lookNext;

  /**
   * @param lookNext what to look at next, and where it is
   */
  public Printout(Result result, Map<String, String> lookNext) {
    this.result = result;
    this.lookNext = lookNext;
  }

  public void text(PrintWriter out) {
    table(out);
    sides(out);
    figures(out);
    refunds(out);
    verdict(out);
    out.println();
    out.println("Where to look next");
    lookNext.forEach((what, where) -> line(out, "  %-15s %s", what, where));
    out.flush();
  }

  private void table(PrintWriter out) {
    line(out, "%-11s %-20s %7s %9s", "Outcome", "Reason", "Orders", "Foreseen");
    for (Foreseen.Row row : result.table()) {
      line(
          out,
          "%-11s %-20s %7d %9d%s",
          row.ending().status(),
          row.ending().code(),
          row.orders(),
          row.foreseen(),
          row.orders() == row.foreseen() ? "" : "  <-- differs");
    }
    line(out, "%-32s %7d", "", result.orders());
    out.println();
  }

  private void sides(PrintWriter out) {
    Sold erp = result.erp();
    Sold sandbox = result.sandbox();
    line(out, "%-18s %15s %15s", "Sold", "ERP", "Sandbox");
    side(out, "orders", erp.orders(), sandbox.orders());
    side(out, "tickets", erp.tickets(), sandbox.tickets());
    side(out, "money", erp.total(), sandbox.total());
    out.println();
  }

  private static void side(PrintWriter out, String what, Object erp, Object sandbox) {
    line(
        out,
        "%-18s %15s %15s  %s",
        what,
        erp,
        sandbox,
        erp.equals(sandbox) ? "equal" : "<-- differs");
  }

  private void figures(PrintWriter out) {
    line(out, "Remote calls       %d, %s per order", result.allCalls(), callsPerOrder());
    line(out, "    %s", counts(result.calls(), "%s %d"));
    line(
        out,
        "Faults             %d%s",
        result.allFaults(),
        result.isFine() ? ", all healed, nothing sold twice" : "");
    line(out, "    %s", counts(result.faults(), "%2$d x %1$s"));
    line(
        out,
        "    barcodes of %d orders came %.0f s after the sale",
        result.lateBarcodes(),
        FaultPlan.LATE_BARCODES_MS / 1000.0);
    line(
        out,
        "Time per sale      %s median, %s for 95 %%",
        Screen.seconds(result.times().median()),
        Screen.seconds(result.times().most()));
    out.println("    from the ERP's row to its tickets");
    line(out, "All orders         %s", Screen.seconds(result.travel()));
    out.println();
  }

  private void refunds(PrintWriter out) {
    if (!result.finished()) {
      return;
    }
    Refunds refunds = result.refunds();
    Refunded erp = refunds.erp();
    Refunded sandbox = refunds.sandbox();
    line(out, "%-18s %15s %15s", "Refunds", "ERP", "Sandbox");
    side(out, "approved", erp.approved(), sandbox.approved());
    side(out, "rejected", erp.rejected(), sandbox.rejected());
    side(out, "tickets back", erp.tickets(), sandbox.tickets());
    side(out, "money back", erp.money(), sandbox.money());
    line(
        out,
        "%d refunds by %d requests, the answer to %d of them lost; %s",
        erp.approved() + erp.rejected(),
        refunds.requests(),
        refunds.lost(),
        Screen.seconds(refunds.travel()));
    out.println();
  }

  private void verdict(PrintWriter out) {
    if (!result.finished()) {
      line(out, "Stopped with %d orders open:", result.open().size());
      list(out, result.open());
    } else if (result.isFine()) {
      line(out, "Every order ended as foreseen; ERP and sandbox agree to the ticket.");
    } else {
      line(out, "%d differences:", result.differences().size());
      list(out, result.differences());
    }
  }

  private static void list(PrintWriter out, List<String> lines) {
    lines.stream().limit(MOST_LINES).forEach(text -> line(out, "  %s", text));
    if (lines.size() > MOST_LINES) {
      line(out, "  and %d more", lines.size() - MOST_LINES);
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private BigDecimal callsPerOrder() {
    return BigDecimal.valueOf(result.allCalls())
        .divide(BigDecimal.valueOf(Math.max(1, result.orders())), 1, RoundingMode.HALF_UP);
  }

  private static String counts(Map<String, Integer> counts, String format) {
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, format, entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  public void json(PrintWriter out) {
    JsonArray table = new JsonArray();
    for (Foreseen.Row row : result.table()) {
      table.add(
          new JsonObject()
              .put("outcome", row.ending().status())
              .put("reason", row.ending().code())
              .put("orders", row.orders())
              .put("foreseen", row.foreseen()));
    }
    JsonObject json =
        new JsonObject()
            .put("fine", result.isFine())
            .put("finished", result.finished())
            .put("orders", result.orders())
            .put("outcomes", table)
            .put("erp", sold(result.erp()))
            .put("sandbox", sold(result.sandbox()))
            .put("calls", counted(result.calls()))
            .put("callsPerOrder", callsPerOrder())
            .put("faults", counted(result.faults()))
            .put("lateBarcodes", result.lateBarcodes())
            .put("medianMs", result.times().median().toMillis())
            .put("percentile95Ms", result.times().most().toMillis())
            .put("allOrdersMs", result.travel().toMillis())
            .put("refunds", refunded(result.refunds()))
            .put("differences", new JsonArray(result.differences()))
            .put("open", new JsonArray(result.open()));
    JsonObject look = new JsonObject();
    lookNext.forEach(look::put);
    out.println(json.put("lookNext", look).encodePrettily());
    out.flush();
  }

  private static JsonObject sold(Sold sold) {
    return new JsonObject()
        .put("orders", sold.orders())
        .put("tickets", sold.tickets())
        .put("money", sold.total().toPlainString());
  }

  private static JsonObject refunded(Refunds refunds) {
    return new JsonObject()
        .put("erp", refunded(refunds.erp()))
        .put("sandbox", refunded(refunds.sandbox()))
        .put("requests", refunds.requests())
        .put("lostAnswers", refunds.lost())
        .put("travelMs", refunds.travel().toMillis());
  }

  private static JsonObject refunded(Refunded refunded) {
    return new JsonObject()
        .put("approved", refunded.approved())
        .put("rejected", refunded.rejected())
        .put("tickets", refunded.tickets())
        .put("money", refunded.money().toPlainString());
  }

  private static JsonObject counted(Map<String, Integer> counts) {
    JsonObject json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }
}
