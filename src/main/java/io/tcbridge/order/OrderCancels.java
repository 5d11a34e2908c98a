package io.tcbridge.order;

import io.tcbridge.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages through the ERP's wishes to cancel and hands them to the journal. */
public final class OrderCancels {

  private static final Logger LOG = LoggerFactory.getLogger(OrderCancels.class);
  private static final int PAGE = 1000;

  private final Settings settings;
  private String after = "";

  public OrderCancels(Settings settings) {
    this.settings = settings;
  }

  public Map<String, Object> ask() {
    return Map.of("after", after, "batch", PAGE);
  }

  /** Rows stay selected until their orders are final; a full page must not hide the next one. */
  public void next(@Variable("orders") List<Map<String, Object>> orders) {
    ErpColumnMissing.check("select-cancel-requests", orders);
    after = orders.size() < PAGE ? "" : number(orders.get(orders.size() - 1));
  }

  /** Parameters of {@code request-cancel.sql}. */
  public Map<String, Object> wanted(@Variable("orders") List<Map<String, Object>> orders) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(
        "order_nos", OrderTickets.json(orders.stream().map(OrderCancels::number).toList()));
    parameters.put("instance", settings.bridge().instance());
    return parameters;
  }

  /** A wish that comes too late is a person's business. */
  public void tell(@Body List<Map<String, Object>> taken) {
    for (Map<String, Object> order : taken) {
      if ("done".equals(order.get("outcome"))) {
        LOG.error(
            "ALREADY_DONE: the ERP wants order {} cancelled, but it is sold; only a refund helps",
            order.get("order_no"));
      }
    }
  }

  private static String number(Map<String, Object> row) {
    return (String)
        row.entrySet().stream()
            .filter(column -> column.getKey().equalsIgnoreCase("order_no"))
            .findFirst()
            .orElseThrow()
            .getValue();
  }
}
