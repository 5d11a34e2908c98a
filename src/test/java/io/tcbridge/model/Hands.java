package io.tcbridge.model;

import io.tcbridge.order.Claim;
import io.tcbridge.order.OrderCompare;
import io.tcbridge.schedule.ScheduleRuns;
import io.tcbridge.ticketscloud.RemoteRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.awaitility.Awaitility;

/**
 * Moves one running bridge by hand: its routes are the production ones, but nothing polls and no
 * queue is served by itself. One worker moves at a time, so what happens is the same each time.
 */
final class Hands implements AutoCloseable {

  private static final String WORK = "order-work";
  private static final String READ = "order-read";
  private static final int STUCK_SECONDS = 60;

  /** A worker thread with one claim, or one read, in hand. */
  private static final class Worker {
    private final BlockingQueue<Boolean> signals = new LinkedBlockingQueue<>();
    private volatile CountDownLatch ice;
    private volatile boolean iceBefore;
    private volatile boolean hasRead;
    private volatile String orderNo;
    private volatile RuntimeException failure;

    private void freeze(boolean before, boolean reads) throws InterruptedException {
      ice = new CountDownLatch(1);
      hasRead = reads && !before;
      iceBefore = before;
      signals.add(false);
      ice.await();
    }

    private boolean endsOrFreezes() {
      try {
        Boolean ended = signals.poll(STUCK_SECONDS, TimeUnit.SECONDS);
        if (ended == null) {
          throw new IllegalStateException("a worker neither ends nor freezes");
        }
        return ended;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static final ThreadLocal<Worker> ME = new ThreadLocal<>();

  private final CamelContext camel;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Worker> frozen = new ArrayDeque<>();
  private final Deque<Action.Freeze> freezes = new ArrayDeque<>();
  private final Consumer<String> called;

  /**
   * @param called is told the order that a call was for, when the call is over
   */
  Hands(CamelContext camel, Consumer<String> called) throws Exception {
    this.camel = camel;
    this.called = called;
    // Before it knows that its journal is as new as the ERP, an instance takes nothing
    OrderCompare compare =
        camel.getRegistry().lookupByNameAndType("orderCompare", OrderCompare.class);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(compare::isCompared);
    ScheduleRuns schedules =
        camel.getRegistry().lookupByNameAndType("schedules", ScheduleRuns.class);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(schedules::isKnown);
    for (Route route : camel.getRoutes()) {
      if (!route.getEndpoint().getEndpointUri().startsWith("direct:")) {
        camel.getRouteController().suspendRoute(route.getRouteId());
      }
    }
    // A suspended queue still gives away one exchange to each thread that waits at it
    for (String queue : List.of(WORK, READ)) {
      camel.getRoute(queue).getConsumer().stop();
      ServiceHelper.startService(camel.getRoute(queue).getProcessor());
    }
    Awaitility.await().until(Hands::queuesAreQuiet);
    EventNotifierSupport watch =
        new EventNotifierSupport() {
          @Override
          public void notify(CamelEvent event) throws InterruptedException {
            watch(event);
          }
        };
    watch.setIgnoreCamelContextEvents(true);
    watch.setIgnoreRouteEvents(true);
    watch.setIgnoreServiceEvents(true);
    ServiceHelper.startService(watch);
    camel.getManagementStrategy().addEventNotifier(watch);
  }

  private static boolean queuesAreQuiet() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().contains("seda://"));
  }

  private void watch(CamelEvent event) throws InterruptedException {
    if (ME.get() == null) {
      return;
    }
    if (event instanceof ExchangeSendingEvent sending
        && sending.getEndpoint().getEndpointUri().startsWith("http")) {
      meet(operation(sending.getExchange()), true);
    } else if (event instanceof ExchangeSentEvent sent
        && sent.getEndpoint().getEndpointUri().startsWith("http")) {
      called.accept(ME.get().orderNo);
      meet(operation(sent.getExchange()), false);
    }
  }

  private static String operation(Exchange exchange) {
    return exchange.getVariable("request", RemoteRequest.class).label();
  }

  private void meet(String operation, boolean before) throws InterruptedException {
    List<String> parts = List.of(operation.split("\\+"));
    Action.Freeze met =
        freezes.stream()
            .filter(freeze -> freeze.before() == before && parts.contains(freeze.operation()))
            .findFirst()
            .orElse(null);
    if (met != null) {
      freezes.remove(met);
      ME.get().freeze(before, parts.contains("read"));
    }
  }

  /** Runs a polling route once. */
  void poll(String routeId) {
    process(routeId, null);
  }

  private void process(String routeId, Object body) {
    Route route = camel.getRoute(routeId);
    Exchange exchange = route.getEndpoint().createExchange();
    exchange.getIn().setBody(body);
    try {
      route.getProcessor().process(exchange);
    } catch (Exception e) {
      throw new IllegalStateException(routeId + " failed", e);
    }
    if (exchange.getException() != null) {
      throw new IllegalStateException(routeId + " failed", exchange.getException());
    }
  }

  /** Claims what is due and carries each order as far as it goes, one after the other. */
  void work() {
    // One of the four places must be free to claim for
    if (frozen.size() < 4) {
      poll("order-claim");
      drain();
    }
  }

  private void drain() {
    for (Object read : taken(READ)) {
      run(READ, read, null);
    }
    taken(WORK).stream()
        .map(Claim.class::cast)
        .sorted(Comparator.comparing(Claim::orderNo))
        .forEach(claim -> run(WORK, claim, claim.orderNo()));
  }

  private List<Object> taken(String queue) {
    List<Object> bodies = new ArrayList<>();
    SedaEndpoint seda = (SedaEndpoint) camel.getRoute(queue).getEndpoint();
    for (Exchange next = seda.getQueue().poll(); next != null; next = seda.getQueue().poll()) {
      bodies.add(next.getIn().getBody());
    }
    return bodies;
  }

  private void run(String routeId, Object body, String orderNo) {
    Worker worker = new Worker();
    worker.orderNo = orderNo;
    threads.execute(
        () -> {
          ME.set(worker);
          try {
            process(routeId, body);
          } catch (RuntimeException e) {
            worker.failure = e;
          } finally {
            worker.signals.add(true);
          }
        });
    await(worker);
  }

  private void await(Worker worker) {
    if (!worker.endsOrFreezes()) {
      frozen.add(worker);
    } else if (worker.failure != null) {
      throw worker.failure;
    }
  }

  void freeze(Action.Freeze freeze) {
    freezes.add(freeze);
  }

  /** The worker that has been frozen longest goes on. */
  void thaw() {
    Worker worker = frozen.poll();
    if (worker != null) {
      worker.ice.countDown();
      await(worker);
      drain();
    }
  }

  void thawAll() {
    freezes.clear();
    while (!frozen.isEmpty()) {
      thaw();
    }
  }

  /**
   * A call is only sent while its lease lasts, so who is about to send one wakes up in time. Who
   * has just read may send the next one without a fenced statement in between.
   */
  void thawSenders() {
    while (frozen.stream().anyMatch(worker -> worker.iceBefore || worker.hasRead)) {
      thaw();
    }
  }

  boolean isAboutToSend(String orderNo) {
    return frozen.stream().anyMatch(w -> w.iceBefore && orderNo.equals(w.orderNo));
  }

  @Override
  public void close() {
    thawAll();
    threads.shutdownNow();
  }
}
