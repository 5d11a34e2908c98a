package io.tcbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one writes first: select, call, call, call, call, update. No journal, no guard, no repeat, and
 * a kill at the wrong moment sells twice. It shows what the machine gives at best.
 */
public final class Peer {

  private static final int THREADS = 64;
  private static final int BATCH = 1000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HikariDataSource erp;
  private final String orders;
  private final String key;
  private final boolean combined;

  private Peer(HikariDataSource erp, String url, String key, boolean combined) {
    this.erp = erp;
    this.orders = url + "/v2/resources/orders";
    this.key = key;
    this.combined = combined;
  }

  private record Order(
      String orderNo, String event, String set, int places, String name, String email, String phone) {}

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(System.getenv("PEER_JDBC_URL"));
    config.setUsername(Database.USER);
    config.setPassword(Database.PASSWORD);
    config.setMaximumPoolSize(20);
    new Peer(
            new HikariDataSource(config),
            System.getenv("PEER_URL"),
            System.getenv("PEER_KEY"),
            "combined".equals(System.getenv("PEER_CALLS")))
        .loop();
  }

  private void loop() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    while (true) {
      List<Callable<Void>> batch = new ArrayList<>();
      for (Order order : select()) {
        batch.add(() -> carry(order));
      }
      for (Future<Void> done : threads.invokeAll(batch)) {
        done.get();
      }
      if (batch.isEmpty()) {
        Thread.sleep(50);
      }
    }
  }

  private List<Order> select() throws SQLException {
    try (Connection connection = erp.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select o.order_no, o.event_id, l.set_id, l.quantity, o.customer_name,"
                    + " o.customer_email, o.customer_phone"
                    + " from erp_order o join erp_order_line l on l.order_no = o.order_no"
                    + " where o.bridge_status = 'NEW' order by o.created_at, o.order_no limit "
                    + BATCH);
        ResultSet rows = select.executeQuery()) {
      List<Order> found = new ArrayList<>();
      while (rows.next()) {
        found.add(
            new Order(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7)));
      }
      return found;
    }
  }

  private Void carry(Order order) throws Exception {
    String customer =
        "\"settings\":{\"customer\":{\"name\":\"%s\",\"email\":\"%s\",\"phone\":\"%s\"}}"
            .formatted(order.name(), order.email(), order.phone());
    String reserve =
        "\"random\":{\"%s\":%d},\"all_or_nothing\":true,\"vendor_data\":{\"order_id\":\"%s\"}"
            .formatted(order.set(), order.places(), order.orderNo());
    String id =
        send("POST", "", "{\"event\":\"" + order.event() + "\"}").path("data").path("id").asText();
    if (combined) {
      send("PATCH", "/" + id, "{" + reserve + "," + customer + "}");
    } else {
      send("PATCH", "/" + id, "{" + reserve + "}");
      send("PATCH", "/" + id, "{" + customer + "}");
    }
    JsonNode done = send("PATCH", "/" + id, "{\"status\":\"done\"}").path("data");
    save(order.orderNo(), id, done);
    return null;
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(orders + path))
                .header("Authorization", "key " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  private void save(String orderNo, String id, JsonNode done) throws SQLException {
    try (Connection connection = erp.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update erp_order set bridge_status = 'DONE', tc_order_id = ?, tc_order_number = ?,"
                    + " tc_order_code = ?, tc_total = ?, bridge_updated_at = clock_timestamp()"
                    + " where order_no = ?")) {
      update.setString(1, id);
      update.setLong(2, done.path("number").asLong());
      update.setString(3, done.path("code").asText());
      update.setBigDecimal(4, new BigDecimal(done.path("values").path("full").asText()));
      update.setString(5, orderNo);
      update.executeUpdate();
    }
  }
}
