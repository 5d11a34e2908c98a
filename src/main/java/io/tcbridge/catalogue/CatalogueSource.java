package io.tcbridge.catalogue;

import io.tcbridge.config.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Where the catalogue is read. One run is one source. */
interface CatalogueSource extends AutoCloseable {

  /** The one that the settings choose. */
  static CatalogueSource of(Settings settings, InstantSource clock, Turns turns) {
    return settings.catalogue().source() == Settings.CatalogueSource.REST_V1
        ? new RestV1(settings, turns)
        : new TcSimple(settings, clock);
  }

  /** Where a request of REST waits, so that orders and catalogue share one limit. */
  interface Turns {
    void take() throws InterruptedException;
  }

  /**
   * Asks for something small.
   *
   * @throws CatalogueTrouble if it does not come
   */
  void probe();

  /** The parts that it has, in the order in which they are read; without the seats. */
  List<Part> parts();

  /**
   * Begins to read a part; what was being read is given up.
   *
   * @param event whose seats are meant; null for the other parts
   */
  void open(Part part, String event);

  /**
   * What so many messages say, or those that came in time: a slow stream is read in small batches,
   * also in empty ones.
   *
   * @throws CatalogueTrouble if there is no proper end
   */
  Batch next(int messages, Duration patience);

  /**
   * The items in some messages of a stream.
   *
   * @param isLast whether the stream has come to its proper end
   */
  record Batch(boolean isLast, List<Item> items) {}

  @Override
  void close();
}
