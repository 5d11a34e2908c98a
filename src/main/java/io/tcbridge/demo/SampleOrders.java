package io.tcbridge.demo;

import io.tcbridge.demo.Sample.Draft;
import io.tcbridge.demo.Sample.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the sample orders: always the same for the same number, every kind evenly spread. */
final class SampleOrders {

  /** What an order is about, and how many of a hundred orders are. */
  private enum Kind {
    UNSEATED(37),
    SEATED(14),
    MIXED(8),
    PROMO(6),
    BAD_DATA(6),
    SEND_TICKETS(5),
    PRICE_CHANGED(4),
    SOLD_OUT(4),
    CONTESTED(4),
    PROMO_REFUSED(3),
    CANCELLED(3),
    NEW_PRICE(2),
    NAMED(2),
    UNNAMED(1),
    EVENT_CLOSED(1);

    private final int share;

    Kind(int share) {
      this.share = share;
    }
  }

  private static final int HUNDRED = 100;

  /** The bridge waits a minute for the lines of an order; this one has waited long enough. */
  private static final Duration PAST_WAITING = Duration.ofMinutes(2);

  private final List<Sample> samples = new ArrayList<>();
  private final Map<Kind, Integer> made = new EnumMap<>(Kind.class);
  private int stallsSeats;
  private int balconySeats;

  private SampleOrders() {}

  static List<Sample> make(int count) {
    SampleOrders orders = new SampleOrders();
    while (orders.samples.size() < count) {
      orders.add(orders.mostMissing(), count);
    }
    return List.copyOf(orders.samples);
  }

  private Kind mostMissing() {
    Kind most = Kind.UNSEATED;
    for (Kind kind : Kind.values()) {
      if (missing(kind) > missing(most)) {
        most = kind;
      }
    }
    return most;
  }

  private int missing(Kind kind) {
    return kind.share * (samples.size() + 1) - HUNDRED * made.getOrDefault(kind, 0);
  }

  private void add(Kind kind, int count) {
    int number = made.merge(kind, 1, Integer::sum);
    switch (kind) {
      case UNSEATED -> samples.add(unseated(number));
      case SEATED -> samples.add(seated(number));
      case MIXED -> samples.add(mixed());
      case PROMO -> samples.add(promo(number));
      case BAD_DATA -> samples.add(badData(number));
      case SEND_TICKETS -> samples.add(danceFloor(1).sendTickets().ends(Ending.DONE));
      case PRICE_CHANGED ->
          samples.add(jazz(DemoEvents.JAZZ_OLD_PRICE).ends(Ending.refused("PRICE_CHANGED")));
      case NEW_PRICE -> samples.add(jazz(DemoEvents.JAZZ_NEW_PRICE).ends(Ending.DONE));
      case NAMED -> samples.add(museum().line(visitor("1")).line(visitor("2")).ends(Ending.DONE));
      case UNNAMED ->
          samples.add(
              museum().places(DemoEvents.MUSEUM_ENTRY, 2).ends(Ending.refused("VISITORS_NEEDED")));
      case SOLD_OUT -> samples.add(soldOut(number));
      case CONTESTED -> contested(number, count);
      case PROMO_REFUSED ->
          samples.add(danceFloor(1).promo("winter99").ends(Ending.refused("PROMO_REFUSED")));
      case CANCELLED ->
          samples.add(
              danceFloor(2).cancelRequested().ends(new Ending("CANCELLED", "CANCELLED_BY_ERP")));
      case EVENT_CLOSED ->
          samples.add(
              draft(DemoEvents.CLOSED)
                  .places(DemoEvents.CLOSED_SET, 1)
                  .ends(Ending.refused("EVENT_NOT_FOUND")));
      default -> throw new IllegalStateException("no sample for " + kind);
    }
  }

  private Draft draft(String eventId) {
    return new Draft(String.format(Locale.ROOT, "DEMO-%05d", samples.size() + 1), eventId);
  }

  private Draft museum() {
    return draft(DemoEvents.MUSEUM).total(DemoEvents.full(DemoEvents.MUSEUM_PRICE, 2));
  }

  private static Line visitor(String id) {
    return new Line(DemoEvents.MUSEUM_ENTRY, 1, null, id);
  }

  private Draft danceFloor(int places) {
    return draft(DemoEvents.OPEN_AIR)
        .places(DemoEvents.DANCE_FLOOR, places)
        .total(DemoEvents.full(DemoEvents.DANCE_FLOOR_PRICE, places));
  }

  /** One to four places; some with two categories, some without a customer or a price guard. */
  private Sample unseated(int number) {
    Draft draft = danceFloor(number % 4 + 1);
    if (number % 5 == 0) {
      draft
          .places(DemoEvents.FAN_ZONE, 2)
          .total(
              DemoEvents.full(DemoEvents.DANCE_FLOOR_PRICE, number % 4 + 1)
                  .add(DemoEvents.full(DemoEvents.FAN_ZONE_PRICE, 2)));
    }
    if (number % 7 == 0) {
      draft.email(null).phone(null).lang(null);
    }
    if (number % 9 == 0) {
      draft.total(null);
    }
    if (number % 3 == 0) {
      draft.raw("{\"cashier\": \"7\", \"channel\": \"box office\"}");
    }
    return draft.ends(Ending.DONE);
  }

  private Sample seated(int number) {
    int count = number % 3 + 1;
    Draft draft = draft(DemoEvents.THEATRE).total(DemoEvents.full(DemoEvents.STALLS_PRICE, count));
    for (int i = 0; i < count; i++) {
      draft.seat(DemoEvents.stallsSeat(stallsSeats++));
    }
    return draft.ends(Ending.DONE);
  }

  private Sample mixed() {
    return draft(DemoEvents.CLUB)
        .seat(DemoEvents.balconySeat(balconySeats++))
        .places(DemoEvents.CLUB_FLOOR, 2)
        .seat(DemoEvents.balconySeat(balconySeats++))
        .total(
            DemoEvents.full(DemoEvents.BALCONY_PRICE, 2)
                .add(DemoEvents.full(DemoEvents.CLUB_FLOOR_PRICE, 2)))
        .ends(Ending.DONE);
  }

  private Sample promo(int number) {
    boolean percent = number % 2 == 0;
    BigDecimal price = new BigDecimal(percent ? "1080.00" : "1000.00");
    return danceFloor(2)
        .promo(percent ? DemoEvents.SPRING10 : DemoEvents.MINUS200)
        .total(DemoEvents.full(price, 2))
        .ends(Ending.DONE);
  }

  private Draft jazz(BigDecimal price) {
    return draft(DemoEvents.JAZZ)
        .places(DemoEvents.JAZZ_TABLES, 2)
        .total(DemoEvents.full(price, 2));
  }

  /** More places than there are; every second order also wants a seat, which must be let go. */
  private Sample soldOut(int number) {
    int places = DemoEvents.GALLERY_STOCK + 1 + number % 3;
    Draft draft = draft(DemoEvents.LAST_PLACES).places(DemoEvents.GALLERY, places);
    if (number % 2 == 0) {
      draft.seat(DemoEvents.boxSeat(0));
    }
    return draft.ends(Ending.refused("SOLD_OUT"));
  }

  /** Two buyers want one seat; every second pair wants places, too, which the loser must let go. */
  private void contested(int number, int count) {
    int pair = number / 2 + 1;
    boolean mixed = pair % 2 == 0;
    String seat = mixed ? DemoEvents.balconySeat(balconySeats++) : DemoEvents.boxSeat(pair);
    samples.add(contestant(mixed, seat).ends(Ending.DONE));
    if (samples.size() < count) {
      made.merge(Kind.CONTESTED, 1, Integer::sum);
      samples.add(contestant(mixed, seat).ends(Ending.refused("SOLD_OUT")));
    }
  }

  private Draft contestant(boolean mixed, String seat) {
    if (mixed) {
      return draft(DemoEvents.CLUB)
          .contest(seat)
          .places(DemoEvents.CLUB_FLOOR, 1)
          .seat(seat)
          .total(
              DemoEvents.full(DemoEvents.BALCONY_PRICE, 1)
                  .add(DemoEvents.full(DemoEvents.CLUB_FLOOR_PRICE, 1)));
    }
    return draft(DemoEvents.LAST_PLACES)
        .contest(seat)
        .seat(seat)
        .total(DemoEvents.full(DemoEvents.BOX_PRICE, 1));
  }

  private Sample badData(int number) {
    Draft draft =
        switch (number % 12) {
          case 1 -> draft(DemoEvents.OPEN_AIR).age(PAST_WAITING);
          case 2 ->
              draft(DemoEvents.THEATRE)
                  .line(new Line(DemoEvents.DANCE_FLOOR, 1, DemoEvents.stallsSeat(0), null));
          case 3 -> danceFloor(0);
          case 4 -> danceFloor(1).email("buyer at example.com");
          case 5 -> danceFloor(1).phone("call me");
          case 6 -> danceFloor(1).lang("de");
          case 7 -> danceFloor(1).email(null).sendTickets();
          case 8 ->
              draft(DemoEvents.THEATRE)
                  .seat(DemoEvents.stallsSeat(0))
                  .seat(DemoEvents.stallsSeat(0));
          case 9 -> danceFloor(1).event("6d00000000000000000001");
          case 10 -> danceFloor(1).raw("cashier 7");
          case 11 -> danceFloor(1).promo("spring10,,minus200");
          default -> danceFloor(-2).email("nobody").lang("xx");
        };
    return draft.ends(Ending.refused("INVALID"));
  }
}
