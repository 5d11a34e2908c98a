package io.tcbridge.demo;

import io.tcbridge.sandbox.Sandbox;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxPromocode;
import io.tcbridge.sandbox.SandboxSeat;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.sandbox.SandboxVenue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What is on sale in the demo, and what a buyer pays for it: the price and a fee of 5 %. */
final class DemoEvents {

  static final String OPEN_AIR = "6d0000000000000000000001";
  static final String DANCE_FLOOR = "6d0000000000000000000011";
  static final BigDecimal DANCE_FLOOR_PRICE = new BigDecimal("1200.00");
  static final String FAN_ZONE = "6d0000000000000000000012";
  static final BigDecimal FAN_ZONE_PRICE = new BigDecimal("3000.00");

  /** 10 % off. */
  static final String SPRING10 = "spring10";

  /** 200.00 off each ticket. */
  static final String MINUS200 = "minus200";

  static final String THEATRE = "6d0000000000000000000002";
  static final BigDecimal STALLS_PRICE = new BigDecimal("2500.00");

  static final String CLUB = "6d0000000000000000000003";
  static final String CLUB_FLOOR = "6d0000000000000000000031";
  static final BigDecimal CLUB_FLOOR_PRICE = new BigDecimal("900.00");
  static final BigDecimal BALCONY_PRICE = new BigDecimal("1800.00");

  /** Nearly sold out: {@link #GALLERY_STOCK} places, and few seats. */
  static final String LAST_PLACES = "6d0000000000000000000004";

  static final String GALLERY = "6d0000000000000000000041";
  static final int GALLERY_STOCK = 3;
  static final BigDecimal GALLERY_PRICE = new BigDecimal("700.00");
  static final BigDecimal BOX_PRICE = new BigDecimal("4000.00");

  static final String JAZZ = "6d0000000000000000000005";
  static final String JAZZ_TABLES = "6d0000000000000000000051";
  static final BigDecimal JAZZ_OLD_PRICE = new BigDecimal("1500.00");
  static final BigDecimal JAZZ_NEW_PRICE = new BigDecimal("1650.00");

  /** Taken off sale after the ERP had sold it. */
  static final String CLOSED = "6d0000000000000000000006";

  static final String CLOSED_SET = "6d0000000000000000000061";

  /** Sold to named visitors only. */
  static final String MUSEUM = "6d0000000000000000000007";

  static final String MUSEUM_ENTRY = "6d0000000000000000000071";
  static final BigDecimal MUSEUM_PRICE = new BigDecimal("500.00");

  private static final String STALLS = "6d0000000000000000000021";
  private static final String BALCONY = "6d0000000000000000000032";
  private static final String BOX = "6d0000000000000000000042";
  private static final BigDecimal FEE = new BigDecimal("0.05");
  private static final int PLENTY = 100_000;
  private static final int SEATS_PER_ROW = 20;

  private DemoEvents() {}

  /**
   * Puts everything on sale. The price of the jazz evening changes at once, as if after the ERP had
   * read it.
   */
  static void seed(Sandbox sandbox, int orders) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.DAYS);
    sandbox.seed(openAir(start));
    sandbox.seed(
        SandboxEvent.of(
            THEATRE,
            "Chamber Evening",
            start,
            List.of(
                SandboxSet.seated(STALLS, "Stalls", STALLS_PRICE, seats('2', 3 * orders + 1)))));
    sandbox.seed(
        SandboxEvent.of(
            CLUB,
            "Club Night",
            start,
            List.of(
                SandboxSet.unseated(CLUB_FLOOR, "Floor", CLUB_FLOOR_PRICE, PLENTY),
                SandboxSet.seated(BALCONY, "Balcony", BALCONY_PRICE, seats('3', 2 * orders + 1)))));
    sandbox.seed(
        SandboxEvent.of(
            LAST_PLACES,
            "Premiere",
            start,
            List.of(
                SandboxSet.unseated(GALLERY, "Gallery", GALLERY_PRICE, GALLERY_STOCK),
                SandboxSet.seated(BOX, "Box", BOX_PRICE, seats('4', orders + 1)))));
    sandbox.seed(jazz(start, JAZZ_OLD_PRICE));
    sandbox.seed(jazz(start, JAZZ_NEW_PRICE));
    sandbox.seed(museum(start));
    sandbox.seed(
        SandboxEvent.of(
                CLOSED,
                "Postponed Concert",
                start,
                List.of(SandboxSet.unseated(CLOSED_SET, "Hall", CLUB_FLOOR_PRICE, PLENTY)))
            .withStatus("closed"));
  }

  private static SandboxEvent openAir(Instant start) {
    return SandboxEvent.of(
            OPEN_AIR,
            "Open Air",
            start,
            List.of(
                SandboxSet.unseated(DANCE_FLOOR, "Dance floor", DANCE_FLOOR_PRICE, PLENTY),
                SandboxSet.unseated(FAN_ZONE, "Fan zone", FAN_ZONE_PRICE, PLENTY)))
        .withPromocodes(
            List.of(
                SandboxPromocode.percentage("6d0000000000000000000091", SPRING10, 10),
                SandboxPromocode.fix(
                    "6d0000000000000000000092", MINUS200, new BigDecimal("200.00"))));
  }

  private static SandboxEvent museum(Instant start) {
    SandboxVenue hall = SandboxVenue.standard();
    return SandboxEvent.of(
            MUSEUM,
            "City Museum",
            start,
            List.of(SandboxSet.unseated(MUSEUM_ENTRY, "Entry", MUSEUM_PRICE, PLENTY)))
        .withVenue(
            new SandboxVenue(
                "6d00000000000000000000e7",
                "City Museum",
                "Sample street 7",
                hall.cityId(),
                hall.city(),
                hall.timezone(),
                true));
  }

  private static SandboxEvent jazz(Instant start, BigDecimal price) {
    return SandboxEvent.of(
        JAZZ,
        "Jazz Cellar",
        start,
        List.of(SandboxSet.unseated(JAZZ_TABLES, "Tables", price, PLENTY)));
  }

  static String stallsSeat(int number) {
    return seat('2', number);
  }

  static String balconySeat(int number) {
    return seat('3', number);
  }

  static String boxSeat(int number) {
    return seat('4', number);
  }

  /** What so many tickets of this price cost with the fee. */
  static BigDecimal full(BigDecimal price, int tickets) {
    return price
        .add(price.multiply(FEE).setScale(2, RoundingMode.HALF_UP))
        .multiply(BigDecimal.valueOf(tickets));
  }

  private static List<SandboxSeat> seats(char hall, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new SandboxSeat(
                    seat(hall, number),
                    String.valueOf(number / SEATS_PER_ROW + 1),
                    String.valueOf(number % SEATS_PER_ROW + 1),
                    "6d00000000000000000000f" + hall))
        .toList();
  }

  private static String seat(char hall, int number) {
    return String.format(Locale.ROOT, "6d00000000000%c%010d", hall, number);
  }
}
