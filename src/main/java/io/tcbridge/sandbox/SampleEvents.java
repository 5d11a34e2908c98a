package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The events a sandbox on the command line starts with; their ids are documented and fixed. */
final class SampleEvents {
  private static final String SECTOR = "5f5e10000000000000000f01";

  private SampleEvents() {}

  /** Unseated, seated, mixed, and one in a venue with named visitors. */
  static List<SandboxEvent> all(Instant now) {
    Instant start = now.truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.DAYS).plusSeconds(57_600);
    return List.of(unseated(start), seated(start), mixed(start), named(start));
  }

  private static SandboxEvent unseated(Instant start) {
    return SandboxEvent.of(
            "5f5e10000000000000000001",
            "Open Air (no seats)",
            start,
            List.of(
                SandboxSet.unseated(
                    "5f5e10000000000000000011", "Dance floor", new BigDecimal("1200.00"), 5000),
                SandboxSet.unseated(
                    "5f5e10000000000000000012", "Fan zone", new BigDecimal("3000.00"), 3)))
        .withPromocodes(
            List.of(
                SandboxPromocode.percentage("5f5e10000000000000000091", "spring10", 10),
                SandboxPromocode.fix(
                    "5f5e10000000000000000092", "minus200", new BigDecimal("200.00")),
                SandboxPromocode.percentage("5f5e10000000000000000093", "group25", 25)
                    .ticketsCount(4, null),
                SandboxPromocode.percentage("5f5e10000000000000000094", "onlyone", 50)
                    .limitedTo(1)));
  }

  private static SandboxEvent seated(Instant start) {
    return SandboxEvent.of(
        "5f5e10000000000000000002",
        "Chamber Evening (seats only)",
        start,
        List.of(
            SandboxSet.seated(
                "5f5e10000000000000000021", "Stalls", new BigDecimal("2500.00"), seats(0x1000))));
  }

  private static SandboxEvent mixed(Instant start) {
    return SandboxEvent.of(
        "5f5e10000000000000000003",
        "Club Night (seats and floor)",
        start,
        List.of(
            SandboxSet.unseated(
                "5f5e10000000000000000031", "Floor", new BigDecimal("900.00"), 1000),
            SandboxSet.seated(
                "5f5e10000000000000000032", "Balcony", new BigDecimal("1800.00"), seats(0x2000))));
  }

  private static SandboxEvent named(Instant start) {
    SandboxVenue hall = SandboxVenue.standard();
    return SandboxEvent.of(
            "5f5e10000000000000000004",
            "City Museum (named visitors)",
            start,
            List.of(
                SandboxSet.unseated(
                    "5f5e10000000000000000041", "Entry", new BigDecimal("500.00"), 500)))
        .withVenue(
            new SandboxVenue(
                "5f5e10000000000000000e02",
                "Sandbox Museum",
                "Sample street 2",
                hall.cityId(),
                hall.city(),
                hall.timezone(),
                true));
  }

  /** 10 rows of 20; ticket ids end in base + row * 256 + seat, in hex. */
  private static List<SandboxSeat> seats(int base) {
    List<SandboxSeat> seats = new ArrayList<>();
    for (int row = 1; row <= 10; row++) {
      for (int number = 1; number <= 20; number++) {
        String id = String.format(Locale.ROOT, "5f5e1000000000000%07x", base + row * 256 + number);
        seats.add(new SandboxSeat(id, Integer.toString(row), Integer.toString(number), SECTOR));
      }
    }
    return seats;
  }
}
