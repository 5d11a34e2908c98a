package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.clock.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTest {

  private static final Duration CALL = Duration.ofSeconds(10);

  private long steady = 5_000_000_000L;
  private long wall = 1_000_000L;
  private final Moment asked = now();
  private Lease lease = claimed();

  private Moment now() {
    return new Moment(steady, wall);
  }

  private Lease claimed() {
    return new Lease(asked, Duration.ofSeconds(30), this::now);
  }

  private void pass(Duration bySteady, Duration byWall) {
    steady += bySteady.toNanos();
    wall += byWall.toMillis();
  }

  @Test
  void a_call_begins_while_the_lease_lasts_longer_than_the_call() {
    pass(Duration.ofSeconds(19), Duration.ofSeconds(19));
    assertThat(lease.outlives(CALL)).isTrue();

    pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(lease.outlives(CALL)).isFalse();
  }

  @Test
  void after_a_machine_was_suspended_its_steady_clock_has_missed_the_time() {
    pass(Duration.ofMillis(1), Duration.ofMinutes(1));

    assertThat(lease.outlives(CALL)).isFalse();
    assertThat(lease.statement()).isEqualTo(30_000);
    lease.renewed();
    assertThat(lease.outlives(CALL)).isTrue();
  }

  @Test
  void a_machine_that_is_suspended_until_the_claim_is_answered_has_lost_that_time() {
    pass(Duration.ofMillis(1), Duration.ofMinutes(1));
    lease = claimed();

    assertThat(lease.outlives(CALL)).isFalse();
  }

  @Test
  void a_clock_that_is_set_back_lengthens_nothing() {
    pass(Duration.ofSeconds(25), Duration.ofHours(-1));

    assertThat(lease.outlives(CALL)).isFalse();
  }

  @Test
  void a_statement_that_renews_counts_from_when_it_was_sent() {
    pass(Duration.ofSeconds(15), Duration.ofSeconds(15));
    assertThat(lease.statement()).isEqualTo(30_000);
    pass(Duration.ofSeconds(9), Duration.ofSeconds(9));
    lease.renewed();

    assertThat(lease.outlives(CALL)).isTrue();
    pass(Duration.ofSeconds(11), Duration.ofSeconds(11));
    assertThat(lease.outlives(CALL)).isFalse();
  }

  @Test
  void a_young_lease_is_not_renewed() {
    pass(Duration.ofSeconds(7), Duration.ofSeconds(7));

    assertThat(lease.statement()).isNull();
  }
}
