package io.tcbridge.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * One action on the orders that are named or filtered. Without --yes it only says what it would do.
 */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 every order was fit for it, 3 at least one was not, 1 failed, 2 wrong usage."
    })
final class OrderActionCommand implements Callable<Integer> {

  private static final Pattern RATE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(?:/([smh]))?");
  private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600);

  @ParentCommand private OrderCommand order;

  @Spec private CommandSpec spec;

  @Mixin private OrderFilter filter;

  @Parameters(
      paramLabel = "ORDER_NO",
      arity = "0..*",
      description = "The ERP's order numbers; - reads them from stdin, one per line.")
  private List<String> orderNos = List.of();

  @Mixin private Consent consent;

  @Option(
      names = "--rate",
      defaultValue = "10/s",
      paramLabel = "N/s",
      description =
          "How many of these orders become due per second (N/s), minute (N/m) or hour (N/h), so"
              + " that a pile of them is no storm. Default: ${DEFAULT-VALUE}.")
  private String rate;

  @Mixin private Who who;

  private final OrderAction action;

  OrderActionCommand(OrderAction action) {
    this.action = action;
  }

  @Override
  public Integer call() {
    checkUsage();
    long gapMillis = gapMillis();
    List<String> named = named();
    Map<String, Object> wanted = filter.parameters(Long.MAX_VALUE);
    OrderActs acts =
        new OrderActs(
            action,
            who.name(),
            gapMillis,
            order.rules().heldHoldTime().toMillis(),
            consent.isGiven());
    List<OrderActs.Result> results =
        order
            .journal()
            .run(
                connection ->
                    acts.on(connection, named.isEmpty() ? found(connection, wanted) : named));
    print(results);
    return results.stream().allMatch(OrderActs.Result::applies)
        ? ExitCode.FINE
        : ExitCode.PERSON_NEEDED;
  }

  private void checkUsage() {
    consent.check(spec);
    if (orderNos.isEmpty() == filter.isEmpty()) {
      throw wrong(
          orderNos.isEmpty()
              ? "Name orders, or choose them by a filter such as --status held"
              : "Name orders or choose them by a filter, not both");
    }
    if (!who.name().matches("[^\\p{Cc}]{1,64}")) {
      throw wrong("--by is a name of at most 64 characters");
    }
  }

  private long gapMillis() {
    Matcher given = RATE.matcher(rate);
    if (!given.matches() || new BigDecimal(given.group(1)).signum() == 0) {
      throw wrong("--rate is a number per second, minute or hour such as 10/s, 30/m or 100/h");
    }
    int unit = given.group(2) == null ? 1 : SECONDS.get(given.group(2));
    return BigDecimal.valueOf(unit * 1000L)
        .divide(new BigDecimal(given.group(1)), RoundingMode.HALF_UP)
        .longValue();
  }

  private List<String> named() {
    List<String> all = new ArrayList<>();
    for (String orderNo : orderNos) {
      if (orderNo.equals("-")) {
        new BufferedReader(new InputStreamReader(order.in(), StandardCharsets.UTF_8))
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(all::add);
      } else {
        all.add(orderNo);
      }
    }
    if (!orderNos.isEmpty() && all.isEmpty()) {
      throw wrong("stdin names no order");
    }
    return all;
  }

  /** The nearest end of a hold first, as the workers take them, then the oldest. */
  private static List<String> found(Connection connection, Map<String, Object> wanted)
      throws SQLException {
    List<Map<String, Object>> rows =
        new ArrayList<>(JournalStatement.of("list-orders.sql").rows(connection, wanted));
    rows.sort(
        (one, other) -> {
          int byHold = Long.compare(holdEnd(one), holdEnd(other));
          return byHold != 0 ? byHold : Long.compare(age(other), age(one));
        });
    return rows.stream().map(row -> (String) row.get("order_no")).toList();
  }

  private static long holdEnd(Map<String, Object> row) {
    Object seconds = row.get("expires_in_seconds");
    return seconds == null ? Long.MAX_VALUE : (Long) seconds;
  }

  private static long age(Map<String, Object> row) {
    return (Long) row.get("age_seconds");
  }

  private void print(List<OrderActs.Result> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (order.json()) {
      out.println(json(results).encodePrettily());
    } else {
      text(results).forEach(out::println);
    }
    out.flush();
  }

  private List<String> text(List<OrderActs.Result> results) {
    if (results.isEmpty()) {
      return List.of("No order matches.");
    }
    TextTable table =
        new TextTable("ORDER", consent.isGiven() ? "RESULT" : "WOULD BE", "WHAT", "DUE");
    for (OrderActs.Result result : results) {
      table.add(
          result.orderNo(),
          result.applies() ? "done" : "not applicable",
          result.text(),
          Words.time(result.due()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    long done = results.stream().filter(OrderActs.Result::applies).count();
    lines.add("");
    lines.add(
        action.label()
            + ": "
            + done
            + " of "
            + results.size()
            + " orders, the rest not applicable");
    if (!consent.isGiven()) {
      lines.add("Nothing was changed: this was a dry run. Add --yes to do it.");
    }
    return lines;
  }

  private JsonObject json(List<OrderActs.Result> results) {
    JsonArray orders = new JsonArray();
    for (OrderActs.Result result : results) {
      orders.add(
          new JsonObject()
              .put("order_no", result.orderNo())
              .put("result", result.applies() ? fit() : "not-applicable")
              .put("effect", result.effect())
              .put("text", result.text())
              .put("due_at", result.due() == null ? null : result.due().toString()));
    }
    long fit = results.stream().filter(OrderActs.Result::applies).count();
    return new JsonObject()
        .put("action", action.label())
        .put("dry_run", !consent.isGiven())
        .put("done", consent.isGiven() ? fit : 0)
        .put("would_be_done", consent.isGiven() ? 0 : fit)
        .put("not_applicable", results.size() - fit)
        .put("orders", orders);
  }

  private String fit() {
    return consent.isGiven() ? "done" : "would-be-done";
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
