package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deprecated lists of REST as a source of the catalogue. */
class RestV1Test {

  private final Bundle bundle =
      Bundle.onSale()
          .with("CATALOGUE_SOURCE", "rest-v1")
          .with("CATALOGUE_SYNC_EVERY", "1h")
          .with("CATALOGUE_SEATS", "all");
  private final Catalogue catalogue = new Catalogue(bundle);

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"array", "object"})
  void the_mirror_is_the_same_as_from_the_stream(String shape) throws Exception {
    bundle.sandbox().set("v1_events_shape", shape);
    bundle.start();

    assertThat(catalogue.read()).containsEntry("trouble", null);
    assertThat(catalogue.event(Sample.EVENT))
        .containsEntry("name", "Spring Organ Night")
        .containsEntry("status", "PUBLIC")
        .containsEntry("extra_percent", new BigDecimal("10.0000"))
        .containsEntry("legal_name", "Sandbox Organizer LLC")
        .containsEntry("tickets_vacant", 10_053)
        .containsEntry(
            "start_local", Timestamp.valueOf(LocalDateTime.parse("2030-05-16T17:00:00")));
    assertThat(catalogue.set(Sample.FLOOR))
        .as("without the fee, which v1 adds to price")
        .containsEntry("price", new BigDecimal("1000.00"));
    assertThat(catalogue.seat(Sample.seat(7)))
        .containsEntry("seat_row", "3")
        .containsEntry("seat_number", "7")
        .containsEntry("status", "VACANT");
    assertThat(catalogue.live("erp_venue")).isEqualTo(1);
    assertThat(catalogue.live("erp_sector")).isEqualTo(1);
  }

  @Test
  void a_reading_without_changes_writes_nothing() throws Exception {
    bundle.start();
    catalogue.read(1);
    Map<String, String> before = catalogue.versions();

    catalogue.read(1);

    assertThat(catalogue.versions()).isEqualTo(before);
  }

  @Test
  void a_page_that_breaks_takes_nothing_away() throws Exception {
    bundle.with("CATALOGUE_RETIRE_AFTER", "1").start();
    catalogue.read(1);

    for (Fault fault :
        new Fault[] {
          Fault.cutBody("catalogue-v1"),
          Fault.statusBefore("catalogue-v1", 503),
          Fault.html("catalogue-v1")
        }) {
      bundle.sandbox().fault(fault);
      Map<String, Object> ended = catalogue.read();
      bundle.sandbox().clearFaults();

      assertThat(ended.get("trouble")).asString().contains("the v1 list");
      assertThat(catalogue.live("erp_event")).isEqualTo(1);
    }
  }

  @Test
  void the_start_warns_that_it_is_deprecated() throws Exception {
    bundle.startAndWait();

    assertThat(bundle.settings().warnings()).anyMatch(line -> line.contains("rest-v1"));
  }
}
