package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {

  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final Duration CALL = Duration.ofSeconds(2);

  @Test
  void a_fresh_lease_outlives_a_call() {
    Claim claim = claimed(Duration.ZERO);

    assertThat(claim.outlives(CALL)).isTrue();
  }

  @Test
  void a_lease_that_ends_within_a_call_does_not() {
    Claim claim = claimed(Duration.ofSeconds(11));

    assertThat(claim.outlives(CALL)).isFalse();
  }

  @Test
  void a_statement_that_went_through_renews_the_lease_from_the_moment_it_was_sent() {
    Claim claim = claimed(Duration.ofSeconds(11));

    claim.statement();
    claim.renewed();

    assertThat(claim.outlives(CALL)).isTrue();
    assertThat(claim.outlives(LEASE)).isFalse();
  }

  private static Claim claimed(Duration ago) {
    JournalRow row =
        new JournalRow(
            1,
            "A-1",
            1,
            "fence",
            "6a0000000000000000000001",
            List.of(),
            new Customer(null, null, null, null),
            List.of(),
            false,
            null,
            null,
            false,
            "working",
            Stage.RECEIVED,
            null,
            null,
            null,
            1,
            0,
            null,
            null,
            null,
            null,
            false,
            false,
            null,
            0,
            null,
            null,
            null,
            Duration.ZERO,
            null,
            null);
    return new Claim(row, System.nanoTime() - ago.toNanos(), LEASE);
  }
}
