package io.tcbridge.order;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * The places for orders in work. Only free places are filled, so no claimed order waits in memory.
 */
public final class Workers {

  private final int size;
  private final Semaphore free;
  private volatile boolean stopping;

  public Workers(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  /**
   * How many orders may be claimed now; waits up to a second until a fair share of the places is
   * free, so that claims come in batches.
   */
  public int await() throws InterruptedException {
    if (stopping) {
      return 0;
    }
    int share = Math.max(1, size / 8);
    if (free.tryAcquire(share, 1, TimeUnit.SECONDS)) {
      free.release(share);
    }
    return free.availablePermits();
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
