package io.tcbridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The deprecated lists (Ticketscloud API, {@code GET /v1/services/simple/events} and {@code GET
 * /v1/resources/events/:id/tickets}) of the same state.
 */
final class CatalogueV1 {
  private static final DateTimeFormatter EVENT_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SandboxState state;
  private final CatalogueMessages visible;

  CatalogueV1(SandboxState state) {
    this.state = state;
    this.visible = new CatalogueMessages(state);
  }

  Answer events(Query query) {
    List<Event> all = visible.visible();
    int size = number(query.get("page_size"), all.size());
    int from = Math.min(all.size(), (number(query.get("page"), 1) - 1) * size);
    List<Event> page = all.subList(from, Math.min(all.size(), from + size));
    return Answer.json(
        200,
        json -> {
          boolean asObject = state.switches.is(Switch.V1_EVENTS_SHAPE, "object");
          if (asObject) {
            json.writeStartObject();
            json.writeFieldName("events");
          }
          json.writeStartArray();
          for (Event event : page) {
            event(json, event);
          }
          json.writeEndArray();
          if (asObject) {
            json.writeEndObject();
          }
        });
  }

  private static int number(String text, int otherwise) {
    return text != null && text.matches("[1-9]\\d{0,6}") ? Integer.parseInt(text) : otherwise;
  }

  private void event(JsonGenerator json, Event event) throws IOException {
    SandboxEvent data = event.data;
    json.writeStartObject();
    json.writeStringField("id", data.id());
    json.writeStringField("status", data.status());
    json.writeNumberField("age_rating", data.ageRating());
    json.writeStringField("lifetime", lifetime(data.start(), data.finish()));
    json.writeObjectFieldStart("title");
    json.writeStringField("text", data.title());
    json.writeStringField("desc", data.description());
    json.writeEndObject();
    json.writeObjectFieldStart("org");
    json.writeStringField("id", data.org());
    json.writeStringField("name", data.orgName());
    json.writeEndObject();
    json.writeObjectFieldStart("deal");
    json.writeStringField("extra", state.switches.get(Switch.FEE_PERCENT) + "%");
    json.writeEndObject();
    json.writeObjectFieldStart("legal_detail");
    json.writeStringField("name", data.orgName() + " LLC");
    json.writeStringField("inn", "7700000000");
    json.writeStringField("ogrn", "1027700000000");
    json.writeStringField("address", "Sample street 3, Moscow");
    json.writeEndObject();
    venue(json, data.venue());
    map(json, event);
    json.writeArrayFieldStart("sets");
    int vacant = 0;
    int amount = 0;
    int position = 0;
    for (Category category : event.categories.values()) {
      set(json, category, position++);
      vacant += category.available();
      amount += CatalogueMessages.amount(category);
    }
    json.writeEndArray();
    json.writeNumberField("tickets_amount", amount);
    json.writeNumberField("tickets_amount_vacant", vacant);
    json.writeEndObject();
  }

  private static String lifetime(Instant start, Instant finish) {
    return "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE-TIME:"
        + EVENT_TIME.format(start)
        + "\r\nDTEND;VALUE=DATE-TIME:"
        + EVENT_TIME.format(finish)
        + "\r\nEND:VEVENT\r\n";
  }

  private static void venue(JsonGenerator json, SandboxVenue venue) throws IOException {
    json.writeObjectFieldStart("venue");
    json.writeStringField("id", venue.id());
    json.writeStringField("name", venue.name());
    json.writeStringField("desc", "");
    json.writeStringField("address", venue.address());
    json.writeObjectFieldStart("city");
    json.writeNumberField("id", venue.cityId());
    json.writeObjectFieldStart("name");
    json.writeStringField("default", venue.city());
    json.writeEndObject();
    json.writeStringField("timezone", venue.timezone());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void map(JsonGenerator json, Event event) throws IOException {
    Set<String> sectors = new LinkedHashSet<>();
    event.data.sets().forEach(set -> set.seats().forEach(seat -> sectors.add(seat.sector())));
    if (sectors.isEmpty()) {
      json.writeNullField("map");
      return;
    }
    json.writeObjectFieldStart("map");
    json.writeStringField("id", event.data.venue().id());
    json.writeArrayFieldStart("sectors");
    for (String sector : sectors) {
      json.writeStartObject();
      json.writeStringField("id", sector);
      json.writeStringField("name", CatalogueMessages.sectorName(sector));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Here {@code price} is with the fee, and {@code price_org} without. */
  private void set(JsonGenerator json, Category category, int position) throws IOException {
    long extra = Kopecks.millionths(category.price, state.switches.feeMillionths());
    json.writeStartObject();
    json.writeStringField("id", category.id());
    json.writeNumberField("pos", position);
    json.writeStringField("name", category.data.name());
    json.writeStringField("desc", "");
    json.writeNumberField("amount", CatalogueMessages.amount(category));
    json.writeNumberField("amount_vacant", category.available());
    json.writeBooleanField("with_seats", category.data.withSeats());
    json.writeStringField("price_org", Kopecks.text(category.price));
    json.writeStringField("price_extra", Kopecks.text(extra));
    json.writeStringField("price", Kopecks.text(category.price + extra));
    json.writeNullField("sector");
    json.writeArrayFieldStart("rules");
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Of an event's categories with seats; row and number are numbers here. */
  Answer tickets(String eventId) {
    Event event = state.events.get(eventId);
    if (event == null) {
      return Answer.reason(404, "HTTPNotFound", "The resource could not be found.");
    }
    return Answer.json(
        200,
        json -> {
          json.writeStartArray();
          for (Ticket ticket : event.tickets.values()) {
            if (ticket.seat != null) {
              ticket(json, ticket);
            }
          }
          json.writeEndArray();
        });
  }

  private static void ticket(JsonGenerator json, Ticket ticket) throws IOException {
    boolean isVacant = ticket.order == null;
    json.writeStartObject();
    json.writeStringField("id", ticket.id);
    json.writeNumberField("number", ticket.number);
    json.writeStringField("serial", ticket.serial);
    json.writeStringField("set", ticket.category.id());
    json.writeStringField(
        "status",
        isVacant ? "vacant" : ticket.order.status == OrderStatus.DONE ? "sold" : "reserved");
    json.writeNullField("reserved_till");
    json.writeObjectFieldStart("seat");
    number(json, "row", ticket.seat.row());
    number(json, "number", ticket.seat.number());
    json.writeStringField("sector", ticket.seat.sector());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String field, String value) throws IOException {
    if (value.matches("\\d{1,9}")) {
      json.writeNumberField(field, Integer.parseInt(value));
    } else {
      json.writeStringField(field, value);
    }
  }
}
