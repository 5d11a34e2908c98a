package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimTest {

  private static final Duration CALL = Duration.ofSeconds(2);

  @Test
  void a_fresh_lease_outlives_a_call() {
    Claim claim = new ClaimBuilder().build();

    assertThat(claim.outlives(CALL)).isTrue();
  }

  @Test
  void a_lease_that_ends_within_a_call_does_not() {
    Claim claim = new ClaimBuilder().claimedAgo(Duration.ofSeconds(11)).build();

    assertThat(claim.outlives(CALL)).isFalse();
  }

  @Test
  void a_statement_that_went_through_renews_the_lease_from_the_moment_it_was_sent() {
    Claim claim = new ClaimBuilder().claimedAgo(Duration.ofSeconds(11)).build();

    claim.statement();
    claim.renewed();

    assertThat(claim.outlives(CALL)).isTrue();
    assertThat(claim.outlives(ClaimBuilder.LEASE)).isFalse();
  }
}
