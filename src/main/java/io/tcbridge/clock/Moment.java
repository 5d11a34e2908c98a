package io.tcbridge.clock;

import java.time.Duration;

/**
 * A moment by two clocks of this machine. Nobody sets the steady one, but it stands still while a
 * virtual machine is suspended; the other one is set right afterwards, and by anybody else.
 *
 * @param steady nanoseconds, {@link System#nanoTime()}
 * @param wall milliseconds, {@link System#currentTimeMillis()}
 */
public record Moment(long steady, long wall) {

  public static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis());
  }

  public Moment minus(Duration time) {
    return new Moment(steady - time.toNanos(), wall - time.toMillis());
  }

  /** Time from here to a later moment, by the clock that has gone further. */
  public Duration until(Moment later) {
    Duration bySteady = steadyUntil(later);
    Duration byWall = wallUntil(later);
    return bySteady.compareTo(byWall) > 0 ? bySteady : byWall;
  }

  /** How far the clocks disagree about that time: one was set, or the other one stood still. */
  public Duration doubt(Moment later) {
    return steadyUntil(later).minus(wallUntil(later)).abs();
  }

  private Duration steadyUntil(Moment later) {
    return Duration.ofNanos(later.steady - steady);
  }

  private Duration wallUntil(Moment later) {
    return Duration.ofMillis(later.wall - wall);
  }
}
