package io.tcbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.RemoteClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClocksTest {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final RemoteClock remote = new RemoteClock(() -> NOON);
  private final Clocks clocks = new Clocks(() -> NOON, remote);

  @Test
  void what_is_not_known_is_no_trouble() {
    assertThat(clocks.ahead()).isEmpty();
    assertThat(clocks.trouble()).isNull();
  }

  @Test
  void a_minute_is_no_trouble() {
    clocks.journal(NOON.plusSeconds(60));

    assertThat(clocks.trouble()).isNull();
  }

  @Test
  void more_is_told_with_whose_clock_it_is() {
    clocks.journal(NOON.minusSeconds(61));
    remote.tell("Sat, 14 Mar 2026 13:00:00 GMT");

    assertThat(clocks.ahead()).containsOnlyKeys("journal", "ticketscloud");
    assertThat(clocks.trouble()).contains("journal -61 s, ticketscloud 3600 s");

    clocks.journal(NOON);
    assertThat(clocks.trouble()).doesNotContain("journal");
  }
}
