package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RemoteClockTest {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final AtomicReference<Instant> own = new AtomicReference<>(NOON);
  private final RemoteClock clock = new RemoteClock(own::get);

  @Test
  void until_an_answer_tells_the_time_it_is_the_machines() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.ahead()).isEmpty();

    clock.tell(null);
    clock.tell("yesterday");

    assertThat(clock.ahead()).isEmpty();
  }

  @Test
  void it_goes_on_from_what_was_told_and_does_not_jump_with_the_machine() {
    clock.tell("Sat, 14 Mar 2026 12:00:00 GMT");
    own.set(NOON.plus(Duration.ofHours(5)));

    assertThat(clock.instant()).isCloseTo(NOON, within(2, ChronoUnit.SECONDS));
    assertThat(clock.ahead()).hasValueSatisfying(by -> assertThat(by).isNegative());
    assertThat(clock.ahead().orElseThrow().abs()).isGreaterThan(Duration.ofMinutes(299));
  }
}
