package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh kill}: the process dies in the middle of its work, again and again. */
@Command(
    name = "kill",
    description = "kill -9 of `bridge run` in the middle of its work; started again at once.",
    mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {

  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration GLANCE = Duration.ofMillis(20);

  @Mixin private LabOptions options;

  @Option(names = "--orders", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Option(names = "--kills", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int kills;

  private final Table table =
      new Table("killed after, orders", "claims it had", "work resumed, s", "its claims went on, s");

  /** What a killed process left behind. */
  private record Kill(String instance, double at, long finished, List<String> claims) {}

  @Override
  public Integer call() throws Exception {
    try (Lab lab = Lab.open(options)) {
      lab.sandbox().seed(options.events(), 2 * orders);
      ErpOrders.load(lab.database(), Lab.ERP, "order", orders, options.events());
      double start = lab.now();
      List<Kill> all = new ArrayList<>();
      BridgeProcess bridge = lab.startBridge("run-0");
      for (int i = 1; i <= kills; i++) {
        long wanted = (long) orders * i / (kills + 1);
        awaitFinished(lab, bridge, wanted);
        bridge.program().kill();
        all.add(kill(lab, bridge.instance()));
        bridge = lab.startBridge("run-" + i);
      }
      try (Connection erp = lab.database().open(Lab.ERP)) {
        Wait.until("all are final", MOST, GLANCE, () -> ErpOrders.areThrough(erp, "order"));
      }
      double seconds = lab.now() - start;
      bridge.program().close();
      for (int i = 0; i < all.size(); i++) {
        row(lab, i + 1, all.get(i));
      }
      table.row("seconds for all orders", seconds);
      Agreement agreement = Agreement.check(lab, orders);
      agreement.print(table);
      table.print(System.out, options.json());
      return agreement.holds() ? 0 : 1;
    }
  }

  private static void awaitFinished(Lab lab, BridgeProcess bridge, long wanted) throws Exception {
    Wait.until(
        "the journal is there",
        MOST,
        GLANCE,
        () ->
            lab.database()
                .text(Lab.JOURNAL, "select to_regclass('bridge.order_history') is not null")
                .equals("t"));
    try (Connection journal = lab.database().open(Lab.JOURNAL)) {
      Wait.until(
          wanted + " orders are finished and " + bridge.instance() + " works",
          MOST,
          GLANCE,
          () -> {
            if (!bridge.program().isAlive()) {
              throw new IllegalStateException("it ended: " + bridge.program().output());
            }
            return finished(journal) >= wanted && !claims(journal, bridge.instance()).isEmpty();
          });
    }
  }

  private static long finished(Connection journal) throws SQLException {
    return Long.parseLong(
        Database.rows(
                journal, "select count(*) from bridge.order_journal where status = 'finished'")
            .get(0)
            .get(0));
  }

  private static List<String> claims(Connection journal, String instance) throws SQLException {
    return Database.rows(
            journal,
            "select order_id from bridge.order_journal"
                + " where claimed_by = ? and status = 'working' order by order_id",
            instance)
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  private static Kill kill(Lab lab, String instance) throws SQLException {
    double at = lab.now();
    try (Connection journal = lab.database().open(Lab.JOURNAL)) {
      return new Kill(instance, at, finished(journal), claims(journal, instance));
    }
  }

  private void row(Lab lab, int number, Kill kill) throws SQLException {
    double resumed =
        lab.database()
            .decimal(
                Lab.JOURNAL,
                "select extract(epoch from min(at)) from bridge.order_history where instance = ?",
                "run-" + number);
    double wentOn = 0;
    for (String order : kill.claims()) {
      double first =
          lab.database()
              .decimal(
                  Lab.JOURNAL,
                  "select extract(epoch from min(at)) from bridge.order_history"
                      + " where order_id = cast(? as bigint) and instance <> ?"
                      + " and at > to_timestamp(cast(? as double precision))",
                  order,
                  kill.instance(),
                  kill.at());
      wentOn = Math.max(wentOn, first - kill.at());
    }
    table.row(
        "kill " + number,
        kill.finished(),
        kill.claims().size(),
        resumed - kill.at(),
        kill.claims().isEmpty() ? Double.NaN : wentOn);
  }
}
