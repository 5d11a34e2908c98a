package io.tcbridge.sandbox;

import io.vertx.core.Vertx;
import java.util.PriorityQueue;

/**
 * The sandbox's clock and everything that is due later by it: expiry, late barcodes, late effects.
 * The clock can be moved forward, so that a test need not wait.
 */
final class Agenda {
  private static final long NEAR_MILLIS = 10_000;

  private record Task(long due, long seq, Runnable work) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byDue = Long.compare(due, other.due);
      return byDue != 0 ? byDue : Long.compare(seq, other.seq);
    }
  }

  private final Vertx vertx;
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long offset;
  private long seq;
  private long last;

  Agenda(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Milliseconds since 1970 by the sandbox's clock; never goes back. */
  long now() {
    last = Math.max(last, System.currentTimeMillis() + offset);
    return last;
  }

  void at(long due, Runnable work) {
    tasks.add(new Task(due, seq++, work));
    long wait = due - now();
    if (wait < NEAR_MILLIS) {
      vertx.setTimer(Math.max(1, wait), timer -> runDue());
    }
  }

  void in(long millis, Runnable work) {
    at(now() + millis, work);
  }

  void advance(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("the clock only goes forward, found " + millis + " ms");
    }
    long until = now() + millis;
    while (!tasks.isEmpty() && tasks.peek().due() <= until) {
      // What it starts is due from its own time on, not from the end of the jump.
      offset += Math.max(0, tasks.peek().due() - now());
      tasks.poll().work().run();
    }
    offset += Math.max(0, until - now());
  }

  void runDue() {
    long now = now();
    while (!tasks.isEmpty() && tasks.peek().due() <= now) {
      tasks.poll().work().run();
    }
  }

  void clear() {
    tasks.clear();
  }
}
