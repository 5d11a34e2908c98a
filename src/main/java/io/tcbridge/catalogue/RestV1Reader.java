package io.tcbridge.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the deprecated lists of REST into items (Ticketscloud API, {@code GET
 * /v1/services/simple/events} and {@code GET /v1/resources/events/:id/tickets}). An event carries
 * its venue, its map and its categories with it.
 */
final class RestV1Reader {

  private static final Pattern EVENT_TIME =
      Pattern.compile("DT(START|END)[^:\\r\\n]*:(\\d{8}T\\d{6}Z)");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String language;

  RestV1Reader(String language) {
    this.language = language;
  }

  /** The events of one page: the list itself, or a list in {@code events} or {@code data}. */
  static JsonNode list(JsonNode body) {
    for (String field : List.of("events", "data")) {
      if (body.path(field).isArray()) {
        return body.path(field);
      }
    }
    return body;
  }

  List<Item> event(JsonNode event) {
    String id = text(event, "id");
    JsonNode venue = event.path("venue");
    JsonNode city = venue.path("city");
    String zone = text(city, "timezone");
    Instant starts = time(text(event, "lifetime"), "START");
    JsonNode legal = event.path("legal_detail");
    String register = text(legal, "ogrn").isEmpty() ? text(legal, "ogrnip") : text(legal, "ogrn");
    boolean isPerson = text(legal, "ogrn").isEmpty() && !text(legal, "ogrnip").isEmpty();
    List<Item> items = new ArrayList<>();
    if (!text(venue, "id").isEmpty()) {
      items.add(venue(venue, city, zone));
    }
    for (JsonNode sector : event.path("map").path("sectors")) {
      items.add(sector(sector, text(event.path("map"), "id"), text(venue, "id")));
    }
    Columns row =
        new Columns()
            .put("event_id", id)
            .put("meta_id", null)
            .name("name", text(event.path("title"), "text"), Columns.LONG)
            .text("description", text(event.path("title"), "desc"), Columns.TEXT)
            .name("status", status(text(event, "status")), Columns.STATUS)
            .text("org_id", text(event.path("org"), "id"), 24)
            .text("venue_id", text(venue, "id"), 24)
            .text("map_id", text(event.path("map"), "id"), 24)
            .put("starts_at", starts)
            .put("finishes_at", time(text(event, "lifetime"), "END"))
            .put("start_local", local(starts, zone))
            .text("time_zone", zone, 64)
            .put("open_date", false)
            .put("category_id", null)
            .put("category", null)
            .text("age_rating", text(event, "age_rating"), 16)
            .put("extra_percent", percent(text(event.path("deal"), "extra")))
            .put("tickets_amount", count(event, "tickets_amount"))
            .put("tickets_vacant", count(event, "tickets_amount_vacant"))
            .put("with_promotion", false)
            .text("legal_name", text(legal, "name"), Columns.NAME)
            .text("legal_inn", text(legal, "inn"), 16)
            .text("legal_ogrn", register, 16)
            .text("legal_address", isPerson ? "" : text(legal, "address"), Columns.LONG)
            .put("updated_at", offset(text(event, "updated_at")));
    items.add(new Item(Kind.EVENT, id, null, row.row()));
    for (JsonNode set : event.path("sets")) {
      items.add(set(id, set));
    }
    return items;
  }

  private Item venue(JsonNode venue, JsonNode city, String zone) {
    JsonNode point = venue.path("point").path("coordinates");
    Columns row =
        new Columns()
            .put("venue_id", text(venue, "id"))
            .name("name", text(venue, "name"), Columns.NAME)
            .text("description", text(venue, "desc"), Columns.TEXT)
            .put("city_id", count(city, "id"))
            .text("city", name(city.path("name")), 200)
            .text("time_zone", zone, 64)
            .text("address", text(venue, "address"), Columns.LONG)
            .put("latitude", degrees(point.path(1)))
            .put("longitude", degrees(point.path(0)))
            // the old service does not say
            .put("with_mosbilet", false);
    return new Item(Kind.VENUE, text(venue, "id"), null, row.row());
  }

  private static Item sector(JsonNode sector, String map, String venue) {
    Columns row =
        new Columns()
            .put("sector_id", text(sector, "id"))
            .text("map_id", map, 24)
            .text("venue_id", venue, 24)
            .name("name", text(sector, "name"), Columns.NAME);
    return new Item(Kind.SECTOR, text(sector, "id"), null, row.row());
  }

  private static Item set(String event, JsonNode set) {
    Columns row =
        new Columns()
            .put("set_id", text(set, "id"))
            .put("event_id", event)
            .name("name", text(set, "name"), Columns.NAME)
            .text("description", text(set, "desc"), Columns.TEXT)
            .put("pos", set.path("pos").asInt())
            .text("sector_id", text(set, "sector"), 24)
            .put("with_seats", set.path("with_seats").asBoolean())
            .put("price", money(price(set)))
            .put("amount", count(set, "amount"))
            .put("vacant", count(set, "amount_vacant"));
    return new Item(Kind.TICKET_SET, text(set, "id"), event, row.row());
  }

  /** Without the fee: what v1 calls {@code price} is with it. The current rule counts. */
  private static String price(JsonNode set) {
    for (JsonNode rule : set.path("rules")) {
      if (rule.path("current").asBoolean()) {
        return text(rule, "price_org");
      }
    }
    return text(set, "price_org");
  }

  List<Item> seat(String event, JsonNode ticket) {
    JsonNode seat = ticket.path("seat");
    Columns row =
        new Columns()
            .put("ticket_id", text(ticket, "id"))
            .put("event_id", event)
            .put("set_id", text(ticket, "set"))
            .text("sector_id", text(seat, "sector"), 24)
            .text("seat_row", text(seat, "row"), 64)
            .text("seat_number", text(seat, "number"), 64)
            .name("status", text(ticket, "status").toUpperCase(Locale.ROOT), Columns.STATUS)
            .put("reserved_till", offset(text(ticket, "reserved_till")));
    return List.of(new Item(Kind.SEAT, text(ticket, "id"), event, row.row()));
  }

  /** The words of tc-simple. */
  private static String status(String status) {
    return status.equals("public") ? "PUBLIC" : status.toUpperCase(Locale.ROOT);
  }

  private String name(JsonNode names) {
    for (String wanted : List.of(language, "default", "ru", "en")) {
      if (!text(names, wanted).isEmpty()) {
        return text(names, wanted);
      }
    }
    return "";
  }

  /** A VEVENT has both ends in UTC. */
  private static Instant time(String event, String end) {
    Matcher times = EVENT_TIME.matcher(event);
    while (times.find()) {
      if (times.group(1).equals(end)) {
        try {
          return Instant.from(COMPACT.parse(times.group(2)));
        } catch (DateTimeException noTime) {
          return null;
        }
      }
    }
    return null;
  }

  private static Instant offset(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private static LocalDateTime local(Instant starts, String zone) {
    try {
      return starts == null || zone.isEmpty()
          ? null
          : LocalDateTime.ofInstant(starts, ZoneId.of(zone));
    } catch (DateTimeException noZone) {
      return null;
    }
  }

  private static BigDecimal percent(String text) {
    return text.matches("-?\\d{1,3}(\\.\\d{1,6})?%")
        ? new BigDecimal(text.substring(0, text.length() - 1)).setScale(4, RoundingMode.HALF_UP)
        : null;
  }

  private static BigDecimal money(String text) {
    return text.matches("\\d{1,10}(\\.\\d{1,2})?") ? new BigDecimal(text).setScale(2) : null;
  }

  private static BigDecimal degrees(JsonNode value) {
    return value.isNumber() && Math.abs(value.asDouble()) <= 180
        ? value.decimalValue().setScale(7, RoundingMode.HALF_UP)
        : null;
  }

  private static Integer count(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    return value.canConvertToInt() && value.isIntegralNumber() ? (Integer) value.asInt() : null;
  }

  /** Never null; also a number where a text is meant. */
  private static String text(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText().replace("\0", "") : "";
  }
}
