package io.tcbridge.benchmarks.peer;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.StepOptions;
import dev.dbos.transact.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/**
 * DBOS Transact: one durable workflow per order, its number as the workflow's id, each call and the
 * write a step with repeats; a queue limits how many run. The queue is looked at far more often than
 * by default, or its workers would wait.
 */
public final class DbosPeer {

  private static final int BATCH = 100;
  private static final int PAUSE_MILLIS = 1000;
  private static final Duration QUEUE_POLL = Duration.ofMillis(10);

  private final ErpTable erp = new ErpTable(PeerEnvironment.erp());

  private DbosPeer() {}

  /** What DBOS makes durable. */
  public interface OrderWorkflow {
    /** Carries one order to the end. */
    void carry(NewOrder order) throws Exception;
  }

  /** The four calls and the write. */
  public static final class OrderSteps implements OrderWorkflow {

    private final DBOS dbos;
    private final ErpTable erp;
    private final Ticketscloud ticketscloud = PeerEnvironment.ticketscloud();

    OrderSteps(DBOS dbos, ErpTable erp) {
      this.dbos = dbos;
      this.erp = erp;
    }

    @Override
    @Workflow(name = "carry")
    public void carry(NewOrder order) throws Exception {
      String id = dbos.runStep(() -> ticketscloud.create(order), step("create"));
      dbos.runStep(() -> ticketscloud.reserve(id, order), step("reserve"));
      dbos.runStep(() -> ticketscloud.customer(id, order), step("customer"));
      String answer = dbos.runStep(() -> ticketscloud.done(id), step("done"));
      dbos.runStep(() -> erp.save(order.orderNo(), answer), step("save"));
    }

    private static StepOptions step(String name) {
      return new StepOptions(name).withMaxAttempts(4);
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    new DbosPeer().run();
  }

  private void run() throws Exception {
    DBOS dbos =
        new DBOS(DBOSConfig.defaults("orders").withDataSource(PeerEnvironment.journal()));
    Queue queue =
        new Queue("orders")
            .withWorkerConcurrency(PeerEnvironment.workers())
            .withPollingInterval(QUEUE_POLL);
    dbos.registerQueue(queue);
    OrderWorkflow workflow = dbos.registerProxy(OrderWorkflow.class, new OrderSteps(dbos, erp));
    dbos.launch();
    while (true) {
      List<NewOrder> orders = erp.find(BATCH);
      if (orders.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
        continue;
      }
      for (NewOrder order : orders) {
        dbos.startWorkflow(
            () -> workflow.carry(order),
            new StartWorkflowOptions(order.orderNo()).withQueue(queue));
      }
      erp.accept(orders);
    }
  }
}
