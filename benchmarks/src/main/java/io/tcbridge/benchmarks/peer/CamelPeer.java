package io.tcbridge.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * Plain Camel as tutorials show it: an SQL consumer marks the rows that it reads, SEDA spreads them
 * over workers, failures are repeated in memory. What is in memory when the process ends is lost.
 */
public final class CamelPeer extends RouteBuilder {

  private final int workers = PeerEnvironment.workers();

  private CamelPeer() {}

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    Main main = new Main();
    main.configure().withJmxEnabled(false);
    main.bind("erp", PeerEnvironment.erp());
    main.configure().addRoutesBuilder(new CamelPeer());
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            HttpComponent http = starting.getCamelContext().getComponent("http", HttpComponent.class);
            int connections = PeerEnvironment.workers() + 8;
            http.setMaxTotalConnections(connections);
            http.setConnectionsPerRoute(connections);
          }
        });
    main.run();
  }

  @Override
  public void configure() {
    String orders = PeerEnvironment.url() + "/v2/resources/orders";
    String queue = "seda:orders?size=" + 2 * workers;

    errorHandler(
        defaultErrorHandler()
            .maximumRedeliveries(3)
            .redeliveryDelay(1000)
            .retryAttemptedLogLevel(LoggingLevel.WARN));

    from("sql:" + camelSql(ErpTable.FIND.replace("limit ?", "limit 100"))
            + "?dataSource=#erp&delay=1000&greedy=true"
            + "&onConsume=RAW(update erp_order set bridge_status = 'ACCEPTED'"
            + " where order_no = :#order_no)")
        .routeId("orders-new")
        .to(queue + "&blockWhenFull=true&waitForTaskToComplete=Never");

    from(queue + "&concurrentConsumers=" + workers)
        .routeId("orders-carry")
        .setProperty("order", body())
        .setHeader("Authorization", constant("key " + PeerEnvironment.key()))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        // create
        .setBody(exchange -> Map.of("event", order(exchange).get("event_id")))
        .marshal().json(JsonLibrary.Jackson)
        .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.POST))
        .to(orders)
        .unmarshal().json(JsonLibrary.Jackson, JsonNode.class)
        .process(exchange -> exchange.setProperty(
            "id", exchange.getMessage().getBody(JsonNode.class).at("/data/id").asText()))
        .setHeader(Exchange.HTTP_METHOD, constant("PATCH"))
        .setHeader(Exchange.HTTP_PATH, simple("/${exchangeProperty.id}"))
        // reserve
        .setBody(exchange -> Map.of(
            "random", Map.of(order(exchange).get("set_id"), order(exchange).get("quantity")),
            "all_or_nothing", true,
            "vendor_data", Map.of("order_id", order(exchange).get("order_no"))))
        .marshal().json(JsonLibrary.Jackson)
        .to(orders)
        // customer
        .setBody(exchange -> Map.of("settings", Map.of("customer", Map.of(
            "name", order(exchange).get("customer_name"),
            "email", order(exchange).get("customer_email"),
            "phone", order(exchange).get("customer_phone")))))
        .marshal().json(JsonLibrary.Jackson)
        .to(orders)
        // done
        .setBody(constant("{\"status\":\"done\"}"))
        .to(orders)
        .unmarshal().json(JsonLibrary.Jackson, JsonNode.class)
        .setBody(exchange -> Map.of(
            "answer", exchange.getMessage().getBody(JsonNode.class).path("data").toString(),
            "order_no", order(exchange).get("order_no")))
        .to("sql:" + camelSql(ErpTable.SAVE
            .replaceFirst("\\?", ":#answer")
            .replace("?", ":#order_no")) + "?dataSource=#erp");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> order(Exchange exchange) {
    return exchange.getProperty("order", Map.class);
  }

  /** An address is one line. */
  private static String camelSql(String sql) {
    return sql.replaceAll("\\s+", " ").trim();
  }
}
