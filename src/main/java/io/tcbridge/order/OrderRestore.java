package io.tcbridge.order;

import io.tcbridge.config.Settings;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restore mode: a journal that was lost, or is older than what has happened, must not make a second
 * remote order. One instance walks over the whole remote list and keeps what carries a number and
 * is not the journal's own; until then no order without a remote one goes on.
 */
public final class OrderRestore {

  private static final Logger LOG = LoggerFactory.getLogger(OrderRestore.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Settings settings;
  private final KeyGate gate;
  private final RemoteOrderReader reader;
  private final InstantSource clock;
  private volatile boolean begun;
  private volatile boolean watched;
  private volatile boolean restored;

  /**
   * @param clock of the remote side
   */
  public OrderRestore(
      Settings settings, KeyGate gate, RemoteOrderReader reader, InstantSource clock) {
    this.clock = clock;
    this.settings = settings;
    this.gate = gate;
    this.reader = reader;
  }

  /** One walk in the hands of this instance. */
  public static final class Walk {
    private final String fence;
    private final Timestamp from;
    private final RemotePages pages;
    private boolean lost;

    private Walk(String fence, Timestamp from, Instant now) {
      this.fence = fence;
      this.from = from;
      this.pages = new RemotePages(RemotePages.created(from.toInstant().minus(DAY), now.plus(DAY)));
    }
  }

  /** Whether it is known where the journal is. */
  public boolean isWatched() {
    return watched;
  }

  /** Whether a backup was ever put back. */
  public boolean isRestored() {
    return restored;
  }

  /** Parameters of {@code watch-place.sql}. */
  public Map<String, Object> watch() {
    return Map.of("window_ms", settings.order().restoreWindow().toMillis());
  }

  public void watched(@Body Map<String, Object> row) {
    if (row.get("reason") != null) {
      begun((String) row.get("reason"));
    }
    restored = (Boolean) row.get("restored");
    watched = !isWanted();
  }

  /** Whether this process was started to begin restore mode and has not done so yet. */
  public boolean isWanted() {
    return settings.order().restore() == Settings.Restore.ON && !begun;
  }

  /** Parameters of {@code begin-restore.sql} when the settings want it. */
  public Map<String, Object> bySetting() {
    return begin("order.restore = on", true);
  }

  /**
   * Parameters of {@code begin-restore.sql}.
   *
   * @param again also if it has begun before
   */
  Map<String, Object> begin(String reason, boolean again) {
    Map<String, Object> parameters = new HashMap<>(watch());
    parameters.put("reason", reason);
    parameters.put("again", again);
    return parameters;
  }

  /** After {@code begin-restore.sql}; nothing when another instance has begun it just before. */
  public void begun(@Body String reason) {
    begun = true;
    restored = true;
    watched = true;
    if (reason != null) {
      LOG.warn(
          "Restore mode begins: {}. No remote order is made before Ticketscloud's list was searched"
              + " for the ERP's numbers.",
          reason);
    }
  }

  /** Parameters of {@code claim-walk.sql}; null while this process may not ask Ticketscloud. */
  public Map<String, Object> claim() {
    return gate.isOpen()
        ? Map.of(
            "lease_ms",
            settings.order().lease().toMillis(),
            "instance",
            settings.bridge().instance())
        : null;
  }

  public Walk open(@Body Map<String, Object> row) {
    Walk walk =
        new Walk((String) row.get("fence"), (Timestamp) row.get("walk_from"), clock.instant());
    LOG.info(
        "Restore mode ({}): remote orders are searched from {} on",
        row.get("reason"),
        walk.from.toInstant());
    return walk;
  }

  public boolean goesOn(@Variable("walk") Walk walk) {
    return !walk.lost && walk.pages.goesOn();
  }

  public RemoteRequest next(@Variable("walk") Walk walk) {
    return walk.pages.next();
  }

  /** The parameters of {@code save-page.sql}: what carries a number. */
  public Map<String, Object> take(@Variable("walk") Walk walk, @Body RemoteAnswer answer) {
    List<Map<String, Object>> marked = new ArrayList<>();
    for (RemoteOrder order : walk.pages.take(answer, reader)) {
      if (order.mark() != null && !order.mark().isEmpty()) {
        Map<String, Object> row = new HashMap<>();
        row.put("remote_id", order.id());
        row.put("mark", order.mark());
        row.put("event_id", order.eventId());
        row.put("tickets", order.tickets() == null ? null : order.tickets().size());
        marked.add(row);
      }
    }
    return Map.of(
        "orders",
        OrderTickets.json(marked),
        "fence",
        walk.fence,
        "lease_ms",
        settings.order().lease().toMillis());
  }

  /** No row: another instance has taken the walk over, from its beginning. */
  public void saved(@Variable("walk") Walk walk, @Body Object row) {
    walk.lost = row == null;
  }

  /**
   * Whether the list was read to its end. One that says that it is longer was not: what it did not
   * show may have been sold, so the walk begins anew when its lease has ended.
   */
  public boolean isThrough(@Variable("walk") Walk walk) {
    Optional<String> trouble = walk.lost ? Optional.empty() : walk.pages.contradiction();
    trouble.ifPresent(
        what ->
            LOG.warn("Restore mode: the list of orders contradicts itself, {}; read anew", what));
    return !walk.lost && trouble.isEmpty();
  }

  /** Parameters of {@code end-walk.sql}. */
  public Map<String, Object> end(@Variable("walk") Walk walk) {
    return Map.of("fence", walk.fence, "walk_from", walk.from);
  }

  public void ended(@Body Map<String, Object> row) {
    if (row != null) {
      LOG.warn(
          "Restore mode: the list is read, {} remote orders with a number are not this journal's."
              + " Orders go on.",
          row.get("found"));
    }
  }
}
