package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestRateTest {

  @Test
  void requests_leave_evenly_also_at_a_fraction() throws Exception {
    RequestRate rate = new RequestRate(true);
    rate.share(12.5);
    rate.take();

    List<Long> left = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rate.take();
      left.add(System.nanoTime());
    }

    assertThat(left.get(5) - left.get(0)).isGreaterThanOrEqualTo(380_000_000L);
    for (int i = 1; i < left.size(); i++) {
      assertThat(left.get(i) - left.get(i - 1)).isGreaterThan(50_000_000L);
    }
  }

  @Test
  void nothing_leaves_before_a_share_is_known() throws Exception {
    RequestRate rate = new RequestRate(true);

    CompletableFuture<Void> turn = inTurn(rate);

    assertThat(rate.room(Duration.ofMinutes(1))).isZero();
    assertThat(turn).isNotDone();
    rate.share(100);
    turn.get(5, TimeUnit.SECONDS);
  }

  @Test
  void who_waits_goes_by_the_share_that_comes() throws Exception {
    RequestRate rate = new RequestRate(true);
    rate.share(20);
    rate.take();
    CompletableFuture<Void> first = inTurn(rate);
    CompletableFuture<Void> second = first.thenCompose(done -> inTurn(rate));

    rate.share(0);

    second.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).join();
    assertThat(first).isNotDone();
    rate.share(20);
    first.get(5, TimeUnit.SECONDS);
  }

  @Test
  void a_small_share_makes_room_for_few_orders_but_for_one_at_least() {
    RequestRate rate = new RequestRate(true);

    rate.share(0.1);
    assertThat(rate.room(Duration.ofSeconds(5))).isEqualTo(1);

    rate.share(3.5);
    assertThat(rate.room(Duration.ofSeconds(5))).isEqualTo(17);
  }

  @Test
  void without_a_limit_nobody_waits() throws Exception {
    RequestRate rate = new RequestRate(false);

    for (int i = 0; i < 100_000; i++) {
      rate.take();
    }

    assertThat(rate.room(Duration.ZERO)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void a_stop_ends_the_wait() throws Exception {
    RequestRate rate = new RequestRate(true);
    List<CompletableFuture<Void>> turns = List.of(inTurn(rate), inTurn(rate), inTurn(rate));

    rate.stop();

    for (CompletableFuture<Void> turn : turns) {
      turn.get(5, TimeUnit.SECONDS);
    }
  }

  /** Waits in a thread of its own, which has begun when this returns. */
  private static CompletableFuture<Void> inTurn(RequestRate rate) {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> turn =
        CompletableFuture.runAsync(
            () -> {
              begun.countDown();
              try {
                rate.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            run -> new Thread(run, "turn").start());
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return turn;
  }
}
