package io.tcbridge.catalogue;

import io.tcbridge.config.Settings;
import java.time.InstantSource;
import java.util.Optional;

/** Asks the catalogue for something small, to see whether it answers and knows the key. */
public final class CatalogueProbe {

  private CatalogueProbe() {}

  /** What is wrong, in plain words; empty when it answers. */
  public static Optional<String> trouble(Settings settings) {
    try (CatalogueSource source = CatalogueSource.of(settings, InstantSource.system(), () -> {})) {
      source.probe();
      return Optional.empty();
    } catch (CatalogueTrouble trouble) {
      return Optional.of(trouble.getMessage());
    }
  }
}
