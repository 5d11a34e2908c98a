package io.tcbridge.catalogue;

import io.tcbridge.catalogue.CatalogueSource.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One reading of the catalogue in the hands of this instance. Of what was read it keeps one bit per
 * item, by the number that the journal gave it; everything else goes batch by batch. Only a stream
 * with a proper end says that something is gone, and only in a run that is sound. An empty one
 * never does, but a person may say so of the seats of one event.
 */
public final class CatalogueRun {

  /** Keys of the ERP's tables have room for this; anything else is counted and left out. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,24}");

  /** Single events may have trouble with their seats, a service that is down has it with all. */
  private static final int MOST_SEAT_TROUBLES = 3;

  /** Events without seats that are told by name. */
  private static final int MOST_NAMED = 3;

  /**
   * What follows depends on them. The others may really become empty; what is known of them stays.
   */
  private static final Set<Part> NEEDED =
      EnumSet.of(Part.CATEGORIES, Part.VENUES, Part.EVENTS, Part.EVENTS_V1);

  /**
   * What is the same for the whole run.
   *
   * @param salt what decides beside an item itself how the ERP gets it
   * @param allSeats whether the seats of every event are wanted
   * @param seatsOf events whose seats are wanted
   * @param seatless events of which a person says that they have no seats any more
   */
  record Terms(String salt, boolean allSeats, Set<String> seatsOf, Set<String> seatless) {}

  /** A stream to read; of seats there is one for each event. */
  record Stream(Part part, String event) {}

  /** A stream that had less than is known; at once: what it did not have is not counted first. */
  record Missing(Stream stream, boolean atOnce) {}

  /** An item as the journal keeps it, and whether the ERP has to be told of it. */
  record Change(Item item, String json, UUID fingerprint, boolean toErp) {}

  private final Terms terms;
  private final CatalogueSource source;
  private final Deque<Stream> streams = new ArrayDeque<>();
  private final Set<String> seatsOf = new LinkedHashSet<>();
  private final BitSet seen = new BitSet();
  private final Map<Kind, Long> read = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> written = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> retired = new EnumMap<>(Kind.class);
  private final List<String> troubles = new ArrayList<>();
  private final List<String> seatTroubles = new ArrayList<>();
  private final Set<String> tried = new HashSet<>();
  private final Deque<Missing> missing = new ArrayDeque<>();

  private Stream stream;
  private boolean ended;
  private boolean broken;
  private int seatsFailed;
  private long odd;
  private long seenInStream;
  private final Map<Item.Name, Item> batch = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();

  CatalogueRun(CatalogueSource source, Terms terms) {
    this.source = source;
    this.terms = terms;
    source.parts().forEach(part -> streams.add(new Stream(part, null)));
    seatsOf.addAll(terms.seatsOf());
  }

  // --- streams ---

  boolean hasStream() {
    return !streams.isEmpty();
  }

  void openStream() {
    stream = streams.remove();
    ended = false;
    broken = false;
    seenInStream = 0;
    if (stream.event() != null) {
      tried.add(stream.event());
    }
    try {
      source.open(stream.part(), stream.event());
    } catch (CatalogueTrouble trouble) {
      breakOff(trouble);
    }
  }

  Stream stream() {
    return stream;
  }

  boolean goesOn() {
    return !ended && !broken;
  }

  /** Whether the stream came to its proper end. */
  boolean isComplete() {
    return ended && !broken;
  }

  /** Whether the whole run came to its end; single events may have had trouble with their seats. */
  boolean isSound() {
    return troubles.isEmpty() && streams.isEmpty();
  }

  /** Something other than the catalogue keeps the run from its end. */
  void fail(String trouble) {
    troubles.add(trouble);
    streams.clear();
  }

  /** What a person should know of the run; empty where there is nothing. */
  String trouble() {
    List<String> said = new ArrayList<>(troubles);
    said.addAll(seatTroubles.subList(0, Math.min(seatTroubles.size(), MOST_NAMED)));
    if (seatTroubles.size() > MOST_NAMED) {
      said.add("so it is with " + (seatTroubles.size() - MOST_NAMED) + " more events");
    }
    return String.join("; ", said);
  }

  /** Reads the next batch; an item that comes twice in it counts as it came last. */
  Set<Item.Name> readBatch(int messages, Duration patience) {
    batch.clear();
    changes.clear();
    try {
      Batch next = source.next(messages, patience);
      ended = next.isLast();
      next.items().forEach(this::take);
    } catch (CatalogueTrouble trouble) {
      breakOff(trouble);
    }
    if (ended && stream.part().kinds().contains(Kind.EVENT)) {
      seatsOf.forEach(event -> streams.add(new Stream(Part.SEATS, event)));
    }
    return batch.keySet();
  }

  private void take(Item item) {
    if (!ID.matcher(item.id()).matches()) {
      odd++;
      return;
    }
    batch.put(item.name(), item);
    if (terms.allSeats() && Boolean.TRUE.equals(item.columns().get("with_seats"))) {
      seatsOf.add(item.owner());
    }
  }

  /** What follows makes sense only with what was to be read before, except for other seats. */
  private void breakOff(CatalogueTrouble trouble) {
    broken = true;
    if (stream.part() != Part.SEATS) {
      fail(trouble.getMessage());
      return;
    }
    seatTroubles.add(
        "event "
            + stream.event()
            + ": "
            + trouble.getMessage()
            + (trouble.isUnknown() ? "; if it is over, take it out of catalogue.seats" : ""));
    if (!trouble.isUnknown() && ++seatsFailed >= MOST_SEAT_TROUBLES) {
      fail("the seats of " + seatsFailed + " events could not be read, others were not tried");
    }
  }

  /** Of these events the ones whose seats were not asked for. */
  List<String> notTried(Set<String> events) {
    return events.stream().filter(event -> !tried.contains(event)).toList();
  }

  // --- what has changed ---

  /** Compares the batch with the journal's rows of the same names. */
  void compare(List<Map<String, Object>> rows) {
    Map<Item.Name, Map<String, Object>> known = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      known.put(new Item.Name(Kind.of((String) row.get("kind")), (String) row.get("id")), row);
    }
    for (Item item : batch.values()) {
      String json = item.json();
      UUID fingerprint = Item.fingerprint(json, terms.salt());
      Map<String, Object> row = known.get(item.name());
      if (row != null) {
        see(((Number) row.get("item_no")).intValue());
      }
      boolean isRetired = row != null && (Boolean) row.get("retired");
      boolean isSame = row != null && !isRetired && fingerprint.equals(row.get("told"));
      boolean wasMissed = row != null && ((Number) row.get("missed")).intValue() > 0;
      if (!isSame || wasMissed) {
        changes.add(new Change(item, json, fingerprint, !isSame && item.kind().inErp()));
      }
      read.merge(item.kind(), 1L, Long::sum);
    }
    batch.clear();
  }

  private void see(int number) {
    if (!seen.get(number)) {
      seen.set(number);
      seenInStream++;
    }
  }

  List<Change> changes() {
    return changes;
  }

  /** What of a kind the ERP has to be told of. */
  List<Item> toErp(Kind kind) {
    return changes.stream()
        .filter(change -> change.toErp() && change.item().kind() == kind)
        .map(Change::item)
        .toList();
  }

  /** The journal has them, with these numbers. */
  void saved(List<Map<String, Object>> rows) {
    rows.forEach(row -> see(((Number) row.get("item_no")).intValue()));
    changes.forEach(change -> written.merge(change.item().kind(), 1L, Long::sum));
    changes.clear();
  }

  // --- what is gone ---

  /**
   * @param live how many items of this stream the journal has that are not retired
   */
  void counted(long live) {
    boolean isEmpty = seenInStream == 0 && live > 0;
    if (isEmpty && stream.part() == Part.SEATS && !terms.seatless().contains(stream.event())) {
      seatTroubles.add(
          "event "
              + stream.event()
              + " shows no seats, its stream is empty, but "
              + live
              + " are known; they stay. If it really has none any more:"
              + " bin/bridge catalogue sync --no-seats "
              + stream.event());
    } else if (isEmpty && NEEDED.contains(stream.part())) {
      broken = true;
      fail(
          "the stream of "
              + stream.part().label()
              + " is empty, but "
              + live
              + " are known; nothing is taken away");
    } else if (seenInStream < live && (!isEmpty || stream.part() == Part.SEATS)) {
      missing.add(new Missing(stream, isEmpty));
    }
  }

  /** Whether something may be gone; who does not know everything counts nothing. */
  boolean misses() {
    return isSound() && !missing.isEmpty();
  }

  Missing missing() {
    return missing.element();
  }

  void nextMissing() {
    missing.remove();
  }

  boolean wasSeen(int number) {
    return seen.get(number);
  }

  void retired(Kind kind) {
    retired.merge(kind, 1L, Long::sum);
  }

  // --- the end ---

  /** How many items of each kind were read, written and retired. */
  Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      if (read.containsKey(kind) || retired.containsKey(kind)) {
        Map<String, Long> of = new LinkedHashMap<>();
        of.put("read", read.getOrDefault(kind, 0L));
        of.put("written", written.getOrDefault(kind, 0L));
        of.put("retired", retired.getOrDefault(kind, 0L));
        counts.put(kind.label(), of);
      }
    }
    return counts;
  }

  long written() {
    return written.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Items without an id that the tables have room for. */
  long odd() {
    return odd;
  }

  void close() {
    source.close();
  }
}
