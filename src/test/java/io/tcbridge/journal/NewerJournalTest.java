package io.tcbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** An update that is taken back: the older program finds a journal that it does not know. */
final class NewerJournalTest {

  @Test
  void a_journal_of_a_newer_version_is_refused_and_left_alone() throws Exception {
    try (Bundle bundle = Bundle.onSale()) {
      bundle.stop(bundle.startAndWait());
      bundle
          .journal()
          .update(
              "insert into bridge.flyway_schema_history (installed_rank, version, description, type,"
                  + " script, installed_by, execution_time, success)"
                  + " values (999, '999', 'of a newer one', 'SQL', 'V999__of_a_newer_one.sql',"
                  + " 'bridge', 1, true)");
      bundle.erp().order("N-1", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();

      try (BridgeProcess older = BridgeProcess.start(new HashMap<>(bundle.env()))) {
        bundle.await(Duration.ofMinutes(1), () -> !older.isAlive());

        assertThat(older.stop()).isEqualTo(2);
        assertThat(older.lines())
            .anyMatch(line -> line.contains("version 999, made by a newer bridge"))
            .noneMatch(line -> line.startsWith("\tat "));
      }
      assertThat(bundle.erp().status("N-1")).isEqualTo("NEW");
    }
  }
}
