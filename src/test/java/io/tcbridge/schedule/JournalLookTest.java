package io.tcbridge.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalLookTest {

  private static final Schedule CLAIM = schedule("order-claim", false);
  private static final Schedule INTAKE = schedule("order-intake", true);
  private static final Schedule CANCEL = schedule("order-cancel", true);

  private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();
  private final JournalLook look = new JournalLook(Duration.ofSeconds(5), () -> now);

  @Test
  void what_is_not_due_rests_until_it_is() {
    long ran = ranOnce();
    see("order-claim", 3000L);

    pass(2900);
    assertThat(look.rests(CLAIM, ran)).isTrue();
    pass(200);
    assertThat(look.rests(CLAIM, ran)).isFalse();
    see("order-claim", null);
    assertThat(look.rests(CLAIM, ran)).isTrue();
  }

  @Test
  void after_anything_has_happened_each_poll_runs_once_and_waits_for_a_new_look() {
    long ran = ranOnce();
    see("order-claim", null);
    assertThat(look.rests(CLAIM, ran)).isTrue();

    look.begin();
    pass(1);
    look.happened();
    pass(1);
    look.seen(rows("order-claim", null));
    assertThat(look.rests(CLAIM, ran)).as("the look began before").isFalse();
    long ranAgain = now;
    pass(1);
    assertThat(look.rests(CLAIM, ranAgain)).isFalse();
    see("order-claim", null);
    assertThat(look.rests(CLAIM, ran)).as("it has not run since").isFalse();
    assertThat(look.rests(CLAIM, ranAgain)).isTrue();
  }

  @Test
  void without_a_look_that_is_new_or_a_run_that_was_fine_nothing_rests() {
    long ran = ranOnce();
    assertThat(look.rests(CLAIM, ran)).as("no look").isFalse();

    see("order-claim", null);
    assertThat(look.rests(CLAIM, null)).as("no run that was fine").isFalse();
    pass(9_900);
    assertThat(look.rests(CLAIM, ran)).isTrue();
    pass(200);
    assertThat(look.rests(CLAIM, ran)).as("an old look").isFalse();
    assertThat(look.rests(schedule("order-report", false), ran)).as("not looked at").isFalse();
  }

  @Test
  void the_erp_is_asked_less_often_once_nothing_comes() {
    long ran = ranOnce();
    pass(1000);
    assertThat(look.rests(INTAKE, ran)).as("something came a moment ago").isFalse();

    pass(4000);
    long polled = now;
    int runs = 0;
    for (int second = 0; second < 60; second++) {
      if (!look.rests(INTAKE, polled)) {
        runs++;
        polled = now;
      }
      pass(1000);
    }
    assertThat(runs).isEqualTo(11);
    look.happened();
    assertThat(look.rests(INTAKE, polled)).isFalse();
  }

  @Test
  void wishes_of_the_erp_are_asked_for_only_while_the_journal_has_what_they_may_concern() {
    long ran = ranOnce();
    pass(10_000);

    see("order-cancel", null);
    assertThat(look.rests(CANCEL, ran)).isTrue();
    see("order-cancel", 0L);
    assertThat(look.rests(CANCEL, ran)).isFalse();
    assertThat(look.rests(CANCEL, now)).as("it was asked just now").isTrue();
  }

  @Test
  void without_the_setting_nothing_rests() {
    JournalLook off = new JournalLook(Duration.ZERO, () -> now);
    pass(10);
    off.begin();
    off.seen(rows("order-claim", null));

    assertThat(off.rests(CLAIM, now)).isFalse();
    assertThat(off.isBusy(Duration.ofSeconds(1))).isTrue();
  }

  private long ranOnce() {
    pass(1);
    long ran = now;
    pass(1);
    return ran;
  }

  private void see(String name, Long dueInMs) {
    look.begin();
    look.seen(rows(name, dueInMs));
  }

  private static List<Map<String, Object>> rows(String name, Long dueInMs) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("due_in_ms", dueInMs);
    return List.of(row);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  private static Schedule schedule(String name, boolean asksErp) {
    return new Schedule(name, Duration.ofSeconds(1), null, Schedule.Kind.POLL, true, asksErp);
  }
}
