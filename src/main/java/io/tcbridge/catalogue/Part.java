package io.tcbridge.catalogue;

import java.util.List;
import java.util.Locale;

/** One stream of the catalogue, and what is in it. The order is the one in which they are read. */
enum Part {
  CATEGORIES("Categories", Kind.CATEGORY),
  TAGS("Tags", Kind.TAG),
  ARTISTS("Artists", Kind.ARTIST),
  COUNTRIES("Countries", Kind.COUNTRY),
  META_EVENTS("MetaEvents", Kind.META_EVENT),
  VENUES("Venues", Kind.VENUE),
  MAPS("Maps", Kind.SECTOR),
  EVENTS("Events", Kind.EVENT, Kind.TICKET_SET),
  SEATS("Seats", Kind.SEAT),
  /** The events of the deprecated service, which bring everything else with them. */
  EVENTS_V1("", Kind.EVENT, Kind.TICKET_SET, Kind.VENUE, Kind.SECTOR);

  private final String call;
  private final List<Kind> kinds;

  Part(String call, Kind... kinds) {
    this.call = call;
    this.kinds = List.of(kinds);
  }

  /** The name of the rpc. */
  String call() {
    return call;
  }

  /** The first one has an item in each message. */
  List<Kind> kinds() {
    return kinds;
  }

  String label() {
    return this == EVENTS_V1 ? "events" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
