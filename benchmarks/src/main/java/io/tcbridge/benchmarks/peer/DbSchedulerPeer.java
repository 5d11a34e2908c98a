package io.tcbridge.benchmarks.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * db-scheduler: one task per order, chained by its data (its example JobChainingUsingTaskData), so
 * that each call is remembered before the next. Polls as its documentation advises for speed:
 * lock-and-fetch, and a hint to look again whenever a task has moved on.
 */
public final class DbSchedulerPeer {

  private static final int BATCH = 100;
  private static final int PAUSE_MILLIS = 1000;
  private static final TaskDescriptor<State> ORDER = TaskDescriptor.of("order", State.class);

  private enum Step {
    CREATE,
    RESERVE,
    CUSTOMER,
    DONE
  }

  private record State(NewOrder order, Step step, String id) implements Serializable {

    State next(String remoteId) {
      return new State(order, Step.values()[step.ordinal() + 1], remoteId);
    }
  }

  private final ErpTable erp = new ErpTable(PeerEnvironment.erp());
  private final Ticketscloud ticketscloud = PeerEnvironment.ticketscloud();
  private final Scheduler scheduler;

  private DbSchedulerPeer(DataSource journal) {
    CustomTask<State> task =
        Tasks.custom(ORDER)
            .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(Duration.ofSeconds(1)))
            .execute(this::carry);
    scheduler =
        Scheduler.create(journal, List.of(task))
            .threads(PeerEnvironment.workers())
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofSeconds(1))
            .enableImmediateExecution()
            .build();
  }

  /** Runs until it is killed. */
  public static void main(String[] args) throws Exception {
    DataSource journal = PeerEnvironment.journal();
    createTable(journal);
    DbSchedulerPeer peer = new DbSchedulerPeer(journal);
    peer.scheduler.start();
    peer.takeOrders();
  }

  private static void createTable(DataSource journal) throws SQLException, IOException {
    try (InputStream sql = DbSchedulerPeer.class.getResourceAsStream("/db-scheduler.sql");
        Connection connection = journal.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void takeOrders() throws Exception {
    while (true) {
      List<NewOrder> orders = erp.find(BATCH);
      if (orders.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
        continue;
      }
      Instant now = Instant.now();
      scheduler.scheduleBatch(
          orders.stream()
              .<TaskInstance<?>>map(
                  order ->
                      ORDER
                          .instance(order.orderNo())
                          .data(new State(order, Step.CREATE, null))
                          .build()),
          now);
      erp.accept(orders);
      scheduler.triggerCheckForDueExecutions();
    }
  }

  private CompletionHandler<State> carry(TaskInstance<State> task, ExecutionContext context) {
    State state = task.getData();
    NewOrder order = state.order();
    String id = state.id();
    try {
      switch (state.step()) {
        case CREATE -> id = ticketscloud.create(order);
        case RESERVE -> ticketscloud.reserve(id, order);
        case CUSTOMER -> ticketscloud.customer(id, order);
        case DONE -> erp.save(order.orderNo(), ticketscloud.done(id));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (state.step() == Step.DONE) {
      return new CompletionHandler.OnCompleteRemove<>();
    }
    State next = state.next(id);
    return (complete, operations) -> {
      operations.reschedule(complete, Instant.now(), next);
      scheduler.triggerCheckForDueExecutions();
    };
  }
}
