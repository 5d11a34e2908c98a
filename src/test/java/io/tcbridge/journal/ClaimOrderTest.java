package io.tcbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.testing.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Which of several due orders are claimed first. */
class ClaimOrderTest {

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
  void what_was_begun_does_not_wait_behind_a_backlog() throws IOException {
    waiting("waits longest", "now() - interval '1 hour'", "null", "null");
    waiting("waits", "now() - interval '1 minute'", "null", "null");
    waiting("holds", "now() - interval '1 second'", "now() + interval '9 minutes'", "null");
    waiting("expires soon", "now()", "now() + interval '2 minutes'", "null");
    waiting("abandoned", "now() - interval '1 second'", "null", "'gone'");
    waiting("in work", "now() + interval '9 seconds'", "now() + interval '1 minute'", "'busy'");
    waiting("not due", "now() + interval '9 seconds'", "null", "null");

    assertThat(claim(1)).containsExactly("abandoned");
    assertThat(claim(2)).containsExactlyInAnyOrder("expires soon", "holds");
    assertThat(claim(1)).containsExactly("waits longest");
    assertThat(claim(9)).containsExactly("waits");
    assertThat(claim(9)).isEmpty();
  }

  @Test
  void one_claim_takes_of_all_kinds_and_not_more_than_there_are_places() throws IOException {
    waiting("waits", "now() - interval '1 minute'", "null", "null");
    waiting("holds", "now()", "now() + interval '9 minutes'", "null");
    waiting("abandoned", "now()", "now() + interval '9 minutes'", "'gone'");
    waiting("waits too", "now()", "null", "null");

    assertThat(claim(3)).containsExactlyInAnyOrder("abandoned", "holds", "waits");
  }

  private void waiting(String orderNo, String dueAt, String expiresAt, String claimedBy) {
    journal
        .getJdbcOperations()
        .update(
            "insert into bridge.order_journal (order_no, revision, due_at, expires_at, claimed_by)"
                + " values ('%s', 1, %s, %s, %s)".formatted(orderNo, dueAt, expiresAt, claimedBy));
  }

  private List<String> claim(int free) throws IOException {
    try (var sql = getClass().getResourceAsStream("/sql/order/claim-orders.sql")) {
      String statement = new String(sql.readAllBytes(), StandardCharsets.UTF_8).replace(":#", ":");
      return journal.query(
          statement,
          Map.of("free", free, "lease_ms", 30_000L, "instance", "test"),
          (row, number) -> row.getString("order_no"));
    }
  }
}
