package io.tcbridge.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows everything about one order but the buyer's data. */
@Command(
    name = "show",
    description =
        "Shows one order with its revisions, remote orders, tickets and history, what happens next"
            + " and what can be done. Never the buyer's data, never a whole barcode.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class OrderShowCommand implements Callable<Integer> {

  @ParentCommand private OrderCommand order;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ORDER_NO", description = "The ERP's order number.")
  private String orderNo;

  @Override
  public Integer call() {
    OrderPage page = order.journal().run(this::read);
    PrintWriter out = spec.commandLine().getOut();
    if (order.json()) {
      out.println(json(page).encodePrettily());
    } else {
      page.lines().forEach(out::println);
    }
    out.flush();
    return page.revisions().isEmpty() ? ExitCode.PERSON_NEEDED : ExitCode.FINE;
  }

  private OrderPage read(Connection connection) throws SQLException {
    Map<String, Object> wanted = Map.of("order_no", orderNo);
    List<Map<String, Object>> revisions =
        JournalStatement.of("show-order.sql").rows(connection, wanted);
    List<OrderPage.Choice> choices = new ArrayList<>();
    for (OrderAction action : OrderAction.values()) {
      OrderActs look = new OrderActs(action, "", 0, 0, false);
      choices.add(new OrderPage.Choice(action, look.on(connection, List.of(orderNo)).get(0)));
    }
    return new OrderPage(
        orderNo,
        revisions,
        JournalStatement.of("show-remote-orders.sql").rows(connection, wanted),
        JournalStatement.of("show-tickets.sql").rows(connection, wanted),
        JournalStatement.of("show-history.sql").rows(connection, wanted),
        choices);
  }

  private static JsonObject json(OrderPage page) {
    JsonArray revisions = new JsonArray();
    page.revisions().forEach(row -> revisions.add(Words.json(row).put("next", NextStep.of(row))));
    JsonArray commands = new JsonArray();
    page.choices()
        .forEach(
            choice ->
                commands.add(
                    new JsonObject()
                        .put("command", choice.action().label())
                        .put("applicable", choice.result().applies())
                        .put("text", choice.result().text())));
    return new JsonObject()
        .put("order_no", page.orderNo())
        .put("revisions", revisions)
        .put("remote_orders", array(page.remotes()))
        .put("tickets", array(page.tickets()))
        .put("history", array(page.history()))
        .put("commands", commands);
  }

  private static JsonArray array(List<Map<String, Object>> rows) {
    JsonArray array = new JsonArray();
    rows.forEach(row -> array.add(Words.json(row)));
    return array;
  }
}
