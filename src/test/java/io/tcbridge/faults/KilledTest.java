package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.sandbox.SandboxVenue;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} while one order stands at each point between two steps: before a call has its
 * effect, after it, or with an effect that comes when the process is dead; and before or after each
 * statement is committed. Each round stops the polls, of which there is one each, at other points.
 */
final class KilledTest {

  /** What a call has done when the process that made it is killed. */
  private enum Effect {
    NONE,
    DONE,
    LATER
  }

  private record Point(Written written, Fate fate) {}

  private static final Duration LEASE = Duration.ofSeconds(18);

  private static final Set<Written> OF_WORKERS =
      EnumSet.of(
          Written.CREATED,
          Written.UNSEATED,
          Written.RESERVED,
          Written.IDENTIFIED,
          Written.RESULT,
          Written.SET_BACK,
          Written.RELEASED);

  private static final List<Point> OF_INTAKE =
      List.of(
          new Point(Written.MARKED, Fate.COMMITTED),
          new Point(Written.KEY, Fate.UNFINISHED),
          new Point(Written.INSERTED, Fate.UNFINISHED),
          new Point(Written.INSERTED, Fate.ROLLED_BACK),
          new Point(Written.INSERTED, Fate.COMMITTED),
          new Point(Written.MARKED, Fate.ROLLED_BACK));
  private static final List<Point> OF_CLAIMING =
      List.of(
          new Point(Written.CLAIMED, Fate.COMMITTED), new Point(Written.CLAIMED, Fate.ROLLED_BACK));
  private static final List<Point> OF_CANCELLING =
      List.of(
          new Point(Written.CANCEL_ASKED, Fate.ROLLED_BACK),
          new Point(Written.CANCEL_ASKED, Fate.COMMITTED));
  private static final List<Point> OF_REPORT =
      List.of(
          new Point(Written.REPORTED, Fate.COMMITTED),
          new Point(Written.REPORTED, Fate.UNFINISHED),
          new Point(Written.TICKET, Fate.UNFINISHED),
          new Point(Written.REPORTED, Fate.ROLLED_BACK),
          new Point(Written.REPORT_SAVED, Fate.ROLLED_BACK),
          new Point(Written.REPORT_SAVED, Fate.COMMITTED),
          new Point(Written.REPORT_CLAIMED, Fate.ROLLED_BACK),
          new Point(Written.REPORT_CLAIMED, Fate.COMMITTED));

  @Test
  void orders_go_on_from_wherever_they_stood() throws Exception {
    run(0);
  }

  @Tag("campaign")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void orders_go_on_from_wherever_they_and_the_polls_stood(int round) throws Exception {
    run(round);
  }

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource(names = {"ROLLED_BACK", "COMMITTED"})
  void an_order_goes_on_whose_lease_was_being_renewed(Fate fate) throws Exception {
    Scenario.of("kill -9 at the renewal of a lease, " + fate, "R1")
        .on(() -> ground().with("ORDER_REPEAT_LIMIT", "5"))
        .run(scene -> alone(scene, new Point(Written.RENEWED, fate), false));
  }

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource(names = {"ROLLED_BACK", "COMMITTED"})
  void an_order_goes_on_that_was_being_given_back(Fate fate) throws Exception {
    Scenario.of("kill -9 while the process stops and gives back, " + fate, "R45")
        .on(() -> ground().with("ORDER_REPEAT_LIMIT", "5"))
        .run(scene -> alone(scene, new Point(Written.GIVEN_BACK, fate), true));
  }

  /** One order is repeated in memory, by answers that are slow, when its process dies. */
  private static void alone(Scene scene, Point point, boolean stops) throws Exception {
    Bundle bundle = scene.bundle();
    BridgeProcess first = scene.start("first");
    bundle.sandbox().fault(Fault.statusBefore("reserve", 503).slower(4_000, 0).times(4));
    try (CommitGate gate =
        new CommitGate(bundle.env().get("JOURNAL_JDBC_URL"), Written.tables(false))) {
      CommitGate.Stop stop =
          gate.at(point.fate().moment(), point.written().table(), point.written().of("alone"));
      scene.order("alone");
      scene.await(() -> !bundle.calls("reserve").isEmpty());
      if (stops) {
        first.terminate();
      }
      scene.await(stop::isReached);

      first.kill();

      point.fate().end(stop);
      bundle.sandbox().clearFaults();
      scene.start("second");
      bundle.awaitStatus("alone", "DONE");
    }
  }

  private static void run(int round) throws Exception {
    Scenario.of("kill -9 at every step, polls at place " + round, "R1", "R5", "R9", "R26")
        .on(KilledTest::ground)
        .run(
            scene -> {
              try (Killing killing = new Killing(scene, round)) {
                killing.run();
              }
            });
  }

  /** A call, and so a step, may last some seconds: all orders are to stand still together. */
  private static Bundle ground() {
    return Scene.ground()
        .with("TICKETSCLOUD_TIMEOUT", "8s")
        .with("ORDER_LEASE", LEASE.toSeconds() + "s")
        .with("ORDER_WORKERS", "64")
        .with("JOURNAL_POOL_SIZE", "60");
  }

  /** One repetition. */
  private static final class Killing implements AutoCloseable {

    /** Where one order stands, and what is done about it when the process is dead. */
    private record Stand(CommitGate.Stop stop, Fate fate) {}

    private static final String OTHER = "6a000000000000000000e%03d";
    private static final String OTHER_SET = "6a000000000000000000f%03d";

    private final Scene scene;
    private final Bundle bundle;
    private final int round;
    private final CommitGate journal;
    private final CommitGate erp;
    private final BridgeProcess first;
    private final List<Stand> stands = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int hanging;
    private int seats;
    private int events;

    Killing(Scene scene, int round) throws SQLException {
      this.scene = scene;
      this.bundle = scene.bundle();
      this.round = round;
      this.first = scene.start("first");
      scene.orders("warm", 5).forEach(orderNo -> bundle.awaitStatus(orderNo, "DONE"));
      this.journal = new CommitGate(bundle.env().get("JOURNAL_JDBC_URL"), Written.tables(false));
      this.erp = new CommitGate(bundle.env().get("ERP_JDBC_URL"), Written.tables(true));
    }

    void run() {
      workersStand();
      reportStands();
      cancellingStands();
      claimingStands();
      intakeStands();

      first.kill();

      Instant killed = Instant.now();
      stands.forEach(stand -> stand.fate().end(stand.stop()));
      bundle.sandbox().clearFaults();
      bundle.startProcess("second");
      scene.await(() -> resumed() != null);
      scene.measured("restarted", Duration.between(killed, resumed()));
      scene.settle();
      bundle.sandbox().advance(Duration.ofMinutes(1));
      scene.measured("taken over", Duration.between(killed, takenOver()));
      scene.measured("told", Duration.between(killed, told()));
      Instant soonest = Collections.max(List.of(killed.plus(LEASE), resumed()));
      assertThat(takenOver()).isBefore(soonest.plusSeconds(5));
      assertThat(told()).isBefore(soonest.plusSeconds(5));
      refused.forEach(orderNo -> assertThat(bundle.erp().status(orderNo)).isEqualTo("REFUSED"));
      assertThat(bundle.erp().status("cancelled")).isEqualTo("CANCELLED");
      assertThat(bundle.erp().count("DONE")).isEqualTo(scene.orders() - refused.size() - 1);
    }

    private void workersStand() {
      bundle.sandbox().set("barcode_at_done", "null_then_async:3000");
      bundle.sandbox().fault(Fault.hang("read").times(2));
      save(other("calls-barcodes"));
      scene.await(() -> "committed".equals(bundle.journalRow("calls-barcodes").get("stage")));
      bundle.sandbox().set("barcode_at_done", "immediate");
      bundle.sandbox().fault(Fault.lostAnswer("reserve").forOrderNo("calls-read").times(1));
      save(plain("calls-read"));
      hanging += 2;
      for (Effect effect : Effect.values()) {
        standAtCalls(effect);
      }
      for (Written written : OF_WORKERS) {
        standAt(new Point(written, Fate.ROLLED_BACK));
        standAt(new Point(written, Fate.COMMITTED));
      }
      standWithVisitorsNamed(Fate.ROLLED_BACK);
      standWithVisitorsNamed(Fate.COMMITTED);
      scene.await(() -> hung() == hanging && allStand());
    }

    private void standAtCalls(Effect effect) {
      String name = "calls-" + effect + "-";
      String event = nextEvent();
      bundle.sandbox().fault(hang(effect, "create").forEvent(event));
      bundle.sandbox().fault(hang(effect, "reserve").forOrderNo(name + "unseated"));
      bundle.sandbox().fault(hang(effect, "reserve").forOrderNo(name + "seated").skip(1));
      for (String call : List.of("reserve", "customer", "visitors", "done", "cancel")) {
        bundle.sandbox().fault(hang(effect, call).forOrderNo(name + call));
      }
      save(of(name + "create", event));
      save(mixed(name + "unseated"));
      save(mixed(name + "seated"));
      save(plain(name + "reserve"));
      save(plain(name + "customer"));
      save(named(name + "visitors"));
      save(plain(name + "done"));
      save(tooDear(name + "cancel"));
      hanging += 8;
    }

    /** No answer, and the effect before the process dies, after it, or never. */
    private Fault hang(Effect effect, String operation) {
      Fault hang = Fault.hang(operation).times(1);
      return switch (effect) {
        case NONE -> hang.withEffect(false);
        case DONE -> hang;
        case LATER ->
            hang.effectDelayMs(8_000 + (round == 0 ? 0 : scene.random().nextInt(20_000)))
                .keepsBusy(scene.random().nextBoolean());
      };
    }

    private void standAt(Point point) {
      String orderNo = point.written() + "-" + point.fate();
      stop(point, orderNo);
      switch (point.written()) {
        case UNSEATED -> save(mixed(orderNo));
        case RELEASED -> save(tooDear(orderNo));
        case SET_BACK -> {
          bundle.sandbox().fault(Fault.statusBefore("reserve", 503).forOrderNo(orderNo));
          save(plain(orderNo));
        }
        default -> save(plain(orderNo));
      }
    }

    /** The visitors are named, and what comes next is just being written. */
    private void standWithVisitorsNamed(Fate fate) {
      stop(new Point(Written.IDENTIFIED, fate), "named-" + fate);
      save(named("named-" + fate));
    }

    private void stop(Point point, String orderNo) {
      CommitGate gate = point.written().isInErp() ? erp : journal;
      stands.add(
          new Stand(
              gate.at(point.fate().moment(), point.written().table(), point.written().of(orderNo)),
              point.fate()));
    }

    private void reportStands() {
      stop(OF_REPORT.get(round % OF_REPORT.size()), "report");
      save(plain("report"));
      scene.await(this::allStand);
    }

    /** An order that does not get anywhere, so that the ERP has the time to want it no more. */
    private void cancellingStands() {
      String event = nextEvent();
      bundle.sandbox().fault(Fault.statusBefore("create", 503).forEvent(event));
      save(of("cancelled", event));
      scene.await(() -> "ACCEPTED".equals(bundle.erp().status("cancelled")));
      stop(OF_CANCELLING.get(round % OF_CANCELLING.size()), "cancelled");
      bundle
          .erp()
          .jdbc()
          .update("update erp_order set cancel_requested = true where order_no = 'cancelled'");
      scene.await(this::allStand);
    }

    private void claimingStands() {
      stop(OF_CLAIMING.get(round % OF_CLAIMING.size()), "claim");
      save(plain("claim"));
      scene.await(this::allStand);
    }

    private void intakeStands() {
      stop(OF_INTAKE.get(round % OF_INTAKE.size()), "intake");
      save(plain("intake"));
      scene.await(this::allStand);
    }

    private boolean allStand() {
      return stands.stream().allMatch(stand -> stand.stop().isReached());
    }

    private long hung() {
      return bundle.sandbox().history().stream()
          .filter(call -> "hang".equals(call.fault()))
          .count();
    }

    private Instant resumed() {
      return at("select min(at) from bridge.order_history where instance = 'second'");
    }

    /** When the ERP was told of the order whose report the dead process had in work. */
    private Instant told() {
      return at("select reported_at from bridge.order_journal where order_no = 'report'");
    }

    /** When the last order that the dead process had was gone on with. */
    private Instant takenOver() {
      return at(
          "select max(first) from (select min(at) as first from bridge.order_history"
              + " where instance = 'second' group by order_id) each");
    }

    private Instant at(String sql) {
      Timestamp at = bundle.journal().queryForObject(sql, Timestamp.class);
      return at == null ? null : at.toInstant();
    }

    private Erp.NewOrder plain(String orderNo) {
      return bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00");
    }

    private Erp.NewOrder mixed(String orderNo) {
      return bundle
          .erp()
          .order(orderNo, Sample.EVENT)
          .places(Sample.FLOOR, 1)
          .seat(Sample.seat(++seats))
          .total("3850.00");
    }

    private Erp.NewOrder tooDear(String orderNo) {
      refused.add(orderNo);
      return bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("999.00");
    }

    private Erp.NewOrder named(String orderNo) {
      String event = nextEvent(Sample.museum());
      return of(orderNo, event).visitor("v-" + orderNo, "Vera", "Orlova", null);
    }

    private Erp.NewOrder other(String orderNo) {
      return of(orderNo, nextEvent());
    }

    private Erp.NewOrder of(String orderNo, String event) {
      return bundle
          .erp()
          .order(orderNo, event)
          .places(OTHER_SET.formatted(events), 1)
          .total("770.00");
    }

    private String nextEvent() {
      return nextEvent(SandboxVenue.standard());
    }

    private String nextEvent(SandboxVenue venue) {
      events++;
      String event = OTHER.formatted(events);
      bundle
          .sandbox()
          .seed(
              SandboxEvent.of(
                      event,
                      "Other " + events,
                      Instant.parse("2030-05-16T14:00:00Z"),
                      List.of(
                          SandboxSet.unseated(
                              OTHER_SET.formatted(events),
                              "Gallery",
                              new BigDecimal("700.00"),
                              100)))
                  .withVenue(venue));
      return event;
    }

    private void save(Erp.NewOrder order) {
      order.save();
      scene.counts(1);
    }

    @Override
    public void close() throws SQLException {
      journal.close();
      erp.close();
    }
  }
}
