package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.sandbox.SandboxSet;
import io.tcbridge.sandbox.SandboxVenue;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue over gRPC, into the ERP's mirror. */
class CatalogueSyncTest {

  private static final String OTHER = "6a0000000000000000000002";
  private static final String WRONG = "6a0000000000000000000009";
  private static final String OTHER_VENUE = "6a00000000000000000002e1";
  private static final String OTHER_SET = "6a00000000000000000002a1";

  private final Bundle bundle = Bundle.onSale().withCatalogue();
  private final Catalogue catalogue = new Catalogue(bundle);

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void the_mirror_has_what_is_on_sale() throws Exception {
    bundle.with("CATALOGUE_SEATS", Sample.EVENT).start();

    Map<String, Object> ended = catalogue.read();

    assertThat(ended).containsEntry("trouble", null);
    assertThat(catalogue.event(Sample.EVENT))
        .containsEntry("name", "Spring Organ Night")
        .containsEntry("status", "PUBLIC")
        .containsEntry("category", "Concerts")
        .containsEntry("time_zone", "Europe/Moscow")
        .containsEntry("starts_at", Timestamp.from(Instant.parse("2030-05-16T14:00:00Z")))
        .containsEntry("start_local", Timestamp.valueOf(LocalDateTime.parse("2030-05-16T17:00:00")))
        .containsEntry("extra_percent", new BigDecimal("10.0000"))
        .containsEntry("with_promotion", false)
        .containsEntry("legal_name", "Sandbox Organizer LLC")
        .containsEntry("legal_inn", "7700000000")
        .containsEntry("legal_ogrn", "1027700000000")
        .containsEntry("tickets_amount", 10_053)
        .containsEntry("tickets_vacant", 10_053)
        .containsEntry("retired_at", null);
    assertThat(catalogue.set(Sample.BALCONY))
        .containsEntry("event_id", Sample.EVENT)
        .containsEntry("price", new BigDecimal("500.00"))
        .containsEntry("with_seats", false)
        .containsEntry("amount", 3)
        .containsEntry("vacant", 3);
    assertThat(catalogue.seat(Sample.seat(7)))
        .containsEntry("set_id", Sample.PARTERRE)
        .containsEntry("seat_row", "3")
        .containsEntry("seat_number", "7")
        .containsEntry("status", "VACANT");
    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
    assertThat(bundle.erp().jdbc().queryForMap("select name, city, with_mosbilet from erp_venue"))
        .containsEntry("name", "Sandbox Hall")
        .containsEntry("city", "Moscow")
        .containsEntry("with_mosbilet", false);
    assertThat(bundle.erp().jdbc().queryForObject("select name from erp_sector", String.class))
        .isEqualTo("Sector 00c1");
  }

  @Test
  void a_reading_without_changes_writes_nothing() throws Exception {
    bundle.with("CATALOGUE_SEATS", "all").start();
    catalogue.read(1);
    Map<String, String> before = catalogue.versions();

    Map<String, Object> ended = catalogue.read();

    assertThat(ended).containsEntry("trouble", null);
    assertThat(catalogue.versions()).isEqualTo(before);
    assertThat(String.valueOf(ended.get("counts")))
        .contains("\"read\": 50")
        .contains("\"written\": 0");
  }

  @Test
  void only_what_has_changed_is_written() throws Exception {
    bundle.sandbox().seed(other());
    bundle.start();
    catalogue.read(1);
    String before = version(OTHER);

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.BALCONY, 2).save();
    bundle.awaitStatus("A-1", "DONE");
    catalogue.read(1);

    assertThat(catalogue.set(Sample.BALCONY)).containsEntry("vacant", 1);
    assertThat(catalogue.event(Sample.EVENT)).containsEntry("tickets_vacant", 10_051);
    assertThat(version(OTHER)).isEqualTo(before);
  }

  @Test
  void a_reservation_and_a_sale_show_on_the_seat() throws Exception {
    bundle.with("CATALOGUE_SEATS", "all").start();
    catalogue.read(1);

    bundle.erp().order("A-1", Sample.EVENT).seat(Sample.seat(1)).total("2750.00").save();
    bundle.awaitStatus("A-1", "DONE");
    catalogue.read(1);

    assertThat(catalogue.seat(Sample.seat(1))).containsEntry("status", "SOLD");
    assertThat(catalogue.seat(Sample.seat(2))).containsEntry("status", "VACANT");
  }

  @Test
  void a_ticket_gets_its_legal_data_and_the_name_of_its_sector() throws Exception {
    bundle.start();
    catalogue.read(1);

    bundle.erp().order("A-1", Sample.EVENT).seat(Sample.seat(1)).total("2750.00").save();
    bundle.awaitStatus("A-1", "DONE");

    assertThat(bundle.erp().tickets("A-1"))
        .singleElement()
        .satisfies(
            ticket ->
                assertThat(ticket)
                    .containsEntry("sector", "Sector 00c1")
                    .containsEntry("legal_name", "Sandbox Organizer LLC")
                    .containsEntry("legal_inn", "7700000000")
                    .containsEntry("legal_ogrn", "1027700000000")
                    .containsEntry("legal_address", "Sample street 3, Moscow"));
  }

  @Test
  void what_vanished_is_retired_after_three_readings_and_comes_back() throws Exception {
    bundle.sandbox().seed(other());
    bundle.start();
    catalogue.read(1);

    bundle.sandbox().seed(other().withDeal(false));
    catalogue.read(2);
    Object afterTwo = catalogue.event(OTHER).get("retired_at");
    catalogue.read(1);
    Object afterThree = catalogue.event(OTHER).get("retired_at");
    Object itsSet = catalogue.set(OTHER_SET).get("retired_at");
    bundle.sandbox().seed(other());
    catalogue.read(1);

    assertThat(afterTwo).isNull();
    assertThat(afterThree).isNotNull();
    assertThat(itsSet).isNotNull();
    assertThat(catalogue.event(OTHER)).containsEntry("retired_at", null);
    assertThat(catalogue.set(OTHER_SET)).containsEntry("retired_at", null);
  }

  @Test
  void the_seats_of_a_retired_event_go_with_it() throws Exception {
    bundle.sandbox().seed(other());
    bundle.with("CATALOGUE_SEATS", "all").with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);

    bundle.sandbox().seed(Sample.event().withDeal(false));
    catalogue.read(2);

    assertThat(catalogue.event(Sample.EVENT).get("retired_at")).isNotNull();
    assertThat(catalogue.live("erp_seat")).isZero();
    assertThat(catalogue.live("erp_event")).isEqualTo(1);
  }

  @Test
  void whoever_has_lost_the_lease_writes_nothing_more() throws Exception {
    bundle.sandbox().fault(Fault.latency("catalogue-events", 1500, 0).times(1));
    bundle.start();
    bundle.await(() -> !bundle.calls("catalogue-events").isEmpty());

    bundle
        .journal()
        .update(
            "update bridge.catalogue_sync set fence = gen_random_uuid(), claimed_by = 'other',"
                + " due_at = now() + interval '5 seconds'");
    bundle.await(() -> bundle.calls("catalogue-events").size() == 2);
    int venues = bundle.calls("catalogue-venues").size();
    catalogue.read(1);

    assertThat(venues).as("the run that was lost ended, and the next began anew").isEqualTo(2);
    assertThat(catalogue.live("erp_event")).isEqualTo(1);
  }

  @Test
  void a_retirement_by_an_instance_that_has_lost_its_lease_is_taken_back() throws Exception {
    bundle.sandbox().seed(other());
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);
    bundle.sandbox().seed(other().withDeal(false));

    try (Connection erp = bundle.erp().jdbc().getDataSource().getConnection()) {
      erp.setAutoCommit(false);
      erp.createStatement().execute("lock table erp_event in share mode");
      catalogue.request();
      bundle.await(() -> isBlocked("erp_event"));
      bundle.journal().update("update bridge.catalogue_sync set fence = gen_random_uuid()");
      erp.commit();
    }
    bundle.await(() -> catalogue.event(OTHER).get("retired_at") != null && toldOf(OTHER) == null);
    bundle.sandbox().seed(other());
    bundle.journal().update("update bridge.catalogue_sync set fence = null, due_at = now()");
    catalogue.read(1);

    assertThat(catalogue.event(OTHER)).containsEntry("retired_at", null);
  }

  @Test
  void what_is_back_in_time_begins_to_count_anew() throws Exception {
    bundle.sandbox().seed(other());
    bundle.start();
    catalogue.read(1);

    for (int i = 0; i < 2; i++) {
      bundle.sandbox().seed(other().withDeal(false));
      catalogue.read(2);
      bundle.sandbox().seed(other());
      catalogue.read(1);
    }

    assertThat(catalogue.event(OTHER)).containsEntry("retired_at", null);
    assertThat(
            bundle
                .journal()
                .queryForObject("select max(missed) from bridge.catalogue_item", Integer.class))
        .isZero();
  }

  @Test
  void a_cut_stream_takes_nothing_away() throws Exception {
    bundle.sandbox().seed(other());
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);

    bundle.sandbox().fault(Fault.cutBody("catalogue-events"));
    Map<String, Object> ended = catalogue.read();

    assertThat(String.valueOf(ended.get("trouble"))).contains("the stream of events");
    assertThat(catalogue.live("erp_event")).isEqualTo(2);
    assertThat(catalogue.live("erp_ticket_set")).isEqualTo(4);
    bundle.sandbox().clearFaults();
    assertThat(catalogue.read()).containsEntry("trouble", null).containsEntry("trouble_at", null);
  }

  @Test
  void an_empty_stream_takes_nothing_away() throws Exception {
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").with("CATALOGUE_SEATS", "all").start();
    catalogue.read(1);

    for (String stream : List.of("categories", "venues", "events", "seats")) {
      bundle.sandbox().fault(Fault.of(Fault.Kind.EMPTY_STREAM, "catalogue-" + stream));
      Map<String, Object> ended = catalogue.read();
      bundle.sandbox().clearFaults();

      assertThat(String.valueOf(ended.get("trouble"))).contains("is empty, but", "are known");
      assertThat(catalogue.live("erp_event")).isEqualTo(1);
      assertThat(catalogue.live("erp_seat")).isEqualTo(50);
      assertThat(catalogue.live("erp_venue")).isEqualTo(1);
      assertThat(catalogue.live("erp_sector")).isEqualTo(1);
    }
  }

  @Test
  void an_event_without_its_seats_stays_until_a_person_says_that_it_has_none() throws Exception {
    bundle.sandbox().seed(other());
    bundle.with("CATALOGUE_SEATS", "all").with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);
    Object soundBefore = catalogue.sync().get("sound_at");

    bundle.sandbox().fault(Fault.of(Fault.Kind.EMPTY_STREAM, "catalogue-seats"));
    Map<String, Object> ended = catalogue.read();
    for (int i = 0; i < 4; i++) {
      catalogue.read();
    }
    long afterFive = catalogue.live("erp_seat");
    bundle.journal().update("update bridge.catalogue_sync set seatless = ?", Sample.EVENT);
    catalogue.read(1);
    long afterTheWord = catalogue.live("erp_seat");
    bundle.sandbox().clearFaults();
    catalogue.read(1);

    assertThat(String.valueOf(ended.get("trouble")))
        .contains("event " + Sample.EVENT + " shows no seats", "50 are known")
        .contains("bin/bridge catalogue sync --no-seats " + Sample.EVENT);
    assertThat(ended.get("sound_at")).isNotEqualTo(soundBefore);
    assertThat(afterFive).isEqualTo(50);
    assertThat(afterTheWord).isZero();
    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
    assertThat(catalogue.sync()).containsEntry("seatless", "");
  }

  @Test
  void seats_of_an_event_that_nobody_knows_keep_nothing_else_from_being_read() throws Exception {
    bundle.sandbox().fault(Fault.statusBefore("catalogue-seats", 404).forEvent(OTHER));
    bundle.sandbox().fault(Fault.statusBefore("catalogue-seats", 500).forEvent(WRONG));
    bundle.with("CATALOGUE_SEATS", OTHER + "," + Sample.EVENT).start();
    bundle.await(() -> catalogue.sync().get("sound_at") != null);
    bundle.journal().update("update bridge.catalogue_sync set seats_wanted = ?", WRONG);

    Map<String, Object> ended = catalogue.read();

    assertThat(ended.get("sound_at")).isEqualTo(ended.get("ended_at"));
    assertThat(String.valueOf(ended.get("trouble")))
        .contains("event " + OTHER, "take it out of catalogue.seats")
        .contains("event " + WRONG);
    assertThat(ended).containsEntry("seats_wanted", "");
    assertThat(dueIn()).as("no sooner than usual").isEqualTo(Duration.ofHours(1));
    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
  }

  @Test
  void a_reading_that_comes_to_no_end_is_repeated_later_and_later() throws Exception {
    bundle.sandbox().seed(other().withVenue(hall(OTHER_VENUE)));
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);
    bundle.sandbox().seed(other().withDeal(false));
    bundle.sandbox().fault(Fault.statusBefore("catalogue-events", 500));
    bundle.journal().update("update bridge.catalogue_sync set full_no = full_no + 1");

    catalogue.read();
    Duration first = dueIn();
    String written = catalogue.versions().get("erp_venue");
    catalogue.read();
    Duration second = dueIn();
    catalogue.read();
    Duration third = dueIn();
    String writtenLater = catalogue.versions().get("erp_venue");
    long venues = catalogue.live("erp_venue");
    bundle.sandbox().clearFaults();
    catalogue.read(1);

    assertThat(List.of(first, second, third))
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
    assertThat(dueIn()).isEqualTo(Duration.ofHours(1));
    assertThat(writtenLater).as("everything was written once, as was asked for").isEqualTo(written);
    assertThat(venues).as("a run that is not sound counts nothing as missed").isEqualTo(2);
    assertThat(catalogue.live("erp_venue")).isEqualTo(1);
  }

  @Test
  void a_stream_that_brings_nothing_keeps_the_lease_and_what_has_come() throws Exception {
    bundle.sandbox().fault(Fault.hang("catalogue-events"));
    bundle.with("ALERT_POLL_DELAY", "100ms").start();
    bundle.await(() -> !bundle.calls("catalogue-events").isEmpty());
    Object fence = catalogue.sync().get("fence");

    for (int i = 0; i < 2; i++) {
      Object due = catalogue.sync().get("due_at");
      bundle.await(() -> !due.equals(catalogue.sync().get("due_at")));
    }
    boolean wasTold = isTold();
    bundle
        .journal()
        .update("update bridge.catalogue_sync set waits_since = now() - interval '181 minutes'");
    bundle.await(this::isTold);

    assertThat(wasTold).isFalse();
    assertThat(catalogue.sync()).containsEntry("fence", fence);
    assertThat(catalogue.live("erp_venue")).isEqualTo(1);
    assertThat(bundle.calls("catalogue-events")).hasSize(1);
  }

  @Test
  void what_nothing_depends_on_may_become_empty_and_stays() throws Exception {
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);

    for (String stream : List.of("tags", "artists", "countries", "metaevents", "maps")) {
      bundle.sandbox().fault(Fault.of(Fault.Kind.EMPTY_STREAM, "catalogue-" + stream));
    }
    Map<String, Object> ended = catalogue.read();

    assertThat(ended).containsEntry("trouble", null);
    assertThat(catalogue.live("erp_sector")).isEqualTo(1);
  }

  @Test
  void an_item_that_comes_twice_is_one() throws Exception {
    bundle.sandbox().fault(Fault.of(Fault.Kind.DUPLICATE_ITEMS, null));
    bundle.sandbox().set("grpc_order", "shuffled");
    bundle.with("CATALOGUE_SEATS", "all").start();

    catalogue.read(1);
    Map<String, String> before = catalogue.versions();
    catalogue.read(1);

    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
    assertThat(catalogue.versions()).isEqualTo(before);
  }

  @Test
  void numbers_that_nobody_knows_are_kept_as_numbers() throws Exception {
    bundle.sandbox().fault(Fault.of(Fault.Kind.UNKNOWN_ENUMS, null));
    bundle.with("CATALOGUE_SEATS", "all").start();

    catalogue.read(1);

    assertThat(catalogue.event(Sample.EVENT)).containsEntry("status", "UNKNOWN_99");
    assertThat(catalogue.seat(Sample.seat(1))).containsEntry("status", "UNKNOWN_99");
  }

  @Test
  void a_stream_that_hangs_ends_at_its_deadline_and_orders_go_on() throws Exception {
    bundle.sandbox().fault(Fault.hang("catalogue-events"));
    bundle.with("CATALOGUE_TIMEOUT", "2s").start();
    bundle.await(() -> catalogue.sync().get("fence") != null);
    Long wanted = catalogue.request();

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus("A-1", "DONE");
    Map<String, Object> ended = catalogue.await(wanted);

    assertThat(String.valueOf(ended.get("trouble"))).contains("did not end within 2s");
    assertThat(bundle.log().all()).anyMatch(line -> line.contains("Orders go on"));
  }

  @Test
  void a_slow_stream_is_read_to_its_end() throws Exception {
    bundle.sandbox().fault(Fault.slowBody("catalogue-seats", 4000));
    bundle.with("CATALOGUE_SEATS", "all").start();

    catalogue.read(1);

    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
  }

  @Test
  void a_refused_key_and_a_service_that_is_not_there_are_told_apart() throws Exception {
    bundle.with("CATALOGUE_SERVICE", "v4.Simple").start();
    Map<String, Object> unknown = catalogue.read();

    assertThat(String.valueOf(unknown.get("trouble")))
        .contains("it does not serve v4.Simple")
        .contains("catalogue.service");
    assertThat(bundle.log().all()).noneMatch(line -> line.contains(Bundle.KEY));
  }

  @Test
  void an_erp_without_the_tables_ends_the_run_and_says_so() throws Exception {
    bundle.erp().jdbc().execute("alter table erp_ticket_set rename to erp_gone");
    bundle.start();

    Map<String, Object> ended = catalogue.read();
    bundle.erp().jdbc().execute("alter table erp_gone rename to erp_ticket_set");
    catalogue.read(1);

    assertThat(String.valueOf(ended.get("trouble"))).contains("erp_ticket_set");
    assertThat(catalogue.live("erp_ticket_set")).isEqualTo(3);
  }

  @Test
  void a_venue_of_mosbilet_wants_visitors_from_the_first_reading_on() throws Exception {
    SandboxVenue hall = SandboxVenue.standard();
    bundle
        .sandbox()
        .seed(
            Sample.event()
                .withVenue(
                    new SandboxVenue(
                        hall.id(),
                        hall.name(),
                        hall.address(),
                        hall.cityId(),
                        hall.city(),
                        "Asia/Yekaterinburg",
                        true)));
    bundle.start();
    catalogue.read(1);

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("A-1", "REFUSED");

    assertThat(bundle.erp().reason("A-1")).startsWith("INVALID").contains("visitor");
    assertThat(catalogue.event(Sample.EVENT))
        .containsEntry(
            "start_local", Timestamp.valueOf(LocalDateTime.parse("2030-05-16T19:00:00")));
  }

  @Test
  void one_of_two_instances_reads() throws Exception {
    bundle.sandbox().fault(Fault.latency("catalogue-events", 1500, 0));
    bundle.start();
    bundle.start();
    catalogue.read(1);
    int before = bundle.calls("catalogue-events").size();

    catalogue.read(2);

    assertThat(bundle.calls("catalogue-events")).hasSize(before + 2);
  }

  @Test
  void a_stop_does_not_wait_for_a_stream_and_the_next_instance_goes_on() throws Exception {
    bundle.sandbox().fault(Fault.hang("catalogue-events").times(1));
    var first = bundle.start();
    bundle.await(() -> !bundle.calls("catalogue-events").isEmpty());
    long begun = System.nanoTime();

    bundle.stop(first);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    bundle.start();
    bundle.await(() -> catalogue.sync().get("sound_at") != null);

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(catalogue.live("erp_event")).isEqualTo(1);
  }

  @Test
  void whoever_changes_the_sql_has_everything_go_through_it(@TempDir Path folder) throws Exception {
    var first = bundle.start();
    catalogue.read(1);
    bundle.stop(first);
    Path own = Files.createDirectories(folder.resolve("erp"));
    String sql = Files.readString(Path.of("config/erp/update-venue.sql"));
    Files.writeString(
        own.resolve("update-venue.sql"),
        sql.replace("= :#name", "= upper(cast(:#name as varchar))"));

    bundle.start(List.of(folder));
    catalogue.read(1);

    assertThat(bundle.erp().jdbc().queryForObject("select name from erp_venue", String.class))
        .isEqualTo("SANDBOX HALL");
  }

  static SandboxEvent other() {
    return SandboxEvent.of(
        OTHER,
        "Autumn Organ Night",
        Instant.parse("2030-10-16T14:00:00Z"),
        List.of(SandboxSet.unseated(OTHER_SET, "Floor", new BigDecimal("700.00"), 100)));
  }

  private static SandboxVenue hall(String id) {
    SandboxVenue hall = SandboxVenue.standard();
    return new SandboxVenue(
        id, hall.name(), hall.address(), hall.cityId(), hall.city(), "Europe/Moscow", false);
  }

  /** What the end of the last run said of the next one. */
  private Duration dueIn() {
    Map<String, Object> sync = catalogue.sync();
    return Duration.between(
        ((Timestamp) sync.get("ended_at")).toInstant(),
        ((Timestamp) sync.get("due_at")).toInstant());
  }

  private boolean isTold() {
    return bundle
            .journal()
            .queryForObject(
                "select count(*) from bridge.alert where cause = 'CATALOGUE' and over_at is null",
                Long.class)
        > 0;
  }

  private boolean isBlocked(String table) {
    return bundle
            .erp()
            .jdbc()
            .queryForObject(
                "select count(*) from pg_locks where not granted and relation = cast(? as regclass)",
                Long.class,
                table)
        > 0;
  }

  private Object toldOf(String event) {
    return bundle
        .journal()
        .queryForMap("select told from bridge.catalogue_item where id = ?", event)
        .get("told");
  }

  private String version(String event) {
    return bundle
        .erp()
        .jdbc()
        .queryForObject(
            "select cast(xmin as text) from erp_event where event_id = ?", String.class, event);
  }
}
