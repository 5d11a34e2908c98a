package io.tcbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.testing.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What is told to the ERP is one state of an order, never the order as it is with older tickets.
 */
class ClaimReportsTest {

  private static final String FIRST = "select report_attempts > 0 as alone";

  private final HikariDataSource pool = new HikariDataSource();
  private NamedParameterJdbcTemplate journal;

  @BeforeEach
  void migrate() {
    pool.setJdbcUrl(Postgres.newDatabase());
    pool.setUsername(Postgres.user());
    pool.setPassword(Postgres.password());
    Journal.migrate(pool);
    journal = new NamedParameterJdbcTemplate(pool);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void an_order_that_is_sold_while_its_report_is_claimed_is_told_with_its_tickets()
      throws Exception {
    journal
        .getJdbcOperations()
        .update(
            "insert into bridge.order_journal (order_no, revision, due_at, report_at)"
                + " values ('A-1', 1, now(), now() - interval '1 second')");

    CompletableFuture<List<Map<String, Object>>> slow;
    try (Connection seller = pool.getConnection()) {
      seller.setAutoCommit(false);
      try (var statement = seller.createStatement()) {
        statement.execute("select now()");
        slow =
            CompletableFuture.supplyAsync(
                () -> claim("select report_attempts > 0 or pg_sleep(2) is null"));
        Awaitility.await().until(this::isSleeping);
        statement.execute(
            "update bridge.order_journal set report_at = now(), remote_number = 1 where order_no = 'A-1'");
      }
      seller.commit();
    }

    assertThat(slow.get()).isEmpty();
    assertThat(claim(FIRST))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("remote_number", 1L));
  }

  private boolean isSleeping() {
    return journal
        .getJdbcOperations()
        .queryForObject(
            "select exists (select 1 from pg_stat_activity where wait_event = 'PgSleep'"
                + " and datname = current_database())",
            Boolean.class);
  }

  private List<Map<String, Object>> claim(String first) {
    try (var sql = getClass().getResourceAsStream("/sql/report/claim-reports.sql")) {
      String statement = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(statement).contains(FIRST);
      return journal.queryForList(
          statement
              .replace(FIRST, first + (first.equals(FIRST) ? "" : " as alone"))
              .replace(":#", ":"),
          Map.of("batch", 10, "lease_ms", 30_000L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
