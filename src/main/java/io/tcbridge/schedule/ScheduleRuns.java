package io.tcbridge.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Settings;
import io.tcbridge.export.Export;
import io.tcbridge.ops.Troubles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.Variable;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands beside every route that begins with a timer: notes how its runs go, lets none begin while
 * it is paused, and has one begin when a person wants it. What it knows goes to and comes from the
 * journal with the heartbeat, so that no run costs a statement.
 */
public final class ScheduleRuns extends RoutePolicySupport
    implements RoutePolicyFactory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRuns.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WANTED = "scheduleWanted";
  private static final String SKIPPED = "scheduleSkipped";

  /** Between two writes when there is no news. */
  private static final Duration LAZY = Duration.ofSeconds(10);

  /** After a pause a poll needs a moment to come round. */
  private static final Duration SETTLED = Duration.ofSeconds(15);

  /** Routes after which anything may be due: what came in, and what a worker is through with. */
  private static final Pattern HAPPENS =
      Pattern.compile("(order|refund)-(accept|work|read|compare-end)|export-tick-.*");

  private record Wish(String name, long wanted) {}

  private final JournalLook look;
  private final BooleanSupplier open;
  private final Map<String, ScheduleRun> runs = new LinkedHashMap<>();
  private final Map<String, Long> resumedAt = new LinkedHashMap<>();
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(
          run -> {
            Thread thread = new Thread(run, "schedule");
            thread.setDaemon(true);
            return thread;
          });
  private volatile CamelContext camel;
  private volatile boolean isNews = true;
  private volatile long toldAt;
  private volatile boolean isTelling;

  /** Null until the journal has said it: a pause also holds for an instance that has just begun. */
  private volatile Set<String> paused;

  /**
   * @param look lets polls rest
   * @param open whether this process works; nothing rests while it waits to go on
   */
  public ScheduleRuns(
      Settings settings, List<Export> exports, JournalLook look, BooleanSupplier open) {
    this.look = look;
    this.open = open;
    for (Schedule schedule : Schedules.of(settings, exports)) {
      runs.put(schedule.name(), new ScheduleRun(schedule));
    }
  }

  // --- beside the routes ---

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    camel = context;
    if (HAPPENS.matcher(routeId).matches()) {
      return new RoutePolicySupport() {
        @Override
        public void onExchangeDone(Route happened, Exchange exchange) {
          look.happened();
        }
      };
    }
    return runs.containsKey(routeId) ? this : null;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    ScheduleRun run = runs.get(route.getId());
    Long wanted = exchange.getProperty(WANTED, Long.class);
    if (wanted == null && (isHeldBack(run.schedule()) || rests(run) || !run.free().tryAcquire())) {
      exchange.setProperty(SKIPPED, true);
      exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
      exchange.setRouteStop(true);
      return;
    }
    run.began(wanted == null ? 0 : wanted);
  }

  private boolean rests(ScheduleRun run) {
    if (!open.getAsBoolean()) {
      look.happened();
    }
    boolean rests = look.rests(run.schedule(), run.fineFrom());
    if (rests) {
      run.rested();
    }
    return rests;
  }

  private boolean isHeldBack(Schedule schedule) {
    Set<String> known = paused;
    return schedule.isPausable() && (known == null || known.contains(schedule.name()));
  }

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    if (exchange.getProperty(SKIPPED) != null) {
      return;
    }
    ScheduleRun run = runs.get(route.getId());
    String trouble = exchange.getProperty(Troubles.FAILED, String.class);
    if (trouble == null && exchange.getException() != null) {
      trouble = exchange.getException().getClass().getSimpleName();
    }
    isNews |= run.ended(trouble);
    run.free().release();
  }

  // --- with the heartbeat ---

  /** Adds what {@code save-beat.sql} is told, and which schedules this instance could run now. */
  public Map<String, Object> ask(@Body Map<String, Object> beat) throws JsonProcessingException {
    isTelling = isNews || System.nanoTime() - toldAt > LAZY.toNanos();
    List<Map<String, Object>> rows = new ArrayList<>();
    Set<String> takes = new TreeSet<>();
    if (isTelling) {
      isNews = false;
      runs.values().forEach(run -> rows.add(run.row()));
    } else if (camel != null && !hands.isShutdown()) {
      // One statement can't both tell of a row and take it
      runs.keySet().stream()
          .filter(name -> runs.get(name).schedule().kind() == Schedule.Kind.POLL)
          .forEach(takes::add);
    }
    Map<String, Object> all = new LinkedHashMap<>(beat);
    all.put("schedules", JSON.writeValueAsString(rows));
    all.put("takes", JSON.writeValueAsString(takes));
    return all;
  }

  /** Learns what is paused, and runs what a person wants and this instance has taken. */
  public void heard(@Variable("beat") Map<String, Object> beat) throws JsonProcessingException {
    if (isTelling) {
      toldAt = System.nanoTime();
    }
    Set<String> now =
        JSON.readValue((String) beat.get("paused"), new TypeReference<TreeSet<String>>() {});
    Set<String> before = paused == null ? Set.of() : paused;
    synchronized (resumedAt) {
      before.stream()
          .filter(name -> !now.contains(name))
          .forEach(
              name -> {
                LOG.info("{} goes on", name);
                resumedAt.put(name, System.nanoTime());
              });
    }
    now.stream()
        .filter(name -> runs.containsKey(name) && !before.contains(name))
        .forEach(name -> LOG.warn("{} is paused by a person (bin/bridge schedule list)", name));
    paused = Set.copyOf(now);
    List<Wish> wishes =
        JSON.readValue((String) beat.get("taken"), new TypeReference<List<Wish>>() {});
    wishes.forEach(wish -> hands.execute(() -> run(runs.get(wish.name()), wish.wanted())));
  }

  /** Begins when the timer's run has ended; what goes wrong is its result, as always. */
  private void run(ScheduleRun run, long wanted) {
    Route route = camel.getRoute(run.schedule().name());
    Semaphore free = run.free();
    free.acquireUninterruptibly();
    try {
      Exchange exchange = route.getEndpoint().createExchange();
      exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
      exchange.setProperty(WANTED, wanted);
      LOG.info("{} runs because a person wants it", route.getRouteId());
      route.getProcessor().process(exchange);
    } catch (Exception e) {
      LOG.warn("{} could not be run", route.getRouteId(), e);
      free.release();
    }
  }

  // --- for those who ask ---

  /** Whether the journal has said what is paused. */
  public boolean isKnown() {
    return paused != null;
  }

  /** The schedules of this instance that a person has paused. */
  public List<String> paused() {
    Set<String> known = paused;
    return known == null
        ? List.of()
        : runs.keySet().stream().filter(known::contains).sorted().toList();
  }

  /** Whether it is, or was a moment ago, paused: then nobody wonders that it does not run. */
  public boolean isQuiet(String name) {
    synchronized (resumedAt) {
      Long at = resumedAt.get(name);
      return paused().contains(name) || at != null && System.nanoTime() - at < SETTLED.toNanos();
    }
  }

  /** Since a run was last known to find nothing; infinite if that was never so. */
  public double secondsSinceRest(String name) {
    Long at = runs.get(name).restedAt();
    return at == null ? Double.POSITIVE_INFINITY : (System.nanoTime() - at) / 1e9;
  }

  /** Whether anything has happened here in this time. */
  public boolean isBusy(Duration within) {
    return look.isBusy(within);
  }

  /** Takes no more wishes. */
  @Override
  public void close() {
    hands.shutdown();
  }
}
