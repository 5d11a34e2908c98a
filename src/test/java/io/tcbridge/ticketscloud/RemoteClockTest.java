package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RemoteClockTest {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final AtomicReference<Instant> own = new AtomicReference<>(NOON);
  private long steady = 5_000_000_000L;
  private final RemoteClock clock = new RemoteClock(own::get, () -> steady);

  private void pass(Duration bySteady, Duration byWall) {
    steady += bySteady.toNanos();
    own.set(own.get().plus(byWall));
  }

  @Test
  void until_an_answer_tells_the_time_it_is_the_machines() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.ahead()).isEmpty();

    clock.tell(null);
    clock.tell("yesterday");

    assertThat(clock.ahead()).isEmpty();
  }

  @Test
  void it_goes_on_from_what_was_told_and_not_back_with_the_machine() {
    clock.tell("Sat, 14 Mar 2026 12:00:00 GMT");

    pass(Duration.ofSeconds(20), Duration.ofHours(-5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(20));
    assertThat(clock.ahead()).isEmpty();

    clock.tell("Sat, 14 Mar 2026 12:00:20 GMT");
    assertThat(clock.ahead()).hasValue(Duration.ofHours(5).plusSeconds(20));
  }

  @Test
  void after_a_machine_was_suspended_it_has_not_missed_the_time() {
    clock.tell("Sat, 14 Mar 2026 11:00:00 GMT");

    pass(Duration.ofMillis(1), Duration.ofMinutes(30));

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-14T11:30:00Z"));
    assertThat(clock.ahead()).isEmpty();
  }

  @Test
  void the_next_answer_counts_at_once_where_the_clocks_of_the_machine_disagree() {
    clock.tell("Sat, 14 Mar 2026 12:00:00 GMT");

    pass(Duration.ofMillis(300), Duration.ofHours(5));
    clock.tell("Sat, 14 Mar 2026 12:00:01 GMT");

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    assertThat(clock.ahead()).hasValueSatisfying(by -> assertThat(by).isNegative());
  }

  @Test
  void what_was_told_long_ago_says_nothing_of_the_machines_clock() {
    clock.tell("Sat, 14 Mar 2026 12:00:00 GMT");

    pass(Duration.ofMinutes(11), Duration.ofMinutes(11));

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(11)));
    assertThat(clock.ahead()).isEmpty();
  }
}
