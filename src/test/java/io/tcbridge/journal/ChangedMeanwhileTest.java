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
 * What is claimed is one state of a row with all that belongs to it, never the new row with the old
 * rest: a statement that waits for a lock goes on with the newest row, but its sub-selects stay
 * where it began.
 */
class ChangedMeanwhileTest {

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
    run(
        "insert into bridge.order_journal (order_no, revision, due_at, report_at)"
            + " values ('A-1', 1, now(), now() - interval '1 second')");

    assertThat(
            claimWhile(
                "update bridge.order_journal set report_at = now(), remote_number = 1 where order_no = 'A-1'",
                "report/claim-reports.sql",
                "report_attempts > 0 as alone",
                "report_attempts > 0 or pg_sleep(2) is null as alone"))
        .isEmpty();
    assertThat(claim("report/claim-reports.sql"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("remote_number", 1L));
  }

  @Test
  void an_order_that_is_found_while_it_is_claimed_comes_with_what_was_found() throws Exception {
    run(
        "insert into bridge.order_journal (order_no, revision, due_at)"
            + " values ('A-1', 1, now() - interval '1 second')");

    assertThat(
            claimWhile(
                "insert into bridge.stray (remote_id, found_by, mark) values ('5b3c', 'restore', 'A-1');"
                    + " update bridge.order_journal set due_at = now() where order_no = 'A-1'",
                "order/claim-orders.sql",
                "then 0 else cast(:free as integer)",
                "then 0 when pg_sleep(2) is null then 0 else cast(:free as integer)"))
        .isEmpty();
    assertThat(claim("order/claim-orders.sql"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("found", "[\"5b3c\"]"));
  }

  @Test
  void a_refund_whose_order_is_sold_while_it_is_claimed_comes_with_the_sold_order()
      throws Exception {
    run(
        "insert into bridge.order_journal (order_no, revision) values ('A-1', 1);"
            + " insert into bridge.refund_journal (refund_no, request_no, order_no, due_at)"
            + " values ('R-1', 'R-1', 'A-1', now() - interval '1 second')");

    assertThat(
            claimWhile(
                "update bridge.order_journal set remote_id = '5b3c' where order_no = 'A-1';"
                    + " update bridge.refund_journal set due_at = now() where refund_no = 'R-1'",
                "refund/claim-refunds.sql",
                "limit cast(:free as integer)",
                "limit case when pg_sleep(2) is null then 0 else cast(:free as integer) end"))
        .isEmpty();
    assertThat(claim("refund/claim-refunds.sql"))
        .singleElement()
        .satisfies(row -> assertThat((String) row.get("sold")).contains("5b3c"));
  }

  /** Claims with a statement that sleeps after it has begun, and commits the change meanwhile. */
  private List<Map<String, Object>> claimWhile(
      String change, String claim, String awake, String asleep) throws Exception {
    String statement = statement(claim);
    assertThat(statement).contains(awake);
    CompletableFuture<List<Map<String, Object>>> slow;
    try (Connection other = pool.getConnection()) {
      other.setAutoCommit(false);
      try (var statements = other.createStatement()) {
        statements.execute("select now()"); // the change bears the time at which it began
        slow = CompletableFuture.supplyAsync(() -> query(statement.replace(awake, asleep)));
        Awaitility.await().until(this::isSleeping);
        statements.execute(change);
      }
      other.commit();
    }
    return slow.get();
  }

  private boolean isSleeping() {
    return journal
        .getJdbcOperations()
        .queryForObject(
            "select exists (select 1 from pg_stat_activity where wait_event = 'PgSleep'"
                + " and datname = current_database())",
            Boolean.class);
  }

  private void run(String statements) {
    journal.getJdbcOperations().execute(statements);
  }

  private List<Map<String, Object>> claim(String name) {
    return query(statement(name));
  }

  private List<Map<String, Object>> query(String statement) {
    return journal.queryForList(
        statement, Map.of("free", 9, "batch", 10, "lease_ms", 30_000L, "instance", "test"));
  }

  private String statement(String name) {
    try (var sql = getClass().getResourceAsStream("/sql/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8).replace(":#", ":");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
