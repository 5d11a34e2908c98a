package io.tcbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import org.junit.jupiter.api.Test;

class JournalPurgeTest {

  @Test
  void personal_data_are_emptied_once_they_are_old_enough() throws Exception {
    try (Bundle bundle = Bundle.create()) {
      bundle.with("JOURNAL_KEEP_PERSONAL_DATA", "1s");
      bundle.with("JOURNAL_PURGE_SCHEDULE", "* * * * * ?");
      bundle.sandbox().seed(Sample.event());
      bundle
          .erp()
          .order("P-1", Sample.EVENT)
          .places(Sample.FLOOR, 1)
          .visitor("visitor-7", "Vera", "Orlova", "Ivanovna")
          .raw("{\"a\": \"b\"}")
          .save();

      bundle.start();
      bundle.awaitStatus("P-1", "DONE");
      bundle.await(() -> (Boolean) bundle.journalRow("P-1").get("purged"));

      assertThat(bundle.journalRow("P-1"))
          .containsEntry("customer_name", null)
          .containsEntry("customer_email", null)
          .containsEntry("customer_phone", null)
          .containsEntry("raw", null)
          .containsEntry("outcome", "done");
      assertThat(bundle.journalRow("P-1").get("lines").toString())
          .contains(Sample.FLOOR)
          .doesNotContain("visitor-7", "Vera", "Orlova", "Ivanovna");
    }
  }
}
