package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.RemoteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    assertThat(claim.statement()).containsEntry("lease_ms", ClaimBuilder.LEASE.toMillis());
    claim.renewed();

    assertThat(claim.outlives(CALL)).isTrue();
    assertThat(claim.outlives(ClaimBuilder.LEASE)).isFalse();
  }

  @Test
  void a_young_lease_is_left_as_it_is() {
    Claim claim = new ClaimBuilder().claimedAgo(Duration.ofSeconds(2)).build();

    assertThat(claim.statement()).containsEntry("lease_ms", null);
    claim.renewed();

    assertThat(claim.outlives(Duration.ofSeconds(11))).isFalse();
  }

  @Test
  void a_renewal_renews_a_young_lease_too() {
    Claim claim = new ClaimBuilder().claimedAgo(Duration.ofSeconds(2)).build();

    assertThat(claim.renewal()).containsEntry("lease_ms", ClaimBuilder.LEASE.toMillis());
    claim.renewed();

    assertThat(claim.outlives(Duration.ofSeconds(11))).isTrue();
  }

  /** The remote order of an earlier claim is given back, so this one begins with a create. */
  @Test
  void a_claim_is_handed_out_once_even_if_its_worker_is_faster_than_the_hand_out() {
    OrderClaims claims = new OrderClaims(null, null, null, null, () -> true);
    Claim claim = new ClaimBuilder().stage(Stage.RECEIVED).build();
    List<Claim> handedOut = claims.fresh(List.of(claim));

    handedOut.get(0).created(remoteOrder(), Duration.ofMinutes(15));

    assertThat(handedOut).containsExactly(claim);
    assertThat(claims.toRead(List.of(claim))).isEmpty();
  }

  private static RemoteOrder remoteOrder() {
    return new RemoteOrder(
        "6a00000000000000000000aa",
        "executed",
        ClaimBuilder.EVENT,
        Instant.now(),
        Duration.ofMinutes(15),
        "A-1",
        List.of(),
        null,
        null,
        null,
        null,
        Map.of(),
        false);
  }
}
