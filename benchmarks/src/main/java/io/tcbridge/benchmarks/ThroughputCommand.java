package io.tcbridge.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh throughput}: orders through the bridge, with everything on this machine. */
@Command(
    name = "throughput",
    description = "Orders without seats through the bridge: speed, processor time, calls, commits.",
    mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {

  @Mixin private LabOptions options;

  @Option(names = "--orders", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
  private int orders;

  @Option(
      names = "--warm-up",
      defaultValue = "1000",
      description = "Orders before the measured ones, 0 = none (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws Exception {
    try (Lab lab = Lab.open(options)) {
      lab.sandbox().seed(options.events(), 2 * (orders + warmUp));
      Throughput bridge = Throughput.ofBridge(lab, orders, warmUp, options.events());
      ThroughputTable.of(bridge).print(System.out, options.json());
      return bridge.done() == orders ? 0 : 1;
    }
  }
}
