package io.tcbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "1s, PT1S",
    "15m, PT15M",
    "24h, PT24H",
    "30d, PT720H",
    "1m30s, PT1M30S",
    "1500, PT1.5S",
    "0s, PT0S"
  })
  void durations_are_written_as_in_camel(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "1 s", "-1s", "1.5s", "1w", "1s1m", "PT1S"})
  void anything_else_is_no_duration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void a_duration_is_told_in_its_shortest_form() {
    assertThat(Durations.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Durations.format(Duration.ofSeconds(25))).isEqualTo("25s");
    assertThat(Durations.format(Duration.ofMinutes(5))).isEqualTo("5m");
    assertThat(Durations.format(Duration.ofDays(1))).isEqualTo("24h");
    assertThat(Durations.format(Duration.ofDays(30))).isEqualTo("30d");
    assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
  }
}
