package io.tcbridge.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.ErpSql;
import io.tcbridge.config.Settings;
import io.tcbridge.ops.Troubles;
import io.tcbridge.ticketscloud.RequestRate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the catalogue for the ERP's mirror: one instance for all, under a lease, and batch by
 * batch, so that neither a large stream nor a slow database needs memory.
 */
public final class CatalogueSync {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueSync.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Renewed with each batch; far longer than one may take to come and to be written. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final int BATCH = 500;

  /** A slow stream is read in smaller batches, so that the lease is renewed in time. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int PAGE = 2000;

  /** A run that came to no end is repeated sooner than a good one, but later each time. */
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 12;

  private final Settings settings;
  private final InstantSource clock;
  private final CatalogueSource.Turns turns;
  private final String salt;
  private volatile boolean stopping;
  private volatile CatalogueRun current;

  private String fence;
  private long requested;
  private int repeats;
  private Set<String> seatsOf = Set.of();
  private Set<String> seatless = Set.of();
  private boolean lost;
  private boolean atOnce;
  private long after;
  private List<Map<String, Object>> gone = List.of();
  private Map<Kind, Set<String>> mirrored = Map.of();
  private String lastTrouble = "";

  public CatalogueSync(Settings settings, InstantSource clock, RequestRate rate) {
    this.settings = settings;
    this.clock = clock;
    this.turns = rate::take;
    this.salt = mapping(settings);
  }

  /** Whoever changes the ERP's SQL wants everything to go through it once more. */
  private static String mapping(Settings settings) {
    StringBuilder all = new StringBuilder();
    try {
      for (String file : ErpSql.FOR_CATALOGUE) {
        all.append(Files.readString(settings.configDirs().find(ErpSql.path(file))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Item.fingerprint(all.toString(), "").toString();
  }

  /** Ends what is being read, so that the bridge need not wait for a slow stream. */
  public void stop() {
    stopping = true;
    CatalogueRun run = current;
    if (run != null) {
      run.close();
    }
  }

  // --- the run ---

  /** Parameters of {@code claim-sync.sql}; null where no catalogue is set up. */
  public Map<String, Object> claim() {
    return settings.catalogue().isOn() && !stopping ? lease() : null;
  }

  private Map<String, Object> lease() {
    Map<String, Object> lease = new HashMap<>();
    lease.put("lease_ms", LEASE.toMillis());
    lease.put("instance", settings.bridge().instance());
    return lease;
  }

  public CatalogueRun open(@Body Map<String, Object> claimed) {
    close();
    fence = (String) claimed.get("fence");
    requested = ((Number) claimed.get("requested")).longValue();
    repeats = ((Number) claimed.get("repeats")).intValue();
    seatsOf = events(claimed.get("seats_of"));
    seatless = events(claimed.get("seatless"));
    lost = false;
    gone = List.of();
    after = 0;
    Settings.Catalogue catalogue = settings.catalogue();
    Set<String> allSeatsOf = new LinkedHashSet<>(catalogue.seatsOf());
    allSeatsOf.addAll(seatsOf);
    current =
        new CatalogueRun(
            CatalogueSource.of(settings, clock, turns),
            new CatalogueRun.Terms(
                salt + claimed.get("full_no"), catalogue.allSeats(), allSeatsOf, seatless));
    return current;
  }

  private static Set<String> events(Object joined) {
    return Arrays.stream(((String) joined).split(","))
        .filter(event -> !event.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void close() {
    CatalogueRun run = current;
    current = null;
    if (run != null) {
      run.close();
    }
  }

  public boolean hasStream(@Variable("run") CatalogueRun run) {
    return !lost && !stopping && run.hasStream();
  }

  public void openStream(@Variable("run") CatalogueRun run) {
    run.openStream();
  }

  public boolean goesOn(@Variable("run") CatalogueRun run) {
    return !lost && !stopping && run.goesOn();
  }

  /** Parameters of {@code renew-sync.sql}. */
  public Map<String, Object> renewal() {
    Map<String, Object> renewal = lease();
    renewal.put("fence", fence);
    return renewal;
  }

  /** No row: another instance reads, from the beginning. */
  public void renewed(@Body Object row) {
    lost |= row == null;
  }

  // --- one batch ---

  /** Reads on: the parameter of {@code find-known.sql}. */
  public Map<String, Object> read(@Variable("run") CatalogueRun run) {
    List<Map<String, Object>> names = new ArrayList<>();
    for (Item.Name name : run.readBatch(BATCH, PATIENCE)) {
      names.add(Map.of("kind", name.kind().label(), "id", name.id()));
    }
    return new HashMap<>(Map.of("names", json(names)));
  }

  public void compare(@Variable("run") CatalogueRun run, @Body List<Map<String, Object>> rows) {
    run.compare(rows);
  }

  public boolean hasChanges(@Variable("run") CatalogueRun run) {
    return !lost && !run.changes().isEmpty();
  }

  /** Whether there is something to write into the table of a kind. */
  public boolean tells(String label, @Variable("run") CatalogueRun run) {
    Kind kind = Kind.of(label);
    return !run.toErp(kind).isEmpty() || !retiring(kind).isEmpty();
  }

  /** The parameter of {@code save-items.sql}. */
  public Map<String, Object> changes(@Variable("run") CatalogueRun run) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CatalogueRun.Change change : run.changes()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("kind", change.item().kind().label());
      row.put("id", change.item().id());
      row.put("owner", change.item().owner());
      row.put("told", change.fingerprint().toString());
      // The ERP has the seats; the journal only notes that it has been told.
      row.put("body", change.item().kind() == Kind.SEAT ? null : change.json());
      rows.add(row);
    }
    return new HashMap<>(Map.of("items", json(rows), "fence", fence));
  }

  public void saved(@Variable("run") CatalogueRun run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      lost = true;
    } else {
      run.saved(rows);
    }
  }

  public boolean isLost() {
    return lost;
  }

  // --- the ERP ---

  /** Keys for the query that says which rows the ERP has. */
  public Map<String, Object> keys(
      @Variable("run") CatalogueRun run, @Variable("kind") String kind) {
    List<String> keys = run.toErp(Kind.of(kind)).stream().map(Item::id).toList();
    Map<String, Object> parameters = new HashMap<>();
    // No list in SQL is empty.
    parameters.put("ids", keys.isEmpty() ? List.of("") : keys);
    return parameters;
  }

  public void mirrored(@Variable("kind") String kind, @Body List<Map<String, Object>> rows) {
    Set<String> ids = new HashSet<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(row);
      ids.add(String.valueOf(anyCase.get("id")));
    }
    mirrored = Map.of(Kind.of(kind), ids);
  }

  public boolean hasInserts(@Variable("run") CatalogueRun run, @Variable("kind") String kind) {
    return !rows(run, kind, false).isEmpty();
  }

  public boolean hasUpdates(@Variable("run") CatalogueRun run, @Variable("kind") String kind) {
    return !rows(run, kind, true).isEmpty();
  }

  public boolean hasRetirements(@Variable("kind") String kind) {
    return !retiring(Kind.of(kind)).isEmpty();
  }

  /** Rows that the ERP does not have. */
  public List<Map<String, Object>> inserts(
      @Variable("run") CatalogueRun run, @Variable("kind") String kind) {
    return rows(run, kind, false);
  }

  /** Rows that the ERP has otherwise. */
  public List<Map<String, Object>> updates(
      @Variable("run") CatalogueRun run, @Variable("kind") String kind) {
    return rows(run, kind, true);
  }

  private List<Map<String, Object>> rows(CatalogueRun run, String kind, boolean there) {
    Set<String> known = mirrored.getOrDefault(Kind.of(kind), Set.of());
    return run.toErp(Kind.of(kind)).stream()
        .filter(item -> known.contains(item.id()) == there)
        .map(Item::row)
        .toList();
  }

  /** Rows that are out of the catalogue from now on. */
  public List<Map<String, Object>> retirements(@Variable("kind") String kind) {
    return retiring(Kind.of(kind));
  }

  // --- what was not read in a stream that had its proper end, of a run that is sound ---

  public boolean isComplete(@Variable("run") CatalogueRun run) {
    return !lost && !stopping && run.isComplete();
  }

  /** Parameters of {@code count-live.sql}. */
  public Map<String, Object> scope(@Variable("run") CatalogueRun run) {
    return scope(run.stream());
  }

  private static Map<String, Object> scope(CatalogueRun.Stream stream) {
    Map<String, Object> scope = new HashMap<>();
    scope.put("kinds", json(stream.part().kinds().stream().map(Kind::label).toList()));
    scope.put("owner", stream.event());
    return scope;
  }

  public void counted(@Variable("run") CatalogueRun run, @Body Long live) {
    run.counted(live);
  }

  public boolean hasPage(@Variable("run") CatalogueRun run) {
    return !lost && !stopping && run.misses();
  }

  /** Parameters of {@code find-live.sql}. */
  public Map<String, Object> page(@Variable("run") CatalogueRun run) {
    Map<String, Object> page = scope(run.missing().stream());
    page.put("after", after);
    page.put("page", PAGE);
    return page;
  }

  public void paged(@Variable("run") CatalogueRun run, @Body List<Map<String, Object>> rows) {
    atOnce = run.missing().atOnce();
    gone = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      after = ((Number) row.get("item_no")).longValue();
      if (!run.wasSeen((int) after)) {
        gone.add(row);
      }
    }
    if (rows.size() < PAGE) {
      run.nextMissing();
      after = 0;
    }
  }

  public boolean hasGone() {
    return !lost && !gone.isEmpty();
  }

  private boolean retires(Map<String, Object> row) {
    return atOnce
        || ((Number) row.get("missed")).intValue() + 1 >= settings.catalogue().retireAfter();
  }

  private List<Map<String, Object>> retiring(Kind kind) {
    return gone.stream()
        .filter(row -> Kind.of((String) row.get("kind")) == kind && kind.inErp() && retires(row))
        .map(row -> new HashMap<String, Object>(Map.of("id", row.get("id"))))
        .collect(Collectors.toList());
  }

  /** The parameters of {@code mark-missed.sql} and {@code forget-told.sql}. */
  public Map<String, Object> missed() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : gone) {
      Map<String, Object> missed = new LinkedHashMap<>();
      missed.put("item_no", row.get("item_no"));
      missed.put("kind", row.get("kind"));
      missed.put("id", row.get("id"));
      missed.put("retires", retires(row));
      rows.add(missed);
    }
    return new HashMap<>(Map.of("items", json(rows), "fence", fence));
  }

  public void marked(@Variable("run") CatalogueRun run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      lost = true;
    } else {
      gone.stream()
          .filter(this::retires)
          .forEach(row -> run.retired(Kind.of((String) row.get("kind"))));
    }
    gone = List.of();
  }

  // --- the end ---

  /** Something other than the catalogue kept the run from its end. */
  public void failed(@ExchangeException Exception failure, @Variable("run") CatalogueRun run) {
    gone = List.of();
    run.fail(Troubles.cause(failure));
  }

  /** Parameters of {@code end-sync.sql}. */
  public Map<String, Object> end(@Variable("run") CatalogueRun run) {
    boolean sound = run.isSound();
    Map<String, Object> row = new HashMap<>();
    row.put("fence", fence);
    row.put("requested", requested);
    row.put("sound", sound);
    row.put("counts", json(run.counts()));
    row.put("trouble", run.trouble().isEmpty() || stopping ? null : run.trouble());
    row.put("seats_left", String.join(",", run.notTried(seatsOf)));
    row.put("seatless_left", String.join(",", run.notTried(seatless)));
    row.put("repeats", sound ? 0 : stopping ? repeats : repeats + 1);
    row.put("due_in_ms", dueIn(sound).toMillis());
    tell(run, sound);
    close();
    return row;
  }

  private Duration dueIn(boolean sound) {
    Duration every = settings.catalogue().syncEvery();
    if (sound) {
      return every;
    }
    Duration again = REPEAT.multipliedBy(1L << Math.min(repeats, MOST_DOUBLINGS));
    return stopping ? Duration.ZERO : again.compareTo(every) < 0 ? again : every;
  }

  /** One line per run that wrote something, and one per new trouble. */
  private void tell(CatalogueRun run, boolean sound) {
    String trouble = run.trouble();
    if (!stopping && !trouble.isEmpty() && !trouble.equals(lastTrouble)) {
      LOG.warn(
          run.isSound()
              ? "The catalogue was read, but {}."
              : "The catalogue was not read to its end: {}. Orders go on.",
          trouble);
    }
    if (run.odd() > 0) {
      LOG.warn("The catalogue has {} items without a usable id; they are left out", run.odd());
    }
    if (sound && (run.written() > 0 || !lastTrouble.isEmpty())) {
      LOG.info("The catalogue was read: {}", run.counts());
    }
    lastTrouble = trouble;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON can be made of it", e);
    }
  }
}
