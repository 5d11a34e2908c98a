package io.tcbridge.catalogue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns messages of tc-simple (package v3, {@code proto/*.proto} of its repository) into items. The
 * numbers are those of the fields. What an event's row says of its place and its category was read
 * before, in the same run.
 */
final class TcSimpleReader {

  private static final int LEGAL_IP = 1;

  private final InstantSource clock;
  private final Map<String, String> categories = new HashMap<>();
  private final Map<Integer, City> cities = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();

  /**
   * @param clock says which price rule holds now
   */
  TcSimpleReader(InstantSource clock) {
    this.clock = clock;
  }

  /** The items of one message. */
  List<Item> items(Part part, WireMessage message) throws InvalidProtocolBufferException {
    return switch (part) {
      case CATEGORIES -> category(message);
      case TAGS -> named(Kind.TAG, message, 3, row -> row.text("category_id", message.text(2), 24));
      case ARTISTS -> named(Kind.ARTIST, message, 2, row -> row);
      case COUNTRIES -> country(message);
      case META_EVENTS -> metaEvent(message);
      case VENUES -> venue(message);
      case MAPS -> sectors(message);
      case EVENTS -> event(message);
      case SEATS -> seat(message);
      case EVENTS_V1 -> throw new IllegalArgumentException("tc-simple has no such stream");
    };
  }

  private interface Filling {
    Columns of(Columns row);
  }

  private static List<Item> named(Kind kind, WireMessage message, int name, Filling filling) {
    Columns row = new Columns().name("name", message.text(name), Columns.NAME);
    return List.of(new Item(kind, message.text(1), null, filling.of(row).row()));
  }

  // --- v3.Category, v3.Country, v3.City, v3.MetaEvent ---

  private List<Item> category(WireMessage message) {
    categories.put(message.text(1), message.text(2));
    return named(Kind.CATEGORY, message, 2, row -> row);
  }

  private static List<Item> country(WireMessage message) {
    return named(
        Kind.COUNTRY,
        message,
        2,
        row -> row.text("currency", message.text(3), 16).text("iso", message.text(4), 16));
  }

  private static List<Item> metaEvent(WireMessage message) throws InvalidProtocolBufferException {
    Instant first = Columns.time(message, 7);
    Instant last = Columns.time(message, 8);
    return named(
        Kind.META_EVENT,
        message,
        2,
        row ->
            row.text("org_id", message.text(4), 24)
                .text("age_rating", message.text(5), 16)
                .put("first_start", first)
                .put("last_finish", last));
  }

  /** Keeps a city for the venues that follow. */
  void city(WireMessage message) {
    cities.put((int) message.whole(1), new City(message.text(2), message.text(4)));
  }

  boolean knowsCity(int id) {
    return cities.containsKey(id);
  }

  // --- v3.Venue, v3.Map ---

  /** {@code v3.Venue.city}; 0 is none. */
  static int cityOf(WireMessage venue) {
    return (int) venue.whole(4);
  }

  private List<Item> venue(WireMessage message) throws InvalidProtocolBufferException {
    City city = cities.getOrDefault(cityOf(message), City.UNKNOWN);
    zones.put(message.text(1), city.zone());
    Columns row =
        new Columns()
            .put("venue_id", message.text(1))
            .name("name", message.text(2), Columns.NAME)
            .text("description", message.text(3), Columns.TEXT)
            .put("city_id", cityOf(message) == 0 ? null : (Integer) cityOf(message))
            .text("city", city.name(), 200)
            .text("time_zone", city.zone(), 64)
            .text("address", message.text(5), Columns.LONG);
    WireMessage place = message.message(6);
    row.put("latitude", message.has(6) ? degrees(place.real(2)) : null)
        .put("longitude", message.has(6) ? degrees(place.real(1)) : null)
        .put("with_mosbilet", message.flag(41));
    return List.of(new Item(Kind.VENUE, message.text(1), null, row.row()));
  }

  private static BigDecimal degrees(double value) {
    return Math.abs(value) <= 180
        ? BigDecimal.valueOf(value).setScale(7, RoundingMode.HALF_UP)
        : null;
  }

  private static List<Item> sectors(WireMessage map) throws InvalidProtocolBufferException {
    List<Item> items = new ArrayList<>();
    for (WireMessage sector : map.messages(5)) {
      Columns row =
          new Columns()
              .put("sector_id", sector.text(1))
              .text("map_id", map.text(1), 24)
              .text("venue_id", map.text(4), 24)
              .name("name", sector.text(2), Columns.NAME);
      items.add(new Item(Kind.SECTOR, sector.text(1), null, row.row()));
    }
    return items;
  }

  // --- v3.Event ---

  private List<Item> event(WireMessage message) throws InvalidProtocolBufferException {
    String id = message.text(1);
    String zone = zones.getOrDefault(message.text(7), "");
    Instant starts = Columns.time(message.message(9), 1);
    Columns row =
        new Columns()
            .put("event_id", id)
            .text("meta_id", message.text(2), 24)
            .name("name", message.text(3), Columns.LONG)
            .text("description", message.text(4), Columns.TEXT)
            .put("status", Columns.named(message.whole(5), "STAND_BY", "PUBLIC"))
            .text("org_id", message.text(6), 24)
            .text("venue_id", message.text(7), 24)
            .text("map_id", message.text(8), 24)
            .put("starts_at", starts)
            .put("finishes_at", Columns.time(message.message(9), 2))
            .put("start_local", local(starts, zone))
            .text("time_zone", zone, 64)
            .put("open_date", message.flag(15))
            .text("category_id", message.text(10), 24)
            .text("category", categories.getOrDefault(message.text(10), ""), Columns.NAME)
            .text("age_rating", message.text(13), 16)
            .put("extra_percent", extra(message))
            .put("tickets_amount", Columns.count(message.whole(31)))
            .put("tickets_vacant", Columns.count(message.whole(32)))
            .put("with_promotion", withPromotion(message));
    legal(row, message);
    row.put("updated_at", Columns.time(message, 70));
    List<Item> items = new ArrayList<>();
    items.add(new Item(Kind.EVENT, id, null, row.row()));
    for (WireMessage set : message.messages(30)) {
      items.add(set(id, set));
    }
    return items;
  }

  /** The time that stands on the ticket; null when nobody says in which zone. */
  private static LocalDateTime local(Instant starts, String zone) {
    if (starts == null || zone.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.ofInstant(starts, ZoneId.of(zone));
    } catch (DateTimeException noZone) {
      return null;
    }
  }

  /** What the buyer pays on top: {@code deal.extra}, or the organizer's own {@code org_extra}. */
  private static BigDecimal extra(WireMessage event) throws InvalidProtocolBufferException {
    int member = event.oneOf(17, 18);
    WireMessage holder = member == 17 ? event.message(17) : event;
    int field = member == 17 ? 4 : 18;
    if (member == 0 || !holder.has(field)) {
      return null;
    }
    BigDecimal percent = Columns.percent(holder.message(field)).setScale(4, RoundingMode.HALF_UP);
    return percent.abs().compareTo(BigDecimal.valueOf(1000)) < 0 ? percent : null;
  }

  /** By the settings that are there and not by the type, which older servers leave at 0. */
  private boolean withPromotion(WireMessage event) throws InvalidProtocolBufferException {
    for (WireMessage mod : event.messages(50)) {
      if (mod.has(10) && holdsNow(mod.message(10), 1)) {
        return true;
      }
    }
    return false;
  }

  /** The address of an entrepreneur is a home: it is not printed, so it is not kept. */
  private static void legal(Columns row, WireMessage event) throws InvalidProtocolBufferException {
    WireMessage legal = event.message(20);
    int register = legal.oneOf(6, 7);
    row.text("legal_name", legal.text(3), Columns.NAME)
        .text("legal_inn", legal.text(4), 16)
        .text("legal_ogrn", register == 0 ? "" : legal.text(register), 16)
        .text("legal_address", legal.whole(2) == LEGAL_IP ? "" : legal.text(5), Columns.LONG);
  }

  private Item set(String event, WireMessage set) throws InvalidProtocolBufferException {
    Columns row =
        new Columns()
            .put("set_id", set.text(1))
            .put("event_id", event)
            .name("name", set.text(2), Columns.NAME)
            .text("description", set.text(3), Columns.TEXT)
            .put("pos", (int) set.whole(4))
            .text("sector_id", set.text(5), 24)
            .put("with_seats", set.flag(6))
            .put("price", price(set))
            .put("amount", Columns.count(set.whole(7)))
            .put("vacant", Columns.count(set.whole(8)));
    return new Item(Kind.TICKET_SET, set.text(1), event, row.row());
  }

  /** The price by the rule that holds now; null when none holds, or several that differ. */
  private BigDecimal price(WireMessage set) throws InvalidProtocolBufferException {
    BigDecimal price = null;
    for (WireMessage rule : set.messages(10)) {
      if (rule.has(10) && holdsNow(rule, 3)) {
        BigDecimal amount = Columns.money(rule.message(10).whole(1));
        if (amount == null || (price != null && price.compareTo(amount) != 0)) {
          return null;
        }
        price = amount;
      }
    }
    return price;
  }

  /** A lifetime that is not there, or has no end on one side, holds always on that side. */
  private boolean holdsNow(WireMessage holder, int lifetime) throws InvalidProtocolBufferException {
    WireMessage time = holder.message(lifetime);
    Instant now = clock.instant();
    Instant start = Columns.time(time, 1);
    Instant finish = Columns.time(time, 2);
    return (start == null || !now.isBefore(start)) && (finish == null || now.isBefore(finish));
  }

  // --- v3.Seat ---

  private static List<Item> seat(WireMessage message) throws InvalidProtocolBufferException {
    Columns row =
        new Columns()
            .put("ticket_id", message.text(12))
            .put("event_id", message.text(10))
            .put("set_id", message.text(11))
            .text("sector_id", message.text(2), 24)
            .text("seat_row", message.text(3), 64)
            .text("seat_number", message.text(4), 64)
            .put("status", Columns.named(message.whole(13), "VACANT", "RESERVED", "SOLD"))
            .put("reserved_till", Columns.time(message, 14));
    return List.of(new Item(Kind.SEAT, message.text(12), message.text(10), row.row()));
  }
}
