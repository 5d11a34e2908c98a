package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is taken away between a request and its answer. */
class ExportKilledTest {

  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path dir;

  @Test
  void a_process_that_is_killed_while_it_asks_leaves_one_marked_repeat() throws Exception {
    try (Bundle bundle = Bundle.onSale()) {
      Exports exports =
          new Exports(bundle, dir)
              .define(
                  """
                  name: daily-sales
                  cron: 0 0 6 * * ?
                  zone: Europe/Moscow
                  period: yesterday
                  recipients: [sales@example.org]
                  missed: last
                  """);
      bundle.sandbox().fault(Fault.hang("export").withEffect(true).times(1));
      bundle.with("TICKETSCLOUD_TIMEOUT", "10s").with("ORDER_LEASE", "20s");
      BridgeProcess victim = bundle.startProcess("victim");
      exports.missDays(3);

      bundle.await(LONG, () -> !bundle.calls("export").isEmpty());
      victim.kill();
      bundle.start();
      bundle.await(LONG, () -> exports.count("done") == 1);

      assertThat(bundle.calls("export")).hasSize(2);
      assertThat(exports.slots()).hasSize(3);
      assertThat(exports.slots().get(2))
          .containsEntry("repeated", true)
          .containsEntry("attempts", 2);
    }
  }
}
