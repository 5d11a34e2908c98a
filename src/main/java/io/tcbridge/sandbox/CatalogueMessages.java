package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The answers of tc-simple (package v3), made of the same state as those of REST. Each is made when
 * it is sent. Field numbers are those of {@code proto/*.proto}.
 */
final class CatalogueMessages {
  private static final String CATEGORY = "5f5e10000000000000000c01";
  private static final String TAG = "5f5e10000000000000000c02";
  private static final String ARTIST = "5f5e10000000000000000c03";
  private static final int UNKNOWN = 99;

  private final SandboxState state;

  CatalogueMessages(SandboxState state) {
    this.state = state;
  }

  /**
   * The messages of one call.
   *
   * @param odd with enum numbers and fields that no client knows
   * @throws Refusal for a call that does not exist or lacks what it needs
   */
  List<Supplier<byte[]>> answers(String call, ProtoFields request, boolean odd) {
    return switch (call) {
      case "Artists" -> named(request, ARTIST, m -> m.text(2, "Sandbox Orchestra"));
      case "Categories" -> named(request, CATEGORY, m -> m.text(2, "Concerts"));
      case "Tags" -> named(request, TAG, m -> m.text(2, CATEGORY).text(3, "Organ"));
      case "Countries" ->
          named(
              request,
              "RU",
              m -> m.text(2, "Russia").text(3, "RUB").text(4, "RU").text(5, "RUS").whole(6, 643));
      case "MetaEvents" -> List.of();
      case "Cities" -> cities(request);
      case "Venues" -> venues(request);
      case "Maps" -> maps(request);
      case "Events" -> events(request, odd);
      case "Seats" -> seats(request, odd);
      default -> throw new Refusal("unknown method " + call);
    };
  }

  private interface Filling {
    ProtoMessage of(ProtoMessage message);
  }

  private static List<Supplier<byte[]>> named(ProtoFields request, String id, Filling rest) {
    List<String> ids = request.texts(1);
    return ids.isEmpty() || ids.contains(id)
        ? List.of(() -> rest.of(new ProtoMessage().text(1, id)).toBytes())
        : List.of();
  }

  /** By deal, and not over yet. */
  List<Event> visible() {
    Instant now = Instant.ofEpochMilli(state.now());
    return state.events.values().stream()
        .filter(event -> event.data.deal())
        .filter(event -> !event.data.status().equals("cancelled"))
        .filter(event -> event.data.finish().isAfter(now))
        .toList();
  }

  private Collection<SandboxVenue> venues() {
    Map<String, SandboxVenue> venues = new LinkedHashMap<>();
    visible().forEach(event -> venues.put(event.data.venue().id(), event.data.venue()));
    return venues.values();
  }

  private static boolean wanted(List<String> ids, String id) {
    return ids.isEmpty() || ids.contains(id);
  }

  private List<Supplier<byte[]>> cities(ProtoFields request) {
    Set<Long> ids = new HashSet<>(request.wholes(1));
    Map<Integer, SandboxVenue> cities = new LinkedHashMap<>();
    venues().forEach(venue -> cities.put(venue.cityId(), venue));
    List<Supplier<byte[]>> answers = new ArrayList<>();
    cities.forEach(
        (id, venue) -> {
          if (ids.isEmpty() || ids.contains((long) id)) {
            answers.add(
                () ->
                    new ProtoMessage()
                        .whole(1, id)
                        .text(2, venue.city())
                        .text(3, "RU")
                        .text(4, venue.timezone())
                        .toBytes());
          }
        });
    return answers;
  }

  private List<Supplier<byte[]>> venues(ProtoFields request) {
    List<String> ids = request.texts(1);
    List<Supplier<byte[]>> answers = new ArrayList<>();
    for (SandboxVenue venue : venues()) {
      if (wanted(ids, venue.id())) {
        answers.add(
            () ->
                new ProtoMessage()
                    .text(1, venue.id())
                    .text(2, venue.name())
                    .whole(4, venue.cityId())
                    .text(5, venue.address())
                    .message(6, new ProtoMessage().real(1, 37.6173).real(2, 55.7558))
                    .flag(41, venue.mosbilet())
                    .toBytes());
      }
    }
    return answers;
  }

  /** The map of a venue has the venue's id, and every sector in which a seat was ever sold. */
  private List<Supplier<byte[]>> maps(ProtoFields request) {
    List<String> ids = request.texts(1);
    Map<String, Set<String>> sectors = new LinkedHashMap<>();
    for (Event event : visible()) {
      Set<String> here =
          sectors.computeIfAbsent(event.data.venue().id(), id -> new LinkedHashSet<>());
      event.data.sets().forEach(set -> set.seats().forEach(seat -> here.add(seat.sector())));
    }
    List<Supplier<byte[]>> answers = new ArrayList<>();
    sectors.forEach(
        (venue, names) -> {
          if (wanted(ids, venue) && !names.isEmpty()) {
            answers.add(() -> map(venue, names));
          }
        });
    return answers;
  }

  private static byte[] map(String venue, Set<String> sectors) {
    ProtoMessage map = new ProtoMessage().text(1, venue).text(2, "Hall").text(4, venue);
    for (String sector : sectors) {
      map.message(5, new ProtoMessage().text(1, sector).text(2, sectorName(sector)).flag(4, true));
    }
    return map.toBytes();
  }

  /** The end of its id is all that the sandbox knows of a sector. */
  static String sectorName(String id) {
    return "Sector " + id.substring(Math.max(0, id.length() - 4));
  }

  private List<Supplier<byte[]>> events(ProtoFields request, boolean odd) {
    List<String> ids = request.texts(1);
    String org = request.text(3);
    long status = request.whole(4);
    List<Supplier<byte[]>> answers = new ArrayList<>();
    for (Event event : visible()) {
      // EventsRequest.Status counts from ANY: STAND_BY is 1 and PUBLIC 2
      boolean inStatus = status == 0 || status == (event.onSale() ? 2 : 1);
      if (wanted(ids, event.id()) && inStatus && (org.isEmpty() || org.equals(event.data.org()))) {
        answers.add(() -> event(event, odd));
      }
    }
    return answers;
  }

  private byte[] event(Event event, boolean odd) {
    SandboxEvent data = event.data;
    ProtoMessage message =
        new ProtoMessage()
            .text(1, data.id())
            .text(3, data.title())
            .text(4, data.description())
            // Event.EventStatus: STAND_BY is 0 and so is left out
            .whole(5, odd ? UNKNOWN : event.onSale() ? 1 : 0)
            .text(6, data.org())
            .text(7, data.venue().id())
            .message(9, new ProtoMessage().time(1, data.start()).time(2, data.finish()))
            .text(10, CATEGORY)
            .text(11, TAG)
            .text(13, data.ageRating() + "+")
            .message(17, deal())
            .message(20, legal(data));
    if (event.categories.values().stream().anyMatch(set -> set.data.withSeats())) {
      message.text(8, data.venue().id());
    }
    int amount = 0;
    int vacant = 0;
    int position = 0;
    for (Category category : event.categories.values()) {
      message.message(30, set(event, category, position++));
      amount += amount(category);
      vacant += category.available();
    }
    message.whole(31, amount).whole(32, vacant);
    if (state.switches.is(Switch.PROMOTION_ACTIVE, "on")) {
      ProtoMessage promotion = new ProtoMessage().message(3, new ProtoMessage().whole(1, 10));
      message.message(50, new ProtoMessage().text(1, TAG).whole(2, 1).message(10, promotion));
    }
    if (odd) {
      message.text(300, "a field of tomorrow").fixed32(301, 1).real(302, 1);
    }
    return message.toBytes();
  }

  private ProtoMessage deal() {
    BigDecimal fee = new BigDecimal(state.switches.get(Switch.FEE_PERCENT));
    int units = fee.intValue();
    int nanos = fee.subtract(BigDecimal.valueOf(units)).movePointRight(9).intValueExact();
    return new ProtoMessage()
        .text(1, "5f5e10000000000000000d01")
        .message(2, new ProtoMessage().whole(1, 92))
        .message(3, new ProtoMessage().whole(1, 8))
        .message(4, new ProtoMessage().whole(1, units).fixed32(2, nanos));
  }

  private static ProtoMessage legal(SandboxEvent event) {
    return new ProtoMessage()
        .text(1, event.org())
        .text(3, event.orgName() + " LLC")
        .text(4, "7700000000")
        .text(5, "Sample street 3, Moscow")
        .text(6, "1027700000000")
        .setWhole(8, 0);
  }

  static int amount(Category category) {
    return category.data.withSeats() ? category.data.seats().size() : category.data.stock();
  }

  private static ProtoMessage set(Event event, Category category, int position) {
    Set<String> sectors = new HashSet<>();
    category.data.seats().forEach(seat -> sectors.add(seat.sector()));
    return new ProtoMessage()
        .text(1, category.id())
        .text(2, category.data.name())
        .whole(4, position)
        .text(5, sectors.size() == 1 ? sectors.iterator().next() : "")
        .flag(6, category.data.withSeats())
        .whole(7, amount(category))
        .whole(8, category.available())
        .message(
            10,
            new ProtoMessage()
                .text(1, category.id())
                .message(3, new ProtoMessage().time(2, event.data.finish()))
                .message(10, new ProtoMessage().whole(1, category.price)));
  }

  private List<Supplier<byte[]>> seats(ProtoFields request, boolean odd) {
    String id = request.text(10);
    if (id.isEmpty()) {
      throw new Refusal("event is required");
    }
    List<String> sets = request.texts(11);
    List<String> tickets = request.texts(12);
    long status = request.whole(13);
    List<Supplier<byte[]>> answers = new ArrayList<>();
    Event event = state.events.get(id);
    for (Ticket ticket : event == null ? List.<Ticket>of() : event.tickets.values()) {
      // SeatsRequest.Status counts from ANY, so each is one more than in the answer
      if (ticket.seat != null
          && wanted(sets, ticket.category.id())
          && wanted(tickets, ticket.id)
          && (status == 0 || status == status(ticket) + 1)) {
        answers.add(() -> seat(event, ticket, odd));
      }
    }
    return answers;
  }

  /** Seat.TicketStatus: VACANT is 0. */
  private static int status(Ticket ticket) {
    if (ticket.order == null) {
      return 0;
    }
    return ticket.order.status == OrderStatus.DONE ? 2 : 1;
  }

  private static byte[] seat(Event event, Ticket ticket, boolean odd) {
    ProtoMessage message =
        new ProtoMessage()
            .text(2, ticket.seat.sector())
            .text(3, ticket.seat.row())
            .text(4, ticket.seat.number())
            .text(10, event.id())
            .text(11, ticket.category.id())
            .text(12, ticket.id)
            .whole(13, odd ? UNKNOWN : status(ticket));
    if (status(ticket) == 1) {
      message.time(14, Instant.ofEpochMilli(ticket.order.expiresAt));
    }
    return message.toBytes();
  }
}
