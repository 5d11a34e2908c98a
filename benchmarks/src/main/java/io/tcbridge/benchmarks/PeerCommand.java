package io.tcbridge.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh peer}: the bridge and a hand-written loop, one after the other, in one lab. */
@Command(
    name = "peer",
    description = "The same orders through the bridge and through a plain loop without any safety.",
    mixinStandardHelpOptions = true)
final class PeerCommand implements Callable<Integer> {

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
      lab.sandbox().seed(options.events(), 4 * (orders + warmUp));
      Throughput bridge = Throughput.ofBridge(lab, orders, warmUp, options.events());
      Throughput peer = Throughput.ofPeer(lab, orders, warmUp, options.events());
      ThroughputTable.of(bridge, peer).print(System.out, options.json());
      return bridge.done() == orders && peer.done() == orders ? 0 : 1;
    }
  }
}
