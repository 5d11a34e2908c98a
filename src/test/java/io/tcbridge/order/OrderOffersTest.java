package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the catalogue says cannot be sold, where orders are to be refused early. */
class OrderOffersTest {

  private static final String NOWHERE = "6a00000000000000000000ff";

  private final Bundle bundle = Bundle.onSale().withCatalogue();
  private final Catalogue catalogue = new Catalogue(bundle);

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void an_event_that_is_not_public_is_refused_without_a_call() throws Exception {
    bundle.sandbox().seed(Sample.event().withStatus("draft"));
    start("true");

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).save();
    bundle.awaitStatus("A-1", "REFUSED");

    assertThat(bundle.erp().reason("A-1")).startsWith("EVENT_NOT_ON_SALE: ");
    assertThat(bundle.calls("create")).isEmpty();
  }

  @Test
  void a_category_of_another_event_and_too_many_tickets_are_refused() throws Exception {
    start("true");

    bundle.erp().order("A-1", Sample.EVENT).places(NOWHERE, 1).save();
    bundle.erp().order("A-2", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.erp().order("A-3", Sample.EVENT).places(Sample.BALCONY, 3).total("1650.00").save();
    bundle.awaitStatus("A-1", "REFUSED");
    bundle.awaitStatus("A-2", "REFUSED");
    bundle.awaitStatus("A-3", "DONE");

    assertThat(bundle.erp().reason("A-1")).startsWith("UNKNOWN_SET: ").contains(NOWHERE);
    assertThat(bundle.erp().reason("A-2"))
        .startsWith("NOT_ENOUGH_VACANT: ")
        .contains("4 of " + Sample.BALCONY + ", vacant are 3");
    assertThat(bundle.calls("create")).hasSize(1);
  }

  @Test
  void without_the_switch_ticketscloud_decides() throws Exception {
    start("false");

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("A-1", "REFUSED");

    assertThat(bundle.erp().reason("A-1")).startsWith("SOLD_OUT: ");
  }

  @Test
  void an_old_catalogue_refuses_nobody() throws Exception {
    start("true");
    bundle.sandbox().fault(Fault.statusBefore("catalogue-categories", 503));
    bundle
        .journal()
        .update("update bridge.catalogue_sync set sound_at = now() - interval '4 hours'");

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.BALCONY, 4).save();
    bundle.awaitStatus("A-1", "REFUSED");

    assertThat(bundle.erp().reason("A-1")).startsWith("SOLD_OUT: ");
  }

  @Test
  void an_event_that_the_catalogue_does_not_have_is_left_to_ticketscloud() throws Exception {
    bundle.sandbox().seed(Sample.event().withDeal(false));
    start("true");
    bundle.sandbox().seed(Sample.event());

    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    bundle.awaitStatus("A-1", "DONE");

    assertThat(bundle.erp().tickets("A-1")).hasSize(1);
  }

  private void start(String refuseEarly) throws Exception {
    bundle.with("CATALOGUE_REFUSE_EARLY", refuseEarly).start();
    catalogue.read(1);
  }
}
