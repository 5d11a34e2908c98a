package io.tcbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.testing.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** An instance that was frozen while it told the ERP saves that it did, long after another one. */
class LateReportTest {

  private static final String TOLD =
      "[{\"order_id\": 1, \"claimed_until\": \"2020-01-01T00:00:00Z\", \"bridge_status\": \"REFUSED\"}]";

  private final HikariDataSource pool = new HikariDataSource();
  private NamedParameterJdbcTemplate journal;

  @BeforeEach
  void migrate() {
    pool.setJdbcUrl(Postgres.newDatabase());
    pool.setUsername(Postgres.user());
    pool.setPassword(Postgres.password());
    Journal.migrate(pool);
    journal = new NamedParameterJdbcTemplate(pool);
    revision(1);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void the_order_is_told_once_more() throws IOException {
    save();

    assertThat(isToTell()).isTrue();
  }

  @Test
  void a_revision_that_is_over_is_not_told_again() throws IOException {
    revision(2);

    save();
    assertThat(isToTell()).isFalse();

    postpone();
    assertThat(isToTell()).isFalse();
  }

  @Test
  void what_the_erp_may_have_taken_is_told_once_more() throws IOException {
    postpone();

    assertThat(isToTell()).isTrue();
  }

  private void revision(int revision) {
    journal
        .getJdbcOperations()
        .update(
            "insert into bridge.order_journal (order_no, revision) values ('A-1', ?)", revision);
  }

  private void save() throws IOException {
    journal.update(statement("save-reported.sql"), Map.of("told", TOLD));
  }

  private void postpone() throws IOException {
    journal.update(
        statement("postpone-report.sql"),
        Map.of(
            "order_id", 1, "claimed_until", "2020-01-01", "certain", false, "due_in_ms", 1_000L));
  }

  private boolean isToTell() {
    return journal
        .getJdbcOperations()
        .queryForObject(
            "select report_at is not null from bridge.order_journal where order_id = 1",
            Boolean.class);
  }

  private String statement(String name) throws IOException {
    try (var sql = getClass().getResourceAsStream("/sql/report/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8).replace(":#", ":");
    }
  }
}
