package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Sample;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogueCommandTest {

  private final Bundle bundle = Bundle.onSale().withCatalogue();
  private final Catalogue catalogue = new Catalogue(bundle);

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void a_reading_on_demand_tells_what_it_found() throws Exception {
    bundle.start();
    catalogue.read(1);

    Outcome outcome = run("sync", "--seats", Sample.EVENT, "--full", "--json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonObject counts = new JsonObject(outcome.out()).getJsonObject("counts");
    assertThat(counts.getJsonObject("seat").getLong("written")).isEqualTo(50);
    assertThat(counts.getJsonObject("event").getLong("written")).isEqualTo(1);
    assertThat(catalogue.live("erp_seat")).isEqualTo(50);
    assertThat(catalogue.sync()).containsEntry("seats_wanted", "");
  }

  @Test
  void the_status_says_what_is_known_and_what_is_wrong() throws Exception {
    bundle.start();
    catalogue.read(1);
    Outcome fine = run("status");
    bundle.sandbox().fault(Fault.statusBefore("catalogue-events", 503));
    catalogue.read();
    Outcome wrong = run("status");

    assertThat(fine.exitCode()).isZero();
    assertThat(fine.out()).contains("last read", "ticket-set", "next");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("trouble    the stream of events", "check catalogue.address");
  }

  @Test
  void prices_in_another_unit_are_told_as_soon_as_sales_show_it() throws Exception {
    bundle.start();
    catalogue.read(1);
    assertThat(run("status").out()).contains("nothing was sold yet");
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 3).save();
    bundle.awaitStatus("A-1", "DONE");
    Outcome fine = run("status");
    bundle
        .journal()
        .update(
            "update bridge.catalogue_item set body = jsonb_set(body, '{price}',"
                + " to_jsonb(cast(body ->> 'price' as numeric) * 100)) where kind = 'ticket-set'");

    Outcome wrong = run("status");

    assertThat(fine.exitCode()).as(fine.out()).isZero();
    assertThat(fine.out()).contains("3 of 3 tickets were sold at the price");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("a hundred times of what 3 tickets were sold for");
  }

  @Test
  void without_a_running_instance_nobody_reads_and_the_command_says_so() throws Exception {
    bundle.stop(bundle.startAndWait());

    Outcome outcome = run("sync", "--wait", "1s");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no instance has read the catalogue within 1s");
  }

  @Test
  void an_event_that_is_none_is_a_wrong_use() {
    Outcome outcome = run("sync", "--seats", "7");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("an event has 24 letters and digits, not 7");
  }

  private Outcome run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "catalogue";
    System.arraycopy(args, 0, all, 1, args.length);
    return Outcome.of(CatalogueCommand.of(bundle.env()), all);
  }
}
