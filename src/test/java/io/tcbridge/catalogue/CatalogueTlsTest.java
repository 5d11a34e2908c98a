package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Catalogue;
import io.tcbridge.testing.Certificates;
import io.tcbridge.testing.Sample;
import io.tcbridge.testing.TlsFront;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key goes to nobody who cannot show that he is the catalogue. */
class CatalogueTlsTest {

  @TempDir private Path place;

  @Test
  void only_a_trusted_certificate_is_given_the_key() throws Exception {
    Certificates certificates = new Certificates(place);
    Path good = certificates.make("localhost");
    Path stranger = certificates.make("localhost");
    try (Bundle bundle = Bundle.onSale();
        TlsFront front = TlsFront.to(bundle.sandbox().grpcPort())) {
      Catalogue catalogue = new Catalogue(bundle);
      front.show(stranger);
      bundle
          .with("TICKETSCLOUD_CATALOGUE", "localhost:" + front.port())
          .with("CATALOGUE_SYNC_EVERY", "1h")
          .with("JAVA_TOOL_OPTIONS", Certificates.trusting(good));
      bundle.startProcess("one");

      Map<String, Object> refused = catalogue.read();
      boolean wasCalled = !bundle.calls("catalogue-categories").isEmpty();
      front.show(good);
      Map<String, Object> accepted = catalogue.read();

      assertThat(refused.get("trouble")).asString().contains("it cannot be reached");
      assertThat(wasCalled).isFalse();
      assertThat(accepted).containsEntry("trouble", null);
      assertThat(catalogue.event(Sample.EVENT)).containsEntry("status", "PUBLIC");
    }
  }
}
