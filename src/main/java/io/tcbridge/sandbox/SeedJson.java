package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads events to seed; what is wrong is named with its place. */
final class SeedJson {
  private static final Set<String> EVENT =
      Set.of(
          "id",
          "title",
          "description",
          "timezone",
          "start",
          "finish",
          "status",
          "ageRating",
          "venue",
          "org",
          "orgName",
          "deal",
          "refundPolicy",
          "sets",
          "promocodes");
  private static final Set<String> SET =
      Set.of("id", "name", "price", "withSeats", "stock", "seats", "promokey");
  private static final Set<String> SEAT = Set.of("ticketId", "row", "number", "sector");
  private static final Set<String> VENUE =
      Set.of("id", "name", "address", "cityId", "city", "timezone", "mosbilet");
  private static final Set<String> PROMOCODE =
      Set.of(
          "id",
          "code",
          "percentage",
          "fix",
          "sets",
          "minTickets",
          "maxTickets",
          "limit",
          "start",
          "finish");

  private SeedJson() {}

  /** One event, or a list of events. */
  static List<SandboxEvent> events(JsonNode body) {
    return body.isArray() ? list(body, "events", SeedJson::event) : List.of(event(body));
  }

  private static SandboxEvent event(JsonNode json) {
    known(json, EVENT);
    Instant start = instant(json, "start");
    if (start == null) {
      throw new Refusal("start is required, e.g. 2027-05-16T14:00:00Z");
    }
    Instant finish = instant(json, "finish");
    return new SandboxEvent(
        text(json, "id"),
        text(json, "title"),
        json.path("description").asText(""),
        json.path("timezone").asText("Europe/Moscow"),
        start,
        finish == null ? start.plus(Duration.ofHours(3)) : finish,
        json.path("status").asText("public"),
        json.path("ageRating").asInt(0),
        json.has("venue") ? venue(json.get("venue")) : SandboxVenue.standard(),
        json.path("org").asText(SandboxEvent.STANDARD_ORG),
        json.path("orgName").asText("Sandbox Organizer"),
        json.path("deal").asBoolean(true),
        json.path("refundPolicy").asText("general"),
        list(json.path("sets"), "sets", SeedJson::set),
        list(json.path("promocodes"), "promocodes", SeedJson::promocode));
  }

  private static SandboxVenue venue(JsonNode json) {
    known(json, VENUE);
    return new SandboxVenue(
        text(json, "id"),
        text(json, "name"),
        json.path("address").asText(""),
        json.path("cityId").asInt(524901),
        json.path("city").asText("Moscow"),
        json.path("timezone").asText("Europe/Moscow"),
        json.path("mosbilet").asBoolean(false));
  }

  private static SandboxSet set(JsonNode json) {
    known(json, SET);
    List<SandboxSeat> seats = list(json.path("seats"), "seats", SeedJson::seat);
    return new SandboxSet(
        text(json, "id"),
        text(json, "name"),
        money(json, "price"),
        json.path("withSeats").asBoolean(!seats.isEmpty()),
        json.path("stock").asInt(seats.size()),
        seats,
        json.path("promokey").asText(null));
  }

  private static SandboxSeat seat(JsonNode json) {
    known(json, SEAT);
    return new SandboxSeat(
        text(json, "ticketId"), text(json, "row"), text(json, "number"), text(json, "sector"));
  }

  private static SandboxPromocode promocode(JsonNode json) {
    known(json, PROMOCODE);
    return new SandboxPromocode(
        text(json, "id"),
        text(json, "code"),
        json.hasNonNull("percentage") ? money(json, "percentage") : null,
        json.hasNonNull("fix") ? money(json, "fix") : null,
        list(json.path("sets"), "sets", JsonNode::asText),
        integer(json, "minTickets"),
        integer(json, "maxTickets"),
        integer(json, "limit"),
        instant(json, "start"),
        instant(json, "finish"));
  }

  private static void known(JsonNode json, Set<String> fields) {
    if (!json.isObject()) {
      throw new Refusal("expected an object");
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!fields.contains(entry.getKey())) {
        throw new Refusal("unknown field " + entry.getKey());
      }
    }
  }

  private static <T> List<T> list(JsonNode json, String field, Function<JsonNode, T> item) {
    List<T> items = new ArrayList<>();
    for (JsonNode node : json) {
      try {
        items.add(item.apply(node));
      } catch (RuntimeException e) {
        throw new Refusal(field + "[" + items.size() + "]: " + e.getMessage());
      }
    }
    return items;
  }

  private static String text(JsonNode json, String field) {
    if (!json.hasNonNull(field)) {
      throw new Refusal(field + " is required");
    }
    return json.get(field).asText();
  }

  private static BigDecimal money(JsonNode json, String field) {
    String text = text(json, field);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Refusal(field + ": '" + text + "' is not a number");
    }
  }

  private static Integer integer(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.get(field).asInt() : null;
  }

  private static Instant instant(JsonNode json, String field) {
    return json.hasNonNull(field) ? Instant.parse(json.get(field).asText()) : null;
  }
}
