package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSeat;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Mishap;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of orders of all kinds on three instances, while every call may go wrong in every way,
 * and processes and sessions come to harm. The seed decides what is ordered, which call goes wrong
 * and in which order harm is done; the operating system decides the rest.
 */
@Tag("campaign")
final class StormTest {

  private static final int ORDERS = Integer.getInteger("faults.storm.orders", 5_000);
  private static final int EVENTS = 8;

  /** From this one on the ERP says who comes, and from the next one on the venue wants to know. */
  private static final int FIRST_NAMED = 5;

  private static final String EVENT = "6a000000000000000000e%03d";
  private static final String FLOOR = "6a000000000000000000f%03d";
  private static final String PARTERRE = "6a000000000000000000d%03d";
  private static final String SEAT = "6a0000000000000001%02d%04d";
  private static final int SEATS = 9_999;

  @Test
  void nothing_is_lost_or_sold_twice_whatever_happens() throws Exception {
    Scenario.of("storm over three instances", "R1", "R5", "R7", "R8", "R10", "R25", "R50", "R58")
        .on(StormTest::ground)
        .times(4)
        .run(StormTest::storm);
  }

  private static Bundle ground() {
    Bundle bundle =
        Scene.ground().with("ORDER_WORKERS", "32").with("ORDER_MAX_REMOTE_ORDERS", "20");
    for (int i = 0; i < EVENTS; i++) {
      bundle.sandbox().seed(event(i));
    }
    return bundle;
  }

  private static SandboxEvent event(int number) {
    String parterre = PARTERRE.formatted(number);
    SandboxEvent event =
        SandboxEvent.of(
            EVENT.formatted(number),
            "Storm " + number,
            Instant.parse("2030-05-16T14:00:00Z"),
            List.of(
                SandboxSet.unseated(
                    FLOOR.formatted(number), "Floor", new BigDecimal("1000.00"), 4 * ORDERS),
                SandboxSet.seated(
                    parterre,
                    "Parterre",
                    new BigDecimal("2500.00"),
                    IntStream.rangeClosed(1, Math.min(SEATS, ORDERS))
                        .mapToObj(
                            seat ->
                                new SandboxSeat(
                                    SEAT.formatted(number, seat),
                                    "1",
                                    String.valueOf(seat),
                                    parterre))
                        .toList())));
    return number > FIRST_NAMED ? event.withVenue(Sample.museum()) : event;
  }

  private static void storm(Scene scene) throws Exception {
    Bundle bundle = scene.bundle();
    bundle.sandbox().set("random_seed", String.valueOf(scene.seed()));
    bundle.sandbox().set("latency_ms", "5");
    trouble(bundle);
    save(scene);
    Instant begun = Instant.now();
    try (Nemesis nemesis = new Nemesis(scene, 3)) {
      nemesis.begin();
      scene.await(Duration.ofMinutes(15), () -> ended(bundle) > ORDERS * 0.98);
      nemesis.end();
      bundle.sandbox().clearFaults();
      scene.patience(Duration.ofMinutes(5));
      scene.settle();
      Duration took = Duration.between(begun, Instant.now());
      scene.measured("all orders", took);
      System.out.printf(
          "storm with seed %d: %d orders in %d s, %d sold to named visitors, %s%n",
          scene.seed(), ORDERS, took.toSeconds(), soldToNamed(bundle), nemesis.deeds());
    }
    assertThat(soldToNamed(bundle)).isGreaterThan(ORDERS / 5);
    assertThat(bundle.erp().count("DONE")).isGreaterThan(ORDERS / 2);
  }

  /** About one call of thirty goes wrong. */
  private static void trouble(Bundle bundle) {
    for (Mishap mishap : Mishap.values()) {
      bundle.sandbox().fault(mishap.on(null).probability(0.002));
    }
    for (String write : List.of("create", "reserve", "customer", "visitors", "done", "cancel")) {
      for (boolean busy : List.of(true, false)) {
        bundle
            .sandbox()
            .fault(Fault.lostAnswer(write).effectDelayMs(3_000).keepsBusy(busy).probability(0.001));
        bundle
            .sandbox()
            .fault(Fault.hang(write).effectDelayMs(15_000).keepsBusy(busy).probability(0.001));
      }
    }
    bundle.sandbox().fault(Fault.partial("reserve").probability(0.005));
    bundle.sandbox().fault(Fault.otherSeat("reserve").probability(0.005));
    bundle.sandbox().fault(Fault.otherPrice("reserve", BigDecimal.TEN).probability(0.005));
  }

  /**
   * Places, seats, both; some with a wrong total, some no longer wanted, some without the visitors
   * that others name.
   */
  private static void save(Scene scene) {
    Random random = scene.random();
    List<Object[]> orders = new ArrayList<>();
    List<Object[]> lines = new ArrayList<>();
    int[] seats = new int[EVENTS];
    for (int i = 1; i <= ORDERS; i++) {
      String orderNo = "storm-" + i;
      int event = random.nextInt(EVENTS);
      int kind = random.nextInt(10);
      int places = kind == 0 ? 0 : 1 + random.nextInt(3);
      int seated = kind <= 2 ? 1 : 0;
      boolean named = event >= FIRST_NAMED && i % 20 > 0;
      for (int line = 1; line <= places && named; line++) {
        lines.add(line(orderNo, line, FLOOR.formatted(event), 1, null, true));
      }
      if (places > 0 && !named) {
        lines.add(line(orderNo, 1, FLOOR.formatted(event), places, null, false));
      }
      if (seated > 0) {
        String seat = SEAT.formatted(event, ++seats[event]);
        lines.add(line(orderNo, places + 1, null, null, seat, named));
      }
      int total = 1100 * places + 2750 * seated - (random.nextInt(50) == 0 ? 1 : 0);
      orders.add(
          new Object[] {
            orderNo,
            EVENT.formatted(event),
            "Anna Petrova",
            "anna" + i + "@example.com",
            new BigDecimal(total),
            random.nextInt(50) == 0
          });
    }
    scene
        .bundle()
        .erp()
        .jdbc()
        .batchUpdate(
            "insert into erp_order_line (order_no, line_no, set_id, quantity, ticket_id, visitor_id,"
                + " visitor_name, visitor_surname) values (?, ?, ?, ?, ?, ?, ?, ?)",
            lines);
    scene
        .bundle()
        .erp()
        .jdbc()
        .batchUpdate(
            "insert into erp_order (order_no, event_id, customer_name, customer_email,"
                + " expected_total, cancel_requested) values (?, ?, ?, ?, ?, ?)",
            orders);
    scene.counts(ORDERS);
  }

  private static Object[] line(
      String orderNo, int number, String set, Integer count, String seat, boolean named) {
    String visitor = named ? orderNo + " " + number : null;
    String name = named ? "Vera" : null;
    String surname = named ? "Orlova" : null;
    return new Object[] {orderNo, number, set, count, seat, visitor, name, surname};
  }

  private static long soldToNamed(Bundle bundle) {
    return bundle.sandbox().orders().stream()
        .filter(order -> order.status().equals("done") && order.visitors() > 0)
        .count();
  }

  private static long ended(Bundle bundle) {
    return bundle
        .erp()
        .jdbc()
        .queryForObject(
            "select count(*) from erp_order where bridge_status not in ('NEW', 'ACCEPTED')",
            Long.class);
  }
}
