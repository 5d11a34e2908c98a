package io.tcbridge.benchmarks;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh stop}: SIGTERM in the middle of the work, as at a deployment. */
@Command(
    name = "stop",
    description = "SIGTERM to one of two instances in the middle of their work.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration GLANCE = Duration.ofMillis(20);

  @Mixin private LabOptions options;

  @Option(names = "--orders", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Override
  public Integer call() throws Exception {
    try (Lab lab = Lab.open(options)) {
      lab.sandbox().seed(options.events(), 2 * orders);
      ErpOrders.load(lab.database(), Lab.ERP, "order", orders, options.events());
      BridgeProcess first = lab.startBridge("first");
      Wait.until(
          "a third of the orders is DONE",
          MOST,
          GLANCE,
          () ->
              lab.database()
                      .number(
                          Lab.ERP, "select count(*) from erp_order where bridge_status = 'DONE'")
                  >= orders / 3);
      BridgeProcess second = lab.startBridge("second");
      double signal = lab.now();
      first.program().terminate();
      int exit = first.program().awaitEnd();
      double ended = lab.now();
      long left =
          lab.database()
              .number(
                  Lab.JOURNAL,
                  "select count(*) from bridge.order_journal where claimed_by = 'first'");
      try (Connection erp = lab.database().open(Lab.ERP)) {
        Wait.until("all are final", MOST, GLANCE, () -> ErpOrders.areThrough(erp, "order"));
      }
      double resumed =
          lab.database()
              .decimal(
                  Lab.JOURNAL,
                  "select extract(epoch from min(at)) from bridge.order_history"
                      + " where instance = 'second'");
      double all = lab.now();
      second.program().close();
      Table table = new Table("stop");
      table.row("exit code", exit);
      table.row("seconds to the end of the process", ended - signal);
      table.row("claims that it left behind", left);
      table.row("seconds until the one started meanwhile worked", resumed - signal);
      table.row("seconds until all orders were through", all - signal);
      Agreement agreement = Agreement.check(lab, orders);
      agreement.print(table);
      table.print(System.out, options.json());
      return agreement.holds() && exit == 0 && left == 0 ? 0 : 1;
    }
  }
}
