package io.tcbridge.order;

import io.tcbridge.config.Settings;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * What follows once a remote answer has shown that the remote order holds nothing any more, or when
 * there never was one. Only here may an order become free for another remote order.
 */
public final class OrderEndings {

  private final Settings settings;

  public OrderEndings(Settings settings) {
    this.settings = settings;
  }

  /** The row of {@code save-released.sql}. */
  public Map<String, Object> ending(@Variable("claim") Claim claim) {
    Map<String, Object> row = claim.statement();
    row.put("instance", settings.bridge().instance());
    row.put("remote_id", claim.remoteId());
    row.put("seen", claim.remoteId() == null ? null : claim.remote().status());
    row.put("decision", null);
    row.put("outcome", null);
    row.put("reason_code", claim.row().reasonCode());
    row.put("reason", claim.row().reason());
    row.put("report", false);
    row.put("due_in_ms", null);
    String decision = claim.row().isToBeCancelled() ? "cancelled" : claim.decision();
    if ("refused".equals(decision) || "cancelled".equals(decision)) {
      finish(row, decision, claim);
    } else if (claim.isHeld()) {
      row.put("status", "held");
    } else if (claim.remoteOrders() >= settings.order().maxRemoteOrders()) {
      hold(row, "TOO_MANY_REMOTE_ORDERS", claim.remoteOrders() + " remote orders were tried");
    } else if (claim.row().age().compareTo(settings.order().maxAge()) > 0) {
      hold(row, "TOO_OLD", "the order is too old for another remote order");
    } else {
      row.put("status", "waiting");
      row.put("due_in_ms", 0L);
    }
    return row;
  }

  private static void finish(Map<String, Object> row, String outcome, Claim claim) {
    row.put("status", "finished");
    row.put("outcome", outcome);
    row.put("report", true);
    if (outcome.equals("cancelled")) {
      Wish wish = claim.row().wish();
      boolean byPerson = !claim.row().cancelRequested() && wish != null && wish.isCancel();
      row.put("reason_code", byPerson ? Wish.CANCELLED : "CANCELLED_BY_ERP");
      row.put(
          "reason", byPerson ? wish.reason() : "the ERP asked to cancel before the order was done");
    } else if (claim.row().reasonCode() == null || claim.row().reasonCode().equals("GAVE_UP")) {
      row.put("reason_code", "REFUSED");
    }
  }

  private static void hold(Map<String, Object> row, String code, String text) {
    row.put("status", "held");
    row.put("reason_code", code);
    row.put("reason", text);
    row.put("report", true);
  }
}
