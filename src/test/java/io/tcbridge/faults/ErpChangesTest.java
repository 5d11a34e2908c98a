package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.OrderView;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An ERP that commits late, and changes its mind after an order was taken. */
@Tag("campaign")
final class ErpChangesTest {

  @Test
  void rows_that_appear_long_after_later_ones_are_taken_too() throws Exception {
    Scenario.of("ERP transactions that commit out of order", "R27")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              List<Connection> open = new ArrayList<>();
              for (int i = 0; i < 12; i++) {
                open.add(begin(bundle, "A-" + i));
              }
              bundle.startAndWait();
              bundle.startAndWait();
              scene.orders("Z", 60);
              scene.counts(open.size());
              scene.await(() -> bundle.erp().count("DONE") >= 40);

              while (!open.isEmpty()) {
                try (Connection next = open.remove(scene.random().nextInt(open.size()))) {
                  next.commit();
                }
                long done = bundle.erp().count("DONE");
                scene.await(() -> bundle.erp().count("DONE") > done);
              }
              scene.await(() -> bundle.erp().count("DONE") == 72);

              assertThat(bundle.sandbox().orders())
                  .extracting(OrderView::status)
                  .containsOnly("done");
            });
  }

  /** An order whose number comes before all others, and that nobody can see yet. */
  private static Connection begin(Bundle bundle, String orderNo) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            bundle.erp().url(), bundle.erp().user(), bundle.erp().password());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into erp_order_line (order_no, line_no, set_id, quantity) values ('%s', 1, '%s', 1)"
              .formatted(orderNo, Sample.FLOOR));
      statement.executeUpdate(
          "insert into erp_order (order_no, event_id, expected_total, created_at)"
              .concat(" values ('%s', '%s', 1100.00, now() - interval '1 hour')")
              .formatted(orderNo, Sample.EVENT));
    }
    return connection;
  }

  @Test
  void cancellations_and_edits_at_any_moment_end_the_same_on_both_sides() throws Exception {
    Scenario.of("orders cancelled and edited in the ERP after intake", "R28")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              bundle.startAndWait();
              bundle.sandbox().fault(Fault.latency(null, 100, 30));
              bundle.sandbox().fault(Fault.lostAnswer(null).probability(0.05));
              List<String> numbers = new ArrayList<>(scene.orders("C", 120));
              Collections.reverse(numbers); // on a slow machine the first ones are sold by now

              for (String orderNo : numbers) {
                switch (scene.random().nextInt(4)) {
                  case 0 -> edit(bundle, orderNo);
                  case 1, 2 -> cancel(bundle, orderNo);
                  default -> scene.await(() -> !bundle.erp().status(orderNo).equals("NEW"));
                }
              }
              scene.await(
                  () ->
                      numbers.stream()
                          .allMatch(
                              no ->
                                  List.of("DONE", "CANCELLED").contains(bundle.erp().status(no))));

              for (String orderNo : numbers) {
                boolean done = bundle.erp().status(orderNo).equals("DONE");
                assertThat(bundle.everyRemote(orderNo))
                    .as(orderNo)
                    .filteredOn(order -> order.status().equals("done"))
                    .hasSize(done ? 1 : 0);
                if (!done) {
                  assertThat(bundle.erp().reason(orderNo)).startsWith("CANCELLED_BY_ERP: ");
                }
              }
              assertThat(bundle.erp().count("CANCELLED")).isPositive();
            });
  }

  private static void cancel(Bundle bundle, String orderNo) {
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set cancel_requested = true where order_no = ?", orderNo);
  }

  /** What was taken is sold as it was then; edits come too late. */
  private static void edit(Bundle bundle, String orderNo) {
    bundle.await(() -> !bundle.erp().status(orderNo).equals("NEW"));
    bundle
        .erp()
        .jdbc()
        .update("update erp_order_line set quantity = 9 where order_no = ?", orderNo);
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set expected_total = 9900.00 where order_no = ?", orderNo);
  }

  @Test
  void rows_that_nobody_can_sell_hold_up_nobody() throws Exception {
    Scenario.of("poison rows among good ones", "R29", "R30")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              bundle.startAndWait();
              List<String> poison = new ArrayList<>();
              for (int round = 0; round < 5; round++) {
                scene.orders("G" + round, 20);
                for (String bad : Poison.STATEMENTS) {
                  String orderNo = "P-" + poison.size();
                  good(bundle, orderNo, bad);
                  poison.add(orderNo);
                }
              }
              scene.counts(poison.size());

              scene.await(() -> bundle.erp().count("DONE") == 100);
              scene.await(() -> bundle.erp().count("REFUSED") == poison.size());

              assertThat(poison).allMatch(no -> bundle.erp().reason(no).startsWith("INVALID: "));
              assertThat(bundle.calls("create")).hasSize(100);
            });
  }

  /** A good row that is spoiled before anybody sees it. */
  private static void good(Bundle bundle, String orderNo, String spoil) {
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_order_line (order_no, line_no, set_id, quantity) values (?, 1, ?, 1)",
            orderNo,
            Sample.FLOOR);
    bundle
        .erp()
        .jdbc()
        .update(
            "insert into erp_order (order_no, event_id, expected_total, bridge_status)"
                + " values (?, ?, 1100.00, 'LATER')",
            orderNo,
            Sample.EVENT);
    bundle.erp().jdbc().update(spoil, orderNo);
    bundle
        .erp()
        .jdbc()
        .update("update erp_order set bridge_status = 'NEW' where order_no = ?", orderNo);
  }

  /** Each makes a row of the ERP one that cannot be sold. */
  private static final class Poison {
    private static final List<String> STATEMENTS =
        List.of(
            "update erp_order set event_id = 'ÿ\u0001' where order_no = ?",
            "update erp_order set event_id = '' where order_no = ?",
            "update erp_order set customer_email = 'nobody' where order_no = ?",
            "update erp_order set customer_email = E'a\\u0001@example.com' where order_no = ?",
            "update erp_order set customer_email = null, send_tickets = true where order_no = ?",
            "update erp_order set expected_total = -1 where order_no = ?",
            "update erp_order set raw = '{\"a\": ' where order_no = ?",
            "update erp_order set raw = '[1]' where order_no = ?",
            "update erp_order set raw = repeat('x', 4000) where order_no = ?",
            "update erp_order_line set quantity = 0 where order_no = ?",
            "update erp_order_line set quantity = -7 where order_no = ?",
            "update erp_order_line set quantity = 2147483647 where order_no = ?",
            "update erp_order_line set set_id = 'x' where order_no = ?",
            "update erp_order_line set set_id = null where order_no = ?",
            "update erp_order_line set ticket_id = set_id where order_no = ?",
            "insert into erp_order_line (order_no, line_no, set_id, quantity) select order_no, n,"
                + " set_id, 1 from erp_order_line, generate_series(2, 1001) n where order_no = ?");
  }
}
