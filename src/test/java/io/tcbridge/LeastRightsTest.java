package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rights that the operations page names are enough, because this runs with exactly those. */
class LeastRightsTest {

  @Test
  void the_documented_rights_are_enough_for_a_sale_and_a_refusal() throws Exception {
    try (Bundle bundle = Bundle.create().withRefunds()) {
      bundle.sandbox().seed(Sample.event());
      bundle.erp().order("R-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
      bundle.erp().order("R-2", "wrong").places(Sample.FLOOR, 1).save();
      bundle.erp().order("R-3", Sample.EVENT).places(Sample.FLOOR, 1).cancelled().save();
      grant(bundle.erp().jdbc(), "bridge_erp", grants().get(0));
      grant(bundle.journal(), "bridge_journal", grants().get(1));
      bundle.with("ERP_JDBC_USER", "bridge_erp").with("ERP_JDBC_PASSWORD", "secret");
      bundle.with("JOURNAL_JDBC_USER", "bridge_journal").with("JOURNAL_JDBC_PASSWORD", "secret");

      bundle.start();
      bundle.awaitStatus("R-1", "DONE");
      bundle.awaitStatus("R-2", "REFUSED");
      bundle.awaitStatus("R-3", "CANCELLED");

      bundle.erp().refund("B-1", "R-1", bundle.erp().ticketIds("R-1"));
      bundle.erp().decide("B-1", "APPROVE");
      bundle.awaitRefund("B-1", "APPROVED");

      assertThat(bundle.erp().tickets("R-1")).hasSize(1);
    }
  }

  /** The SQL of the section "Least rights": first the ERP's, then the journal's. */
  private static List<String> grants() throws Exception {
    String page = Files.readString(Path.of("docs/operations.md"));
    String section = page.substring(page.indexOf("## Least rights"));
    String sql =
        section.substring(
            section.indexOf("```sql") + 6, section.indexOf("```", section.indexOf("```sql") + 6));
    String[] parts = Pattern.compile("(?m)^-- Journal.*$").split(sql);
    return List.of(parts);
  }

  private static void grant(JdbcTemplate database, String user, String sql) {
    database.execute("create role " + user + " login password 'secret'");
    for (String statement : sql.replaceAll("(?m)^--.*$", "").split(";")) {
      if (!statement.isBlank()) {
        database.execute(statement.replaceAll("(to|authorization) bridge\\b", "$1 " + user));
      }
    }
  }
}
