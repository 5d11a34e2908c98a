package io.tcbridge.ticketscloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads remote orders out of answers: unknown fields are ignored, missing ones stay unknown. */
public final class RemoteOrderReader {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final ZoneId zone;

  /**
   * @param zone zone of the remote times that carry none; the documentation does not say which, its
   *     examples are UTC
   */
  public RemoteOrderReader(ZoneId zone) {
    this.zone = zone;
  }

  /** The order of a create or change answer; empty if the body is not one. */
  public Optional<RemoteOrder> order(byte[] body) {
    return tree(body)
        .filter(root -> root.path("data").path("id").isTextual())
        .filter(root -> root.path("data").path("status").isTextual())
        .map(root -> order(root.get("data"), root.path("refs"), root.path("errors")));
  }

  /** The orders of a list answer; empty if the body is not a list of orders. */
  public Optional<List<RemoteOrder>> list(byte[] body) {
    return tree(body).filter(root -> root.path("data").isArray()).map(this::orders);
  }

  private List<RemoteOrder> orders(JsonNode root) {
    List<RemoteOrder> orders = new ArrayList<>();
    for (JsonNode data : root.get("data")) {
      if (data.path("id").isTextual() && data.path("status").isTextual()) {
        orders.add(order(data, root.path("refs"), root.path("none")));
      }
    }
    return orders;
  }

  /**
   * One page of the list.
   *
   * @param customers the buyers of these orders by the order's id, as far as they are shown
   * @param totals what the page says of the whole list
   */
  public record Page(
      List<RemoteOrder> orders, Map<String, RemoteCustomer> customers, ListTotals totals) {}

  /** All that a list answer shows, read once; empty if the body is not a list of orders. */
  public Optional<Page> page(byte[] body) {
    return tree(body)
        .filter(root -> root.path("data").isArray())
        .map(root -> new Page(orders(root), customers(root), ListTotals.of(root)));
  }

  /** The buyers of the orders of either answer, by the order's id, as far as they are shown. */
  public Map<String, RemoteCustomer> customers(byte[] body) {
    return customers(tree(body).orElse(MissingNode.getInstance()));
  }

  private static Map<String, RemoteCustomer> customers(JsonNode root) {
    Map<String, RemoteCustomer> customers = new HashMap<>();
    JsonNode data = root.path("data");
    for (JsonNode order : data.isArray() ? data : List.of(data)) {
      JsonNode customer = order.path("settings").path("customer");
      if (order.path("id").isTextual() && customer.isObject()) {
        customers.put(
            order.get("id").asText(),
            new RemoteCustomer(
                text(customer, "name"), text(customer, "email"), text(customer, "phone")));
      }
    }
    return customers;
  }

  static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private RemoteOrder order(JsonNode data, JsonNode refs, JsonNode errors) {
    Instant createdAt = instant(text(data, "created_at"), zone);
    Instant expiredAfter = instant(text(data, "expired_after"), zone);
    return new RemoteOrder(
        text(data, "id"),
        text(data, "status"),
        text(data, "event"),
        createdAt,
        createdAt == null || expiredAfter == null
            ? null
            : Duration.between(createdAt, expiredAfter),
        text(data.path("vendor_data"), "order_id"),
        tickets(data.path("tickets")),
        money(data.path("values"), "full"),
        number(data),
        text(data, "code"),
        eventInfo(text(data, "event"), refs),
        setNames(refs.path("sets")),
        !errors.isMissingNode() && !errors.isEmpty());
  }

  private static List<RemoteTicket> tickets(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<RemoteTicket> tickets = new ArrayList<>(list.size());
    for (JsonNode ticket : list) {
      JsonNode seat = ticket.path("seat");
      tickets.add(
          new RemoteTicket(
              text(ticket, "id"),
              text(ticket, "set"),
              text(ticket, "serial"),
              number(ticket),
              text(ticket, "barcode"),
              text(seat, "sector"),
              text(seat, "row"),
              text(seat, "number"),
              money(ticket, "price"),
              money(ticket, "discount"),
              money(ticket, "nominal"),
              money(ticket, "extra"),
              money(ticket, "full")));
    }
    return tickets;
  }

  private EventInfo eventInfo(String eventId, JsonNode refs) {
    JsonNode event = eventId == null ? refs.path("none") : refs.path("events").path(eventId);
    if (event.isMissingNode()) {
      return EventInfo.UNKNOWN;
    }
    JsonNode venue = refs.path("venues").path(event.path("venue").asText());
    String venueZone = text(venue.path("city"), "timezone");
    Instant start = instant(text(event.path("lifetime"), "start"), ZoneOffset.UTC);
    return new EventInfo(
        text(event.path("title"), "text"),
        wallClock(start, venueZone == null ? text(event, "timezone") : venueZone),
        text(venue, "name"),
        text(venue, "address"));
  }

  private static String wallClock(Instant at, String zone) {
    if (at == null || zone == null) {
      return null;
    }
    try {
      return LocalDateTime.ofInstant(at, ZoneId.of(zone)).toString();
    } catch (DateTimeException unknownZone) {
      return null;
    }
  }

  private static Map<String, String> setNames(JsonNode sets) {
    Map<String, String> names = new HashMap<>();
    sets.properties().forEach(set -> names.put(set.getKey(), text(set.getValue(), "name")));
    return names;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    // PostgreSQL keeps no NUL; one in a title must not keep a sold order from being saved.
    return value.isValueNode() && !value.isNull() ? value.asText().replace("\0", "") : null;
  }

  private static Long number(JsonNode node) {
    JsonNode value = node.path("number");
    return value.isIntegralNumber() ? value.longValue() : null;
  }

  static BigDecimal money(JsonNode node, String field) {
    String text = text(node, field);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException notMoney) {
      return null;
    }
  }

  /** The documented form, without the cost of a formatter: three of them are in every answer. */
  private static Instant plain(String text, ZoneId zone) {
    try {
      return LocalDateTime.of(
              digits(text, 0, 4),
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              digits(text, 17, 19))
          .atZone(zone)
          .toInstant();
    } catch (DateTimeException | NumberFormatException notATime) {
      return null;
    }
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** Accepts a blank or a T between date and time, with or without fraction and offset. */
  static Instant instant(String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    if (text.length() == 19 && (text.charAt(10) == ' ' || text.charAt(10) == 'T')) {
      return plain(text, zone);
    }
    String iso = text.trim().replace(' ', 'T');
    try {
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
