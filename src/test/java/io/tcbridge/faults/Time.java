package io.tcbridge.faults;

import io.tcbridge.testing.Bundle;
import java.time.Duration;

/** Time that passes without anybody waiting for it: by Ticketscloud's clock and in the journal. */
final class Time {

  private static final String BUSY =
      "select count(*) from bridge.order_journal where status in ('waiting', 'working')"
          + " and (claimed_by is not null or due_at <= now())";

  private Time() {}

  /** What would come later is as much nearer. */
  static void pass(Bundle bundle, Duration time) {
    bundle.sandbox().advance(time);
    bundle
        .journal()
        .update(
            "update bridge.order_journal set due_at = due_at - span, expires_at = expires_at - span,"
                + " erp_created_at = erp_created_at - span, held_since = held_since - span,"
                + " committed_at = committed_at - span"
                + " from (select cast(? as bigint) * interval '1 millisecond' as span) passed"
                + " where claimed_by is null and status <> 'finished'",
            time.toMillis());
    bundle
        .journal()
        .update(
            "update bridge.pause set probe_at = probe_at - span, woken_at = woken_at - span"
                + " from (select cast(? as bigint) * interval '1 millisecond' as span) passed",
            time.toMillis());
  }

  /** Waits until everything that is due has been looked at. */
  static void settle(Bundle bundle) {
    bundle.await(
        Duration.ofSeconds(60), () -> bundle.journal().queryForObject(BUSY, Integer.class) == 0);
  }

  /** Lets time pass in growing steps, with all the work that falls due in it. */
  static void passSlowly(Bundle bundle, Duration whole) {
    Duration passed = Duration.ZERO;
    while (passed.compareTo(whole) < 0) {
      Duration step = Duration.ofSeconds(1).plus(passed.dividedBy(10));
      settle(bundle);
      pass(bundle, step);
      passed = passed.plus(step);
    }
    settle(bundle);
  }
}
