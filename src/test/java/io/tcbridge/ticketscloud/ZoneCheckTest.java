package io.tcbridge.ticketscloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneCheckTest {

  private static final Instant MADE = Instant.parse("2026-03-14T09:26:53Z");

  private final KeyGate gate = new KeyGate();

  @ParameterizedTest
  @CsvSource({
    "UTC, 10800, +03:00",
    "UTC, 10799, +03:00",
    "UTC, 10802, +03:00",
    "UTC, -18000, -05:00",
    "UTC, 20700, +05:45",
    "Europe/Moscow, -10800, Z",
    "Europe/Moscow, 0, ''",
    "Asia/Kathmandu, 1199, ''",
    "UTC, 1200, ''",
    "UTC, -1200, ''"
  })
  void the_zone_of_the_times_is_named(String set, int off, String named) {
    check(set).look(order(MADE, Instant.ofEpochSecond(MADE.getEpochSecond() + off), set));

    if (named.isEmpty()) {
      assertThat(gate.isOpen()).isTrue();
    } else {
      assertThat(gate.pause().reason()).isEqualTo("WRONG_TIME_ZONE");
      assertThat(gate.pause().text()).endsWith("(TICKETSCLOUD_TIME_ZONE) to " + named);
    }
  }

  @Test
  void what_is_no_time_tells_nothing() {
    check("UTC").look(order(Instant.parse("2005-01-01T00:00:00Z"), MADE, "UTC"));

    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void only_an_order_that_is_not_older_proves_it_right_again() {
    ZoneCheck check = check("UTC");
    check.look(order(MADE, MADE.plusSeconds(10_800), "UTC"));

    Instant before = MADE.minusSeconds(1);
    assertThat(check.isRight(List.of(order(before, before, "UTC")))).isFalse();
    assertThat(check.isRight(List.of())).isFalse();
    assertThat(check.isRight(List.of(order(MADE, MADE, "UTC")))).isTrue();
  }

  private ZoneCheck check(String zone) {
    return new ZoneCheck(ZoneId.of(zone), gate);
  }

  /** An order whose id says when it was made, and whose created_at is this time in that zone. */
  private static RemoteOrder order(Instant made, Instant createdAt, String zone) {
    String json =
        "{\"data\": {\"id\": \"%08xa73e553da771d476\", \"status\": \"executed\", \"created_at\": \"%s\"}}"
            .formatted(
                made.getEpochSecond(),
                LocalDateTime.ofInstant(createdAt, ZoneId.of(zone)).toString().replace('T', ' '));
    return new RemoteOrderReader(ZoneId.of(zone)).order(json.getBytes(UTF_8)).orElseThrow();
  }
}
