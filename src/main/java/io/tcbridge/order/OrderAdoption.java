package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of an order after a backup was put back: no remote order is made for it before
 * those with its number were searched, and what was found is saved before anything is done.
 */
public final class OrderAdoption {

  /** The class of orders that wait for the search; their attempts do not count. */
  static final String WAITING = "RESTORING";

  private static final Logger LOG = LoggerFactory.getLogger(OrderAdoption.class);

  private final Settings settings;
  private final OrderSteps steps;
  private final InstantSource clock;

  public OrderAdoption(Settings settings, OrderSteps steps, InstantSource clock) {
    this.settings = settings;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Whether restore mode has something to say about this order. One that a person or the ERP wants
   * cancelled ends whatever somebody else's order with its number is.
   */
  public boolean isNeeded(@Variable("claim") Claim claim) {
    if (claim.isOver()) {
      return false;
    }
    if (claim.waitsForSearch()) {
      return true;
    }
    return !claim.strays().isEmpty() && !(claim.row().isToBeCancelled() && isForeign(claim));
  }

  private boolean isForeign(Claim claim) {
    try {
      Adoption.of(claim, steps.guard(), clock.instant());
      return false;
    } catch (Setback setback) {
      return claim.setback() == null && setback.verdict().consequence() == Consequence.HOLD;
    }
  }

  /** Whether the order goes its way with this claim: not if something was saved here. */
  public boolean goesOn(@Variable("claim") Claim claim) {
    return claim.strays().isEmpty() || !claim.isOver();
  }

  /** The row of {@code save-adopted.sql}. */
  public Map<String, Object> look(@Variable("claim") Claim claim) {
    if (claim.setback() != null) {
      throw claim.setback();
    }
    if (claim.waitsForSearch()) {
      throw new Setback(
          Consequence.RETRY_LATER,
          WAITING,
          "a backup was put back: remote orders with this number are searched first");
    }
    Adoption adoption = Adoption.of(claim, steps.guard(), clock.instant());
    RemoteOrder adopted = adoption.adopted();
    Map<String, Object> row = claim.statement();
    row.put("instance", settings.bridge().instance());
    row.put("found", OrderTickets.json(rows(adoption)));
    row.put("adopted", adopted == null ? null : adopted.id());
    row.put("expires_in_ms", adopted == null ? null : expiresIn(adopted).toMillis());
    row.put("event_info", adopted == null ? null : OrderTickets.json(adopted.eventInfo()));
    row.put("fact", adopted == null ? "searched" : "adopted");
    row.put(
        "detail",
        adopted == null
            ? adoption.over().size() + " remote orders with this number are over"
            : adopted.id() + " was found " + adopted.status());
    return row;
  }

  private static List<Map<String, Object>> rows(Adoption adoption) {
    List<Map<String, Object>> rows = new ArrayList<>();
    adoption.over().forEach(order -> rows.add(row(order.id(), order.status())));
    if (adoption.adopted() != null) {
      rows.add(row(adoption.adopted().id(), null));
    }
    return rows;
  }

  private static Map<String, Object> row(String remoteId, String seen) {
    Map<String, Object> row = new HashMap<>();
    row.put("remote_id", remoteId);
    row.put("seen", seen);
    return row;
  }

  /** Nobody knows any more when it was made by the journal's clock; its id carries the time. */
  private Duration expiresIn(RemoteOrder order) {
    Duration age =
        RemoteId.createdAt(order.id())
            .map(created -> Duration.between(created, clock.instant()))
            .orElse(Duration.ZERO);
    return order.lifetime().minus(age);
  }

  /** After {@code save-adopted.sql}: the next claim reads the order and goes on from there. */
  public void adopted(@Variable("claim") Claim claim, @Body Object row) {
    steps.saved(claim, row);
    claim.end();
    LOG.info("Order {} was found at Ticketscloud and goes on from there", claim.orderNo());
  }
}
