package io.tcbridge.testing;

import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxPromocode;
import io.tcbridge.sandbox.SandboxSeat;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.sandbox.SandboxVenue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One event with places, seats and promocodes. Fees are 10 %: a place is 1100.00, a seat 2750.00.
 */
public final class Sample {

  public static final String EVENT = "6a0000000000000000000001";
  public static final String FLOOR = "6a00000000000000000000a1";
  public static final String BALCONY = "6a00000000000000000000b1";
  public static final String PARTERRE = "6a00000000000000000000c1";

  private Sample() {}

  public static SandboxEvent event() {
    return SandboxEvent.of(
            EVENT,
            "Spring Organ Night",
            Instant.parse("2030-05-16T14:00:00Z"),
            List.of(
                SandboxSet.unseated(FLOOR, "Dance floor", new BigDecimal("1000.00"), 10_000),
                SandboxSet.unseated(BALCONY, "Balcony", new BigDecimal("500.00"), 3),
                SandboxSet.seated(
                    PARTERRE,
                    "Parterre",
                    new BigDecimal("2500.00"),
                    IntStream.rangeClosed(1, 50)
                        .mapToObj(n -> new SandboxSeat(seat(n), "3", String.valueOf(n), PARTERRE))
                        .toList())))
        .withPromocodes(
            List.of(
                SandboxPromocode.fix(
                    "6a00000000000000000000d1", "spring200", new BigDecimal("200.00"))));
  }

  /** A hall that sells to named visitors only. */
  public static SandboxVenue museum() {
    SandboxVenue hall = SandboxVenue.standard();
    return new SandboxVenue(
        "6a00000000000000000000e1",
        "City Museum",
        "Street 2",
        hall.cityId(),
        hall.city(),
        hall.timezone(),
        true);
  }

  /** Ticket id of a seat, 1 to 50. */
  public static String seat(int number) {
    return "6a00000000000000000001%02d".formatted(number);
  }
}
