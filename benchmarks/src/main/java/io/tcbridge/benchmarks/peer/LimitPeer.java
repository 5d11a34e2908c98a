package io.tcbridge.benchmarks.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The limit: claim, four calls, one write. No journal, no guard, no repeat: a kill at the wrong
 * moment loses an order or sells it twice. It shows what the machine gives at best.
 */
public final class LimitPeer {

  private static final int PAUSE_MILLIS = 100;

  private final ErpTable erp = new ErpTable(PeerEnvironment.erp());
  private final Ticketscloud ticketscloud = PeerEnvironment.ticketscloud();
  private final int workers = PeerEnvironment.workers();
  private final ExecutorService threads = Executors.newFixedThreadPool(workers);
  private final Semaphore free = new Semaphore(workers);

  private LimitPeer() {}

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    new LimitPeer().loop();
  }

  private void loop() throws Exception {
    while (true) {
      free.acquire();
      int places = 1 + free.drainPermits();
      List<NewOrder> orders = erp.claim(places);
      free.release(places - orders.size());
      for (NewOrder order : orders) {
        threads.execute(() -> carry(order));
      }
      if (orders.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void carry(NewOrder order) {
    try {
      String id = ticketscloud.create(order);
      ticketscloud.reserve(id, order);
      ticketscloud.customer(id, order);
      erp.save(order.orderNo(), ticketscloud.done(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      free.release();
    }
  }
}
