package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.Operation;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the holds that Ticketscloud shows. What this journal made and no order needs any
 * more is cancelled; everything else is told of and never touched, whatever number it carries.
 */
public final class OrderSweep {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSweep.class);

  /** Longer than any hold that is known to last. */
  private static final Duration WINDOW = Duration.ofDays(60);

  private static final Duration DAY = Duration.ofDays(1);

  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Settings settings;
  private final KeyGate gate;
  private final Workers workers;
  private final RemoteOrderReader reader;
  private final InstantSource clock;
  private Map<String, String> toldBack = Map.of();

  public OrderSweep(
      Settings settings,
      KeyGate gate,
      Workers workers,
      RemoteOrderReader reader,
      InstantSource clock) {
    this.settings = settings;
    this.gate = gate;
    this.workers = workers;
    this.reader = reader;
    this.clock = clock;
  }

  /** One sweep in the hands of this instance. */
  public static final class Sweep {
    private final String fence;
    private final RemotePages pages;
    private final Map<String, RemoteOrder> executed = new LinkedHashMap<>();
    private final List<String> ownerless = new ArrayList<>();
    private final Map<String, String> wentBack = new TreeMap<>();
    private boolean lost;

    private Sweep(String fence, RemotePages pages) {
      this.fence = fence;
      this.pages = pages;
    }
  }

  // --- the list ---

  /** Parameters of {@code claim-sweep.sql}; null while this process may not ask Ticketscloud. */
  public Map<String, Object> claim() {
    return gate.isOpen() && !workers.isStopping() ? lease() : null;
  }

  private Map<String, Object> lease() {
    Map<String, Object> lease = new HashMap<>();
    lease.put("lease_ms", settings.order().lease().toMillis());
    lease.put("instance", settings.bridge().instance());
    return lease;
  }

  public Sweep open(@Body String fence) {
    Instant now = clock.instant();
    return new Sweep(
        fence,
        new RemotePages(
            "status=executed&" + RemotePages.created(now.minus(WINDOW), now.plus(DAY))));
  }

  public boolean goesOn(@Variable("sweep") Sweep sweep) {
    sweep.lost |= workers.isStopping();
    return !sweep.lost && sweep.pages.goesOn();
  }

  public RemoteRequest next(@Variable("sweep") Sweep sweep) {
    return sweep.pages.next();
  }

  public void take(@Variable("sweep") Sweep sweep, @Body RemoteAnswer answer) {
    for (RemoteOrder order : sweep.pages.take(answer, reader)) {
      if (order.isExecuted()) {
        sweep.executed.put(order.id(), order);
      }
    }
  }

  /** Parameters of {@code renew-sweep.sql}. */
  public Map<String, Object> renewal(@Variable("sweep") Sweep sweep) {
    Map<String, Object> renewal = lease();
    renewal.put("fence", sweep.fence);
    return renewal;
  }

  /** No row: another instance sweeps, from the beginning. */
  public void renewed(@Variable("sweep") Sweep sweep, @Body Object row) {
    sweep.lost |= row == null;
  }

  public boolean isThrough(@Variable("sweep") Sweep sweep) {
    return !sweep.lost;
  }

  // --- whose is what ---

  /** The parameter of {@code find-owners.sql}. */
  public Map<String, Object> executed(@Variable("sweep") Sweep sweep) {
    return Map.of("remote_ids", OrderTickets.json(sweep.executed.keySet()));
  }

  /** Sorts what is executed: with an owner, without one, sold before, and not ours. */
  public void sort(@Variable("sweep") Sweep sweep, @Body List<Map<String, Object>> rows) {
    for (Map<String, Object> row : rows) {
      String remoteId = (String) row.get("remote_id");
      if ((Boolean) row.get("ours")) {
        sweep.executed.remove(remoteId);
        if ((Boolean) row.get("sold")) {
          sweep.wentBack.put(remoteId, (String) row.get("order_no"));
        } else if (!(Boolean) row.get("owned")) {
          sweep.ownerless.add(remoteId);
        }
      }
    }
    if (!sweep.wentBack.isEmpty() && !sweep.wentBack.equals(toldBack)) {
      LOG.error(
          "REMOTE_WENT_BACK: sold remote orders are shown as executed: {} (remote order=order)."
              + " Nothing is cancelled; ask Ticketscloud whether a backup was restored there.",
          sweep.wentBack);
    }
  }

  /** What this journal made and no order needs. */
  public List<String> ownerless(@Variable("sweep") Sweep sweep) {
    return sweep.ownerless;
  }

  // --- one hold without an owner ---

  /** Parameters of {@code claim-owner.sql}. */
  public Map<String, Object> owner(@Variable("remoteId") String remoteId) {
    Map<String, Object> parameters = lease();
    parameters.put("remote_id", remoteId);
    return parameters;
  }

  public RemoteRequest cancel(@Variable("remoteId") String remoteId) {
    return RemoteRequest.change(Set.of(Operation.CANCEL), remoteId, Map.of("status", "cancelled"));
  }

  /**
   * Parameters of {@code save-swept.sql}.
   *
   * @throws Setback if the answer does not show that it holds nothing any more
   */
  public Map<String, Object> cancelled(
      @Variable("remoteId") String remoteId,
      @Variable("owner") Map<String, Object> owner,
      @Body RemoteAnswer answer) {
    RemoteOrder order =
        reader
            .order(answer.body())
            .filter(shown -> shown.id().equals(remoteId) && shown.isGone())
            .orElseThrow(
                () ->
                    new Setback(
                        Consequence.READ_THEN_DECIDE,
                        "REMOTE_IN_PROGRESS",
                        "the answer to cancel does not show it cancelled"));
    Map<String, Object> row = new HashMap<>(owner);
    row.put("remote_id", remoteId);
    row.put("seen", order.status());
    row.put("instance", settings.bridge().instance());
    return row;
  }

  public void swept(
      @Variable("remoteId") String remoteId, @Variable("owner") Map<String, Object> owner) {
    LOG.warn(
        "Remote order {} of order {} held tickets without an owner and was cancelled",
        remoteId,
        owner.get("order_no"));
  }

  /** The next sweep reads the list again; a claimed row is free when its lease has ended. */
  public void failed(@Variable("remoteId") String remoteId, @ExchangeException Setback setback) {
    LOG.warn(
        "Remote order {} has no owner and could not be cancelled: {}; the next sweep tries again",
        remoteId,
        setback.verdict().reason());
  }

  // --- what is not ours ---

  /** Parameters of {@code end-sweep.sql}. */
  public Map<String, Object> end(@Variable("sweep") Sweep sweep) {
    List<Map<String, Object>> strays = new ArrayList<>();
    for (RemoteOrder order : sweep.executed.values()) {
      boolean holds = order.tickets() == null || !order.tickets().isEmpty();
      if (holds && !isYoung(order)) {
        Map<String, Object> row = new HashMap<>();
        row.put("remote_id", order.id());
        row.put("mark", order.mark());
        row.put("event_id", order.eventId());
        row.put("tickets", order.tickets() == null ? null : order.tickets().size());
        strays.add(row);
      }
    }
    List<Map<String, Object>> wentBack = new ArrayList<>();
    sweep.wentBack.forEach(
        (remoteId, orderNo) -> {
          if (!toldBack.containsKey(remoteId)) {
            wentBack.add(Map.of("remote_id", remoteId, "order_no", orderNo));
          }
        });
    return Map.of(
        "fence",
        sweep.fence,
        "every_ms",
        settings.order().sweepEvery().toMillis(),
        "strays",
        OrderTickets.json(strays),
        "all_back",
        sweep.wentBack.size(),
        "went_back",
        OrderTickets.json(wentBack));
  }

  /**
   * Where create reserves at once, the answer to one of ours may be on its way into the journal.
   */
  private boolean isYoung(RemoteOrder order) {
    Instant young = clock.instant().minus(YOUNG);
    return settings.ticketscloud().create() == Settings.Create.WITH_TICKETS
        && RemoteId.createdAt(order.id()).filter(young::isBefore).isPresent();
  }

  /** One line per sweep at most, and only when something has changed: a key may be shared. */
  public void ended(@Variable("sweep") Sweep sweep, @Body Map<String, Object> row) {
    if (row != null) {
      toldBack = Map.copyOf(sweep.wentBack);
    }
    if (row == null || ((Number) row.get("changed")).longValue() == 0) {
      return;
    }
    LOG.warn(
        "Holds that are not this journal's: {} with {} tickets, {} of them with a number; they are"
            + " not touched (bin/bridge order strays)",
        row.get("strays"),
        row.get("tickets"),
        row.get("marked"));
  }
}
