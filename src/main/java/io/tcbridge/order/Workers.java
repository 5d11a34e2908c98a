package io.tcbridge.order;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * The places for orders in work. Only free places are filled, so no claimed order waits in memory.
 */
public final class Workers {

  /** A claim costs a commit; this much of a wait lets the next places share it. */
  private static final long TOGETHER_MS = 20;

  private final int size;
  private final Semaphore free;
  private volatile boolean stopping;

  /** Whether the last round has waited for a free place and found none. */
  private volatile boolean full;

  public Workers(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  /**
   * How many orders may be claimed now; waits up to a second for a free place, and then a moment
   * for more of them, so that claims come in batches where orders are quick.
   *
   * @param open whether anything may be claimed at all; otherwise there is nothing to wait for
   */
  public int await(boolean open) throws InterruptedException {
    full = false;
    if (!open || stopping) {
      return 0;
    }
    if (areFree(1, TimeUnit.SECONDS.toMillis(1))) {
      areFree(Math.max(1, size / 8), TOGETHER_MS);
    }
    int places = free.availablePermits();
    full = places == 0 && !stopping;
    return places;
  }

  /**
   * Tells the scheduler whether to ask again at once: also when all places are taken, because
   * asking waits for a free one. With a pause in between, places stay empty where calls take long.
   */
  public void more(Object claimed, Exchange exchange) {
    boolean any = claimed instanceof List<?> list && !list.isEmpty();
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, any || full);
  }

  private boolean areFree(int places, long millis) throws InterruptedException {
    boolean there = free.tryAcquire(places, millis, TimeUnit.MILLISECONDS);
    if (there) {
      free.release(places);
    }
    return there;
  }

  public void take(int orders) {
    free.acquireUninterruptibly(orders);
  }

  /** Frees the place when the worker is through with its order, whatever became of it. */
  public void leave(Exchange exchange) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                free.release();
                MDC.remove("order");
              }
            });
  }

  /** From now on nothing is claimed and no step is begun. */
  public void stop() {
    stopping = true;
  }

  public boolean isStopping() {
    return stopping;
  }

  /**
   * Between two steps of an order.
   *
   * @throws Stopping if the instance stops: nothing more is begun then
   */
  public void goOn() {
    if (stopping) {
      throw new Stopping();
    }
  }

  public int busy() {
    return size - free.availablePermits();
  }

  public int size() {
    return size;
  }
}
