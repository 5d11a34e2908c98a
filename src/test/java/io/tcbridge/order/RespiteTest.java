package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RespiteTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Respite respite = new Respite(Duration.ofSeconds(30), now::get);

  @Test
  void everybody_asks_until_an_answer_is_not_clear() {
    assertThat(respite.mayAsk()).isTrue();
    assertThat(respite.mayAsk()).isTrue();

    assertThat(respite.begin()).isTrue();

    assertThat(respite.mayAsk()).isFalse();
  }

  @Test
  void after_the_rest_one_asks_for_all() {
    respite.begin();

    pass(Duration.ofSeconds(30));

    assertThat(respite.mayAsk()).isTrue();
    assertThat(respite.mayAsk()).isFalse();
  }

  @Test
  void a_clear_answer_ends_the_rest() {
    respite.begin();

    assertThat(respite.end()).isTrue();

    assertThat(respite.mayAsk()).isTrue();
    assertThat(respite.end()).isFalse();
  }

  @Test
  void another_unclear_answer_makes_it_longer_and_is_no_news() {
    respite.begin();
    pass(Duration.ofSeconds(20));

    assertThat(respite.begin()).isFalse();
    pass(Duration.ofSeconds(20));

    assertThat(respite.mayAsk()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
