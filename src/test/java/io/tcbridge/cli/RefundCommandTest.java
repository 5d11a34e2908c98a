package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundCommandTest {

  @Test
  void refunds_strays_and_the_ledger_are_shown() throws Exception {
    try (Bundle bundle = Bundle.onSale().withRefunds()) {
      bundle.start();
      bundle.erp().order("C-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
      bundle.awaitStatus("C-1", "DONE");
      bundle.erp().refund("RC-1", "C-1", bundle.erp().ticketIds("C-1"));
      bundle.awaitRefund("RC-1", "OPEN");
      bundle.erp().refund("RC-2", "C-1", List.of("wrong"));
      bundle.awaitRefund("RC-2", "REFUSED");
      bundle.await(() -> says(bundle, "ledger").contains("finished"));

      assertThat(says(bundle, "list")).contains("RC-1", "C-1", "1000.00").doesNotContain("RC-2");
      assertThat(says(bundle, "list", "RC-2")).contains("refused", "INVALID");
      assertThat(says(bundle, "list", "--held")).isEqualTo("No refund waits.\n");
      assertThat(says(bundle, "strays")).startsWith("Every refund that was seen");
      assertThat(says(bundle, "ledger")).contains("created", "GAPS");
    }
  }

  private static String says(Bundle bundle, String... words) {
    StringWriter out = new StringWriter();
    String[] line = new String[words.length + 1];
    line[0] = "refund";
    System.arraycopy(words, 0, line, 1, words.length);
    int exit =
        Main.everything(bundle.env(), InputStream.nullInputStream(), settings -> () -> {})
            .setOut(new PrintWriter(out))
            .execute(line);
    assertThat(exit).isZero();
    return out.toString();
  }
}
