package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.MariaDb;
import io.tcbridge.testing.Sample;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same statements on an ERP that runs on MariaDB. */
class CatalogueMariaDbTest {

  @Test
  void the_mirror_is_filled_changed_and_retired() throws Exception {
    try (MariaDb server = MariaDb.start();
        Bundle bundle =
            Bundle.create(new Erp(server.newDatabase(), server.user(), server.password()))) {
      bundle.sandbox().seed(Sample.event());
      bundle.withCatalogue().with("CATALOGUE_SEATS", "all").with("CATALOGUE_RETIRE_AFTER", "1");
      Catalogue catalogue = new Catalogue(bundle);
      bundle.start();

      catalogue.read(1);
      Map<String, Object> event = catalogue.event(Sample.EVENT);
      String seconds =
          bundle
              .erp()
              .jdbc()
              .queryForObject(
                  "select cast(unix_timestamp(starts_at) as char) from erp_event", String.class);
      bundle.erp().order("DB-1", Sample.EVENT).places(Sample.BALCONY, 2).save();
      bundle.awaitStatus("DB-1", "DONE");
      catalogue.read(1);
      Object vacant = catalogue.set(Sample.BALCONY).get("vacant");
      bundle.sandbox().seed(CatalogueSyncTest.other());
      bundle.sandbox().seed(Sample.event().withDeal(false));
      catalogue.read(1);

      assertThat(event)
          .containsEntry("name", "Spring Organ Night")
          .containsEntry("with_promotion", false);
      assertThat(event.get("start_local").toString()).contains("2030-05-16").contains("17:00");
      assertThat(seconds).startsWith("1905170400");
      assertThat(catalogue.set(Sample.FLOOR)).containsEntry("price", new BigDecimal("1000.00"));
      assertThat(vacant).isEqualTo(1);
      assertThat(bundle.erp().tickets("DB-1"))
          .allSatisfy(
              ticket -> assertThat(ticket).containsEntry("legal_name", "Sandbox Organizer LLC"));
      assertThat(catalogue.event(Sample.EVENT).get("retired_at")).isNotNull();
      assertThat(catalogue.live("erp_event")).isEqualTo(1);
    }
  }
}
